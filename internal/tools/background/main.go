// Command background prints fragments of text that are frequent in the given logs, each after
// a digit that says how frequent: one more is twice as often. Package literals uses them when it
// chooses which part of a literal to look for: the rarest.
//
//	go run ./internal/tools/background FILE... >internal/literals/background.txt
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"math/bits"
	"os"
	"slices"
	"strings"
)

const gramSize = 8

func main() {
	size := flag.Int("size", 3000, "how many grams the fragments hold")
	files := flag.Int("files", 4, "in how many files a gram must stand, so that no name of one of them is taken")
	names := flag.String("without", "", "names that no fragment may hold, with commas between them")
	flag.Parse()
	if err := run(os.Stdout, flag.Args(), *size, *files, *names); err != nil {
		fmt.Fprintln(os.Stderr, "background:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, paths []string, size, files int, names string) error {
	counts, spread := map[string]int{}, map[string]int{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for name := range strings.SplitSeq(strings.ToLower(names), ",") {
			text = without(text, name)
		}
		count(text, counts, spread)
	}
	grams := frequent(counts, spread, size, files)
	for class := 0; class <= 9; class++ {
		for _, fragment := range join(ofClass(grams, counts, 9-class)) {
			if _, err := fmt.Fprintf(w, "%d%s\n", 9-class, fragment); err != nil {
				return err
			}
		}
	}
	return nil
}

// without breaks every line of the text at a name.
func without(text []byte, name string) []byte {
	if name == "" {
		return text
	}
	return bytes.ReplaceAll(bytes.ToLower(text), []byte(name), []byte("\n"))
}

// count adds the grams of one file; spread counts files. A long line counts as if it were short.
func count(text []byte, counts, spread map[string]int) {
	seen := map[string]bool{}
	for line := range bytes.Lines(bytes.ToLower(text)) {
		line = bytes.TrimSpace(line)
		line = line[:min(len(line), 2000)]
		for i := 0; i+gramSize <= len(line); i++ {
			gram := string(line[i : i+gramSize])
			counts[gram]++
			if !seen[gram] {
				seen[gram] = true
				spread[gram]++
			}
		}
	}
}

// frequent gives the most frequent grams that stand in enough files, most frequent first.
func frequent(counts, spread map[string]int, size, files int) []string {
	var grams []string
	for gram := range counts {
		if spread[gram] >= files && isPlain(gram) {
			grams = append(grams, gram)
		}
	}
	slices.SortFunc(grams, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	return grams[:min(size, len(grams))]
}

func isPlain(gram string) bool {
	for _, c := range []byte(gram) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// ofClass gives the grams that stand about 4 << class times in the logs.
func ofClass(grams []string, counts map[string]int, class int) []string {
	var some []string
	for _, g := range grams {
		if min(max(bits.Len(uint(counts[g]))-3, 0), 9) == class {
			some = append(some, g)
		}
	}
	return some
}

// join strings grams that overlap together, so that each stands in one fragment.
func join(grams []string) []string {
	byStart, byEnd := map[string][]string{}, map[string][]string{}
	for _, g := range grams {
		byStart[g[:gramSize-1]] = append(byStart[g[:gramSize-1]], g)
		byEnd[g[1:]] = append(byEnd[g[1:]], g)
	}
	used := map[string]bool{}
	take := func(candidates []string) (string, bool) {
		for _, g := range candidates {
			if !used[g] {
				used[g] = true
				return g, true
			}
		}
		return "", false
	}
	var fragments []string
	for _, g := range grams {
		fragment, ok := take([]string{g})
		if !ok {
			continue
		}
		for g, ok := take(byStart[fragment[len(fragment)-gramSize+1:]]); ok; g, ok = take(byStart[fragment[len(fragment)-gramSize+1:]]) {
			fragment += g[gramSize-1:]
		}
		for g, ok := take(byEnd[fragment[:gramSize-1]]); ok; g, ok = take(byEnd[fragment[:gramSize-1]]) {
			fragment = g[:1] + fragment
		}
		fragments = append(fragments, fragment)
	}
	return fragments
}
