// Command genrules writes the rules as Go data, so that the program need not parse them: it runs
// in the folder of the rules, loads and checks all rule files there, and writes
// generated_rules.go beside them, and generated_plan.go with what an engine knows about them. The
// tests of the rules are left out; they stay in the files.
//
//	cd rules && go run ../internal/tools/genrules
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// The files that this program writes.
const (
	rulesFile = "generated_rules.go"
	planFile  = "generated_plan.go"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "genrules:", err)
		os.Exit(1)
	}
}

// run writes the rules below a folder into files of that folder.
func run(dir string) error {
	set, err := load(os.DirFS(dir))
	if err != nil {
		return err
	}
	if err := write(filepath.Join(dir, rulesFile), generate(set)); err != nil {
		return err
	}
	return write(filepath.Join(dir, planFile), generatePlan(rules.NewPlan(set.Rules)))
}

// write writes what a writer holds as a file of Go code.
func write(path string, w *writer) error {
	code, err := w.formatted()
	if err != nil {
		return err
	}
	return os.WriteFile(path, code, 0o644)
}

// load gives the rules with all checks passed.
func load(dir fs.FS) (*rules.Set, error) {
	set, err := rules.LoadSet(dir, rules.LoadOptions{Root: "rules", FolderIsCategory: true})
	if err != nil {
		return nil, fmt.Errorf("the rules have mistakes:\n%w", err)
	}
	for _, problem := range rules.Check(set) {
		return nil, fmt.Errorf("the rules do not fit together: %s", problem)
	}
	return set, nil
}

// generate writes a set as Go code.
func generate(set *rules.Set) *writer {
	w := newWriter(rulesPackage)
	w.rules(set.Rules)
	w.articles(set.Articles)
	w.steps(set.Steps)
	w.stepConditions()
	w.pointedTo()
	return w
}

// generatePlan writes a plan as Go code.
func generatePlan(plan *rules.Plan) *writer {
	w := newWriter(literalsPackage, rulesPackage)
	w.Text("\n// generatedMatcher finds the literals of the rules.\nvar generatedMatcher = ")
	w.Value(*plan.Matcher)
	w.Text("\n\n// generatedPlan is the plan of generatedRules.\nvar generatedPlan = ")
	w.Value(*plan)
	w.Text("\n")
	return w
}
