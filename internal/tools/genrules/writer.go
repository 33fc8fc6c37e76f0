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
	w.text("\n// generatedRules are sorted by id.\n")
	w.text("var generatedRules = [...]rules.Rule{\n")
	for _, r := range list {
		plain := *r
		plain.Path = filepath.ToSlash(r.Path)
		plain.Captures, plain.Tests = nil, nil
		w.element(plain)
	}
	w.text("}\n")
}

func (w *writer) articles(list []*rules.Article) {
	w.text("\n// generatedArticles are sorted by id.\n")
	w.text("var generatedArticles = [...]rules.Article{\n")
	for _, a := range list {
		plain := *a
		plain.Path = filepath.ToSlash(a.Path)
		w.element(plain)
	}
	w.text("}\n")
}

// pointedTo writes the variables that optional fields point to.
func (w *writer) pointedTo() {
	w.text("\n// What optional fields point to.\nvar (\n")
	for _, name := range slices.Sorted(maps.Keys(w.variables)) {
		w.text(name + " = " + w.variables[name] + "\n")
	}
	w.text(")\n")
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
	w.text("\n// generatedConditions are the distinct conditions of steps.\n")
	w.text("var generatedConditions = [...]rules.Condition{\n")
	for _, c := range w.conditions {
		w.element(c)
	}
	w.text("}\n")
}

func (w *writer) steps(steps map[string][]rules.Step) {
	w.text("\n// generatedSteps are the shared steps, sorted by name.\n")
	w.text("var generatedSteps = [...]namedSteps{\n")
	for _, name := range slices.Sorted(maps.Keys(steps)) {
		w.textf("{name: %q, steps: ", name)
		w.value(steps[name])
		w.text("},\n")
	}
	w.text("}\n")
}
