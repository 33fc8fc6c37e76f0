package rules

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Most rules can only hold where there is a sign of them: a match of one of their patterns, or a
// readiness rule that they name and that failed. The others need not be looked at.

// needsSign says whether a condition can only hold where there is a sign of it. What looks at
// settings and the like says no.
func (c *Condition) needsSign() bool {
	switch {
	case len(c.All) > 0:
		return slices.ContainsFunc(c.All, func(kid Condition) bool { return kid.needsSign() })
	case len(c.Any) > 0:
		return !slices.ContainsFunc(c.Any, func(kid Condition) bool { return !kid.needsSign() })
	case len(c.Readiness) > 0:
		return !slices.Contains(c.Readiness, "*")
	}
	return len(c.Sequence) > 0 || cmp.Or(c.Entry, c.Script, c.Failure) != ""
}

// indexNames notes which rules name which readiness rules.
func (p *Plan) indexNames(list []*Rule) {
	byName := map[string][]int32{}
	for i, r := range list {
		for _, name := range r.Match.readinessNames(nil) {
			if known := byName[name]; len(known) == 0 || known[len(known)-1] != int32(i) {
				byName[name] = append(known, int32(i))
			}
		}
	}
	for _, name := range sortedKeys(byName) {
		p.ByName = append(p.ByName, NamedRules{Name: name, Rules: byName[name]})
	}
}

// readinessNames appends the readiness rules that a condition names, in lower case.
func (c *Condition) readinessNames(names []string) []string {
	for _, name := range c.Readiness {
		names = append(names, strings.ToLower(name))
	}
	kids := c.kids()
	for i := range kids {
		names = kids[i].readinessNames(names)
	}
	return names
}

// signs are the signs of rules in an attempt, apart from the hits.
type signs struct {
	patterns []bool // by number: it matches in a failure, or may match the message of a readiness rule
	named    []bool // by rule: it names a readiness rule that failed or came out true
	all      bool   // every rule may hold
}

func (v *evaluation) findSigns() {
	plan := v.engine.plan
	v.signs = signs{patterns: make([]bool, len(plan.Patterns)), named: make([]bool, len(plan.Rules)), all: v.bare}
	for _, hits := range v.failureHits {
		for n := range hits {
			v.signs.patterns[n] = true
		}
	}
	for i := range v.attempt.Readiness {
		if name := v.attempt.Readiness[i].Rule; name != "" {
			v.signs.readiness(plan, name)
			continue
		}
		v.signOfMessage(v.readinessLower[i])
	}
	for name, list := range v.attempt.Rules {
		if slices.ContainsFunc(list, func(e parser.Evaluation) bool { return equalFold(e.Value, "true") }) {
			v.signs.readiness(plan, name)
		}
	}
}

// readiness notes the rules that name a readiness rule. The letter case of a strange name is not looked
// into.
func (s *signs) readiness(plan *Plan, name string) {
	if strings.ContainsFunc(name, func(c rune) bool { return c >= utf8.RuneSelf }) {
		s.all = true
		return
	}
	i, found := slices.BinarySearchFunc(plan.ByName, strings.ToLower(name), func(n NamedRules, name string) int { return cmp.Compare(n.Name, name) })
	if !found {
		return
	}
	for _, rule := range plan.ByName[i].Rules {
		s.named[rule] = true
	}
}

// signOfMessage notes the patterns that may match the message of a readiness rule which the log does
// not name. Lower is that message in lower case.
func (v *evaluation) signOfMessage(lower string) {
	plan := v.engine.plan
	for _, h := range plan.Matcher.Scan(nil, []byte(lower)) {
		for _, n := range plan.ByLiteral.of(h.Literal) {
			v.signs.patterns[n] = true
		}
	}
	for _, n := range plan.Always {
		v.signs.patterns[n] = true
	}
}

// hasSign says whether there is a sign of a rule that needs one.
func (v *evaluation) hasSign(i int, r *PlannedRule) bool {
	if v.signs.all || v.signs.named[i] {
		return true
	}
	return slices.ContainsFunc(v.engine.numbers(r), func(n int32) bool { return v.hits[n] != nil || v.signs.patterns[n] })
}
