package rules

import "cmp"

// program is a rule with the numbers of its patterns.
type program struct {
	rule     *Rule
	planned  *PlannedRule
	match    node
	variants []node
	captures []captureNode
}

// node is a condition with the numbers of its patterns; -1 where it has none.
type node struct {
	cond    *Condition
	probe   int32
	without int32
	kids    []node
}

// captureNode is an entry of "captures:" with the number of its pattern.
type captureNode struct {
	name  string
	spec  *Capture
	probe int32
}

// numbering gives the number of a pattern. It is asked for the patterns of a rule in an order that
// is always the same.
type numbering func(q question, literals []Literal, asked bool) int32

// replay gives numbers that were given before.
func replay(numbers []int32) numbering {
	return func(question, []Literal, bool) int32 {
		n := numbers[0]
		numbers = numbers[1:]
		return n
	}
}

// newProgram makes the program of a rule.
func newProgram(r *Rule, number numbering) *program {
	p := &program{rule: r, match: number.node(&r.Match)}
	for i := range r.Variants {
		p.variants = append(p.variants, number.node(&r.Variants[i].When))
	}
	named := r.NamedCaptures
	if named == nil { // of a rule that no loader has seen
		named = sortedCaptures(r.Captures)
	}
	for i := range named {
		p.captures = append(p.captures, number.capture(&named[i]))
	}
	return p
}

func (number numbering) node(cond *Condition) node {
	n := node{cond: cond, probe: -1, without: -1}
	if q := questionOf(cond); q.pattern != "" {
		n.probe = number(q, cond.Literals, true)
	}
	if cond.Without != "" {
		n.without = number(question{pattern: cond.Without, level: -1}, cond.WithoutLiterals, true)
	}
	list := cond.kids()
	n.kids = make([]node, len(list))
	for i := range list {
		n.kids[i] = number.node(&list[i])
	}
	return n
}

// questionOf gives what a leaf asks, with the empty pattern if it has none.
func questionOf(cond *Condition) question {
	q := question{pattern: cond.pattern(), tags: newTagSet(cond.Tags), level: -1}
	if cond.Level != nil {
		q.level = int8(*cond.Level)
	}
	switch {
	case cond.Script != "":
		q.target = targetScript
	case cond.Failure != "":
		q.target, q.part = targetFailure, partOf(cond)
	case cond.Matches != "":
		q.target = targetValue
	}
	return q
}

func (number numbering) capture(named *NamedCapture) captureNode {
	spec := &named.Capture
	n := captureNode{name: named.Name, spec: spec, probe: -1}
	q := question{pattern: spec.pattern(), level: -1}
	if spec.Script != "" {
		q.target = targetScript
	}
	if q.pattern != "" {
		n.probe = number(q, spec.Literals, false)
	}
	return n
}

// partOf names the part of a failure that a condition looks at.
func partOf(cond *Condition) string { return cmp.Or(cond.Part, PartOutput) }

// has says whether some condition of the tree satisfies want.
func (n *node) has(want func(*Condition) bool) bool {
	if want(n.cond) {
		return true
	}
	for i := range n.kids {
		if n.kids[i].has(want) {
			return true
		}
	}
	return false
}
