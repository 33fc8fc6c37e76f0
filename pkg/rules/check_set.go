package rules

import (
	"fmt"
	"slices"
)

// Check looks at a whole set for what no single rule shows: ids in "supersedes" and "causes" that
// no rule has, names in "insteadOf" that no shared steps have, rules that supersede or cause each
// other, and articles that point to nothing. The problems are sorted.
func Check(set *Set) []Problem {
	ids := make([]string, len(set.Rules))
	for i, r := range set.Rules {
		ids[i] = r.ID
	}
	var problems []Problem
	for _, r := range set.Rules {
		problems = append(problems, checkIDs(r, "supersedes", r.Supersedes, ids)...)
		problems = append(problems, checkIDs(r, "causes", r.Causes, ids)...)
		problems = append(problems, checkMutual(set, r)...)
		problems = append(problems, checkInsteadOf(set, r)...)
	}
	problems = append(problems, checkSeeAlso(set, ids)...)
	slices.SortStableFunc(problems, compareProblems)
	return problems
}

func checkIDs(r *Rule, key string, named, ids []string) []Problem {
	var problems []Problem
	for _, id := range named {
		if !isGlob(id) && !slices.Contains(ids, id) {
			problems = append(problems, ruleProblem(r, "rule %q names %q in %s, but no rule has that id%s", r.ID, id, key, suggestion(id, ids, "known ids")))
		}
	}
	return problems
}

// checkInsteadOf finds steps that claim to make shared steps obsolete which there are not.
func checkInsteadOf(set *Set, r *Rule) []Problem {
	var problems []Problem
	for _, step := range allSteps(r) {
		for _, name := range step.InsteadOf {
			if _, known := set.Steps[name]; !known {
				problems = append(problems, ruleProblem(r, "rule %q names %q in insteadOf, but no shared steps have that name%s", r.ID, name, suggestion(name, sortedKeys(set.Steps), "known ones")))
			}
		}
	}
	return problems
}

// allSteps are the steps of a rule and of its variants.
func allSteps(r *Rule) []Step {
	steps := slices.Clone(r.Remediation)
	for i := range r.Variants {
		steps = append(steps, r.Variants[i].Remediation...)
	}
	return steps
}

// checkSeeAlso finds articles that point to an id which neither a rule nor an article has.
func checkSeeAlso(set *Set, ids []string) []Problem {
	known := slices.Clone(ids)
	for _, a := range set.Articles {
		known = append(known, a.ID)
	}
	var problems []Problem
	for _, a := range set.Articles {
		for _, id := range a.SeeAlso {
			if !slices.Contains(known, id) {
				problems = append(problems, Problem{Path: a.Path, Line: a.Line, Column: 1, Message: fmt.Sprintf(
					"article %q names %q in seeAlso, but no rule or article has that id%s", a.ID, id, suggestion(id, known, "known ids"))})
			}
		}
	}
	return problems
}

// checkMutual finds rules that name each other, by the one of them whose id comes first.
func checkMutual(set *Set, r *Rule) []Problem {
	var problems []Problem
	for _, other := range set.Rules {
		if r.ID >= other.ID {
			continue
		}
		if slices.Contains(r.Supersedes, other.ID) && slices.Contains(other.Supersedes, r.ID) {
			problems = append(problems, ruleProblem(r, "rules %q and %q supersede each other; one of them has to win", r.ID, other.ID))
		}
		if slices.Contains(r.Causes, other.ID) && slices.Contains(other.Causes, r.ID) {
			problems = append(problems, ruleProblem(r, "rules %q and %q cause each other; one of them has to come first", r.ID, other.ID))
		}
	}
	return problems
}

func ruleProblem(r *Rule, format string, args ...any) Problem {
	return Problem{Path: r.Path, Line: r.Line, Column: 1, Message: fmt.Sprintf(format, args...)}
}
