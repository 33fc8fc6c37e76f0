package parser

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("ZZ"))
	w := wrapOf(b)
	fmt.Printf("%+v\n", w)
	fmt.Printf("%+v\n", w.count(b))
	for e := range Entries(bytes.NewReader(b), EntryOptions{}) {
		fmt.Printf("%d %q\n", e.Line, e.Text())
	}
}
