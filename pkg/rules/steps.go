package rules

import (
	"slices"
	"strings"
)

// placedStep is a step of a remediation and the place where its rule names it; shared is the
// name by which it came in, if it did.
type placedStep struct {
	step   Step
	at     place
	shared string
}

// placedSteps are the steps of a rule and of its variants, with shared steps put in.
type placedSteps struct {
	rule     []placedStep
	variants [][]placedStep
}

// resolveSteps puts the shared steps in place of "use: NAME" in a rule.
func (l *loader) resolveSteps(r *loadedRule) placedSteps {
	var placed placedSteps
	placed.rule = l.place(r.at.at("remediation"), r.rule.Remediation)
	r.rule.Remediation = plain(placed.rule)
	for i := range r.rule.Variants {
		v := &r.rule.Variants[i]
		steps := l.place(r.at.at("variants").item(i).at("remediation"), v.Remediation)
		v.Remediation = plain(steps)
		placed.variants = append(placed.variants, steps)
	}
	return placed
}

func (l *loader) place(list place, steps []Step) []placedStep {
	var placed []placedStep
	for i, s := range steps {
		at := list.item(i)
		if s.Use == "" {
			placed = append(placed, placedStep{step: s, at: at})
			continue
		}
		checkUse(at)
		for _, one := range l.sharedSteps(at, s.Use, nil) {
			placed = append(placed, placedStep{step: one, at: at, shared: s.Use})
		}
	}
	return placed
}

// checkUse checks that a step which uses shared ones says nothing else.
func checkUse(at place) {
	if len(at.keys()) > 1 {
		at.errorf("a step with \"use\" takes everything from there; leave the other keys out")
	}
}

// sharedSteps gives the shared steps of that name with those that they use themselves. The place
// is where a rule asks for them, path the names that led there.
func (l *loader) sharedSteps(at place, name string, path []string) []Step {
	shared, known := l.steps[name]
	if !known {
		at.at("use").errorf("there are no shared steps %q%s", name, suggestion(name, sortedKeys(l.steps), "known ones"))
		return nil
	}
	path = append(path, name)
	if slices.Contains(path[:len(path)-1], name) {
		at.at("use").errorf("the shared steps use each other in a circle: %s; write one of them out", strings.Join(path, ", "))
		return nil
	}
	var steps []Step
	for _, s := range shared.steps {
		if s.Use == "" {
			s.Shared = name
			steps = append(steps, s)
			continue
		}
		steps = append(steps, l.sharedSteps(at, s.Use, path)...)
	}
	return steps
}

func plain(placed []placedStep) []Step {
	var steps []Step
	for _, p := range placed {
		steps = append(steps, p.step)
	}
	return slices.Clip(steps)
}

// checkSharedSteps checks of shared steps what does not depend on the rule that uses them.
func checkSharedSteps(list place, name string, steps []Step) {
	if len(steps) == 0 {
		list.errorf("the shared steps %q are empty; give at least one step", name)
	}
	for i, s := range steps {
		if s.Use != "" {
			checkUse(list.item(i))
			continue
		}
		checkStep(list.item(i), s)
	}
}
