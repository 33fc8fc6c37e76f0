package rules

import (
	"slices"
	"strings"
)

// unusedCaptures lists the captures of a rule that neither a text, a comparison, its identity nor a
// test looks at, sorted.
func unusedCaptures(r *Rule) []string {
	used := usedCaptures(r)
	var unused []string
	for _, name := range capturesOf(r) {
		if !used[name] {
			unused = append(unused, name)
		}
	}
	return unused
}

// capturesOf lists what a rule captures by groups of its match or by "captures:", sorted.
func capturesOf(r *Rule) []string {
	names := sortedKeys(r.Captures)
	for _, p := range matchPatterns(&r.Match) {
		if re, err := compilePattern(p); err == nil {
			names = append(names, groupNames(re)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// matchPatterns lists the patterns of a condition that can capture: all but those below "none".
func matchPatterns(c *Condition) []string {
	var list []string
	for _, p := range []string{c.Entry, c.Script, c.Failure, c.Message, c.Matches} {
		if p != "" {
			list = append(list, p)
		}
	}
	for _, kids := range [][]Condition{c.All, c.Any, c.Sequence} {
		for i := range kids {
			list = append(list, matchPatterns(&kids[i])...)
		}
	}
	return list
}

func usedCaptures(r *Rule) map[string]bool {
	used := map[string]bool{}
	for _, text := range textsOf(r) {
		for _, p := range placeholders(text) {
			used[p.name] = true
		}
	}
	for _, name := range r.Identity {
		used[name] = true
	}
	eachCondition(r, func(c *Condition) { used[c.Capture] = true })
	for _, t := range r.Tests {
		for name := range t.Captures {
			used[name] = true
		}
	}
	for _, p := range matchPatterns(&r.Match) {
		for _, name := range groupsReferredTo(p) {
			used[name] = true
		}
	}
	return used
}

// groupsReferredTo lists the groups that a pattern itself refers back to: \k<name>.
func groupsReferredTo(pattern string) []string {
	var names []string
	for _, part := range strings.Split(pattern, `\k<`)[1:] {
		if name, _, closed := strings.Cut(part, ">"); closed {
			names = append(names, name)
		}
	}
	return names
}

// textsOf lists the texts of a rule that can name captures.
func textsOf(r *Rule) []string {
	texts := []string{r.Title, r.Cause}
	steps := slices.Clone(r.Remediation)
	for _, v := range r.Variants {
		texts = append(texts, v.Title, v.Cause)
		steps = append(steps, v.Remediation...)
	}
	for _, s := range steps {
		texts = append(texts, s.Text, s.Command)
	}
	return texts
}
