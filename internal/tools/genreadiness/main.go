// Command genreadiness writes the rules of documented readiness checks that have no rule of their
// own: from the table of checks (data/prereq-rules.tsv) and from the advice beside this file.
// It runs in the folder of the rules and replaces readiness/generated-*.yaml.
//
//	cd rules && go run ../internal/tools/genreadiness
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// adviceFiles say in words what to do about each check, a file for each area.
//
//go:embed advice/*.yaml
var adviceFiles embed.FS

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "genreadiness:", err)
		os.Exit(1)
	}
}

// run writes the rule files below the folder of the rules.
func run(dir string) error {
	files, err := generate(os.DirFS(dir))
	if err != nil {
		return err
	}
	if err := removeOld(dir); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, "readiness", f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// removeOld removes the files of an earlier run; an area may have gone.
func removeOld(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "readiness", generatedPrefix+"*.yaml"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// generatedPrefix begins the names of the files that this program writes.
const generatedPrefix = "generated-"

// file is one rule file to be written.
type file struct {
	name string
	data []byte
}

// generate makes the files from the table and the hand-written rules of a folder.
func generate(dir fs.FS) ([]file, error) {
	table, err := readTable(dir, "data/prereq-rules.tsv")
	if err != nil {
		return nil, err
	}
	taken, err := readTaken(dir)
	if err != nil {
		return nil, err
	}
	areas, err := readAdvice(adviceFiles)
	if err != nil {
		return nil, err
	}
	return build(table, taken, areas)
}
