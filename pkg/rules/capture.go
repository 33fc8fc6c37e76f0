package rules

import (
	"sort"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// extraCaptures adds the captures that come from elsewhere than the match.
func (v *evaluation) extraCaptures(m *Match, p *program, r result) {
	for _, c := range p.captures {
		if len(m.Captures[c.name]) > 0 {
			continue
		}
		for _, value := range v.captureValues(m, c, r) {
			if !isSource(value) {
				addValue(m.Captures, c.name, value)
			}
		}
	}
}

func (v *evaluation) captureValues(m *Match, c captureNode, r result) []string {
	switch {
	case c.spec.Fact != "":
		return []string{v.attempt.Facts.Get(c.spec.Fact)}
	case c.spec.Setting != "":
		return []string{lastValue(v.attempt.Settings[c.spec.Setting])}
	case c.spec.Before != "":
		return []string{nearestBefore(v.listed(c.probe), m.First().Ordinal, c.name)}
	case c.spec.After != "":
		return []string{nearestAfter(v.listed(c.probe), m.First().Ordinal, c.name)}
	case c.spec.Script != "":
		return []string{v.fromScript(c, m, r)}
	}
	return nil
}

// lastValue is the last value that an evaluation gave without throwing.
func lastValue(list []parser.Evaluation) string {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Value != "" && !list[i].HasException {
			return list[i].Value
		}
	}
	return ""
}

func nearestBefore(list []*hit, ordinal int, name string) string {
	i := sort.Search(len(list), func(i int) bool { return list[i].ordinal > ordinal })
	for i--; i >= 0; i-- {
		if value := list[i].captures[name]; value != "" {
			return value
		}
	}
	return ""
}

func nearestAfter(list []*hit, ordinal int, name string) string {
	for _, h := range list {
		if value := h.captures[name]; h.ordinal >= ordinal && value != "" {
			return value
		}
	}
	return ""
}

// fromScript looks in the scripts of the failures that matched, then in the script that ran last
// before the evidence.
func (v *evaluation) fromScript(c captureNode, m *Match, r result) string {
	for _, i := range claimedFailures(m) {
		text := window(partText(&v.attempt.Failures[i], PartScript), partWindow)
		if f, ok := v.find(c.probe, text); ok && f.captures[c.name] != "" {
			return f.captures[c.name]
		}
	}
	return nearestBefore(v.listed(c.probe), m.First().Ordinal, c.name)
}

// claimedFailures lists the failures that a match rests on, in order.
func claimedFailures(m *Match) []int {
	var list []int
	for c := range m.claims {
		if c.what == 'f' {
			list = append(list, c.n)
		}
	}
	sort.Ints(list)
	return list
}

// applyVariant lets the first variant whose condition holds replace parts of the match.
func (v *evaluation) applyVariant(m *Match, p *program, r result) {
	v.captures = m.Captures
	failure := -1
	if list := claimedFailures(m); len(list) > 0 {
		failure = list[0]
	}
	for i := range p.variants {
		if v.eval(&p.variants[i], failure).ok {
			m.apply(&p.rule.Variants[i])
			return
		}
	}
}

func (m *Match) apply(x *Variant) {
	replace(&m.Title, x.Title)
	replace(&m.Severity, x.Severity)
	replace(&m.Confidence, x.Confidence)
	replace(&m.Rank, x.Rank)
	replace(&m.Cause, x.Cause)
	if len(x.Remediation) > 0 {
		m.Remediation = x.Remediation
	}
}

func replace[T ~string](into *T, with T) {
	if with != "" {
		*into = with
	}
}
