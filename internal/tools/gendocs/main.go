// Command gendocs writes the reference of the rules: an index by category and a page for every
// rule and article. What the folder holds of rules that are no more is taken away.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

func main() {
	out := flag.String("out", filepath.Join("..", "docs", "rules"), "the folder to write to")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	set, err := knowledge.LoadFiles()
	if err != nil {
		return err
	}
	pages := reference(set)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := removeOthers(folder, pages); err != nil {
		return err
	}
	for _, p := range pages {
		if err := p.write(folder); err != nil {
			return err
		}
	}
	return nil
}

// page is one file of the reference.
type page struct{ name, text string }

// write leaves a file alone that says the same already.
func (p page) write(folder string) error {
	path := filepath.Join(folder, p.name)
	if old, err := os.ReadFile(path); err == nil && string(old) == p.text {
		return nil
	}
	return os.WriteFile(path, []byte(p.text), 0o644)
}

func removeOthers(folder string, pages []page) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		name := filepath.Base(path)
		if slices.ContainsFunc(pages, func(p page) bool { return p.name == name }) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}
