package main

import (
	"maps"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// rules writes the rules without what cannot be laid out before the program starts: the map of
// their captures, which stand in a list as well. Tests are left out.
func (w *writer) rules(list []*rules.Rule) {
	w.Text("\n// generatedRules are sorted by id.\n")
	w.Text("var generatedRules = [...]rules.Rule{\n")
	for _, r := range list {
		plain := *r
		plain.Path = filepath.ToSlash(r.Path)
		plain.Captures, plain.Tests = nil, nil
		w.Element(plain)
	}
	w.Text("}\n")
}

func (w *writer) articles(list []*rules.Article) {
	w.Text("\n// generatedArticles are sorted by id.\n")
	w.Text("var generatedArticles = [...]rules.Article{\n")
	for _, a := range list {
		plain := *a
		plain.Path = filepath.ToSlash(a.Path)
		w.Element(plain)
	}
	w.Text("}\n")
}

// pointedTo writes the variables that optional fields point to.
func (w *writer) pointedTo() {
	w.Text("\n// What optional fields point to.\nvar (\n")
	for _, name := range slices.Sorted(maps.Keys(w.variables)) {
		w.Text(name + " = " + w.variables[name] + "\n")
	}
	w.Text(")\n")
}

// condition gives the index of a step's condition among the distinct ones.
func (w *writer) condition(c rules.Condition) int {
	for i := range w.conditions {
		if reflect.DeepEqual(w.conditions[i], c) {
			return i
		}
	}
	w.conditions = append(w.conditions, c)
	return len(w.conditions) - 1
}

// stepConditions writes the conditions that the steps point to.
func (w *writer) stepConditions() {
	w.Text("\n// generatedConditions are the distinct conditions of steps.\n")
	w.Text("var generatedConditions = [...]rules.Condition{\n")
	for _, c := range w.conditions {
		w.Element(c)
	}
	w.Text("}\n")
}

func (w *writer) steps(steps map[string][]rules.Step) {
	w.Text("\n// generatedSteps are the shared steps, sorted by name.\n")
	w.Text("var generatedSteps = [...]namedSteps{\n")
	for _, name := range slices.Sorted(maps.Keys(steps)) {
		w.Textf("{name: %q, steps: ", name)
		w.Value(steps[name])
		w.Text("},\n")
	}
	w.Text("}\n")
}
