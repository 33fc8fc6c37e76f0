package review

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	var ps []string
	for _, g := range []string{"../../testdata/logs/*/*.log", "../../../shared/logs/*/*", "../../../shared/field/*.log"} {
		p, _ := filepath.Glob(g)
		ps = append(ps, p...)
	}
	for _, p := range ps {
		b, err := os.ReadFile(p)
		if err != nil {
			continue
		}
		m := mendedText(b)
		if m == nil {
			continue
		}
		a := strings.Split(string(b), "\n")
		c := strings.Split(string(m.text.Bytes), "\n")
		fmt.Println("==", p, len(a), len(c))
		n := 0
		for i := range a {
			if i < len(c) && a[i] != c[i] {
				fmt.Printf("  -%.150q\n  +%.150q\n", a[i], c[i])
				n++
				if n > 2 {
					break
				}
			}
		}
	}
}
