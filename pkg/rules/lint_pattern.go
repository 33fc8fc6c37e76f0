package rules

import (
	"slices"
	"strings"
)

// lintedPattern is a pattern of a rule with where it is tried.
type lintedPattern struct {
	text string
	key  string // the key that it stands under
	// everywhere says that the engine has to try it on every entry when it has no literal.
	everywhere bool
}

// patternsOf lists the patterns of a rule, each once.
func patternsOf(r *Rule) []lintedPattern {
	var list []lintedPattern
	add := func(text, key string, everywhere bool) {
		p := lintedPattern{text: text, key: key, everywhere: everywhere}
		if text != "" && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	eachCondition(r, func(c *Condition) {
		add(c.Entry, "entry", !tagged(c.Tags))
		add(c.Script, "script", true)
		add(c.Failure, "failure", false)
		add(c.Message, "message", true)
		add(c.Matches, "matches", false)
		add(c.Without, "without", true)
	})
	for _, name := range sortedKeys(r.Captures) {
		spec := r.Captures[name]
		add(spec.Before, "before", true)
		add(spec.After, "after", true)
		add(spec.Script, "script", true)
	}
	return list
}

// eachCondition calls f for every condition of a rule.
func eachCondition(r *Rule, f func(*Condition)) {
	var walk func(c *Condition)
	walk = func(c *Condition) {
		f(c)
		for _, list := range [][]Condition{c.All, c.Any, c.None, c.Sequence} {
			for i := range list {
				walk(&list[i])
			}
		}
	}
	walk(&r.Match)
	for i := range r.Variants {
		walk(&r.Variants[i].When)
	}
}

func (l *linter) pattern(r *Rule, p lintedPattern) {
	if p.everywhere && !hasLiteral(p.text) {
		l.addf(r.Path, r.Line, "rule %q: the pattern of %q has no text of at least 7 characters that every match contains, so it is tried on every line: %s", r.ID, p.key, p.text)
	}
	if side := looseAnchor(p.text); side != "" {
		l.addf(r.Path, r.Line, "rule %q: in the pattern of %q the anchor %s belongs to one side of the | only; put the sides into (?:…): %s", r.ID, p.key, side, p.text)
	}
}

// looseAnchor gives the anchor of an alternation such as ^a|b$ that holds for one of its sides
// only, or "". A side that is nothing but the anchor is meant so.
func looseAnchor(pattern string) string {
	sides := alternatives(pattern)
	if len(sides) < 2 {
		return ""
	}
	begins, ends := 0, 0
	for _, side := range sides {
		if strings.HasPrefix(side, "^") {
			begins++
		}
		if strings.HasSuffix(side, "$") && !strings.HasSuffix(side, `\$`) {
			ends++
		}
	}
	first, last := sides[0], sides[len(sides)-1]
	switch {
	case begins > 0 && begins < len(sides) && len(first) > 1:
		return "^"
	case ends > 0 && ends < len(sides) && len(last) > 1:
		return "$"
	}
	return ""
}

// alternatives splits a pattern at the | that stand in no group and in no class.
func alternatives(pattern string) []string {
	var sides []string
	depth, from, class := 0, 0, false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
			if strings.HasPrefix(pattern[i:], "[]") || strings.HasPrefix(pattern[i:], "[^]") {
				i += strings.IndexByte(pattern[i:], ']')
			}
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			sides = append(sides, pattern[from:i])
			from = i + 1
		}
	}
	return append(sides, pattern[from:])
}
