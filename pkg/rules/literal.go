package rules

import (
	"cmp"

	"github.com/setuplogreview/setuplogreview/internal/literals"
)

// Literal is a text in lower case. Wherever a pattern matches, one of its literals stands in the
// text, in whatever letter case: so a line which concerns no rule costs next to nothing.
type Literal struct {
	Text string
	// Window is the offset of the stretch by which the literal is looked for.
	Window int
}

// hasLiteral says whether every match of the pattern contains a text by which the engine finds
// candidates.
func hasLiteral(pattern string) bool {
	_, ok := literals.Required(pattern)
	return ok
}

// literalsOf derives the literals of a pattern. It takes some microseconds, so that the loader
// does it and not the engine.
func literalsOf(pattern string) []Literal {
	list := []Literal{}
	texts, _ := literals.Required(pattern)
	for _, l := range literals.Place(texts) {
		list = append(list, Literal(l))
	}
	return list
}

// fillLiterals notes the literals of all patterns of a rule, and its captures in order.
func fillLiterals(r *Rule) {
	fillConditionLiterals(&r.Match)
	for i := range r.Variants {
		fillConditionLiterals(&r.Variants[i].When)
	}
	for name, c := range r.Captures {
		if c.pattern() != "" {
			c.Literals = literalsOf(c.pattern())
			r.Captures[name] = c
		}
	}
	r.NamedCaptures = sortedCaptures(r.Captures)
}

func sortedCaptures(captures map[string]Capture) []NamedCapture {
	var list []NamedCapture
	for _, name := range sortedKeys(captures) {
		list = append(list, NamedCapture{name, captures[name]})
	}
	return list
}

func fillConditionLiterals(cond *Condition) {
	if cond.pattern() != "" && cond.Matches == "" {
		cond.Literals = literalsOf(cond.pattern())
	}
	if cond.Without != "" {
		cond.WithoutLiterals = literalsOf(cond.Without)
	}
	list := cond.kids()
	for i := range list {
		fillConditionLiterals(&list[i])
	}
}

// pattern is the pattern of a leaf, or "".
func (c *Condition) pattern() string {
	return cmp.Or(c.Entry, c.Script, c.Failure, c.Message, c.Matches)
}

// kids are the conditions that a combination joins.
func (c *Condition) kids() []Condition {
	for _, list := range [...][]Condition{c.All, c.Any, c.None, c.Sequence} {
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// pattern is the pattern that a capture looks for, or "".
func (c *Capture) pattern() string { return cmp.Or(c.Before, c.After, c.Script) }
