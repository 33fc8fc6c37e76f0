package rules

import (
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Engine is a set of rules made ready for matching. Making one is cheap: patterns are compiled
// when first needed. It may be used concurrently.
type Engine struct {
	set    *Set
	rules  []*program
	probes []*probe

	matcher   *literals.Matcher
	byLiteral [][]int                             // literal -> probes that it can make match
	byTag     [parser.TagErrorReference + 1][]int // tag -> probes without a literal
	always    []int                               // probes without a literal or a scope
	byPart    map[string][]int                    // part of a failure -> probes
}

// program is a rule with its conditions resolved to probes.
type program struct {
	rule       *Rule
	kinds      kindSet
	match      *node
	variants   []*node
	captures   []captureNode
	perFailure bool // some leaf looks at a failure
	phase      phase
}

// node is a condition with its patterns resolved to probes; -1 where it has none.
type node struct {
	cond    *Condition
	probe   int
	without int
	kids    []*node
}

// captureNode is an entry of "captures:" with its pattern resolved.
type captureNode struct {
	name  string
	spec  *Capture
	probe int
}

// NewEngine makes an engine of a set. The set must have been loaded without problems.
func NewEngine(set *Set) *Engine {
	c := compiler{
		engine: &Engine{set: set, byPart: map[string][]int{}, rules: make([]*program, 0, len(set.Rules))},
		index:  make(map[question]int, 2*len(set.Rules)),
	}
	for _, r := range set.Rules {
		c.engine.rules = append(c.engine.rules, c.program(r))
	}
	c.engine.route()
	return c.engine
}

// Set gives the rules of the engine.
func (e *Engine) Set() *Set { return e.set }

// question is what a probe asks. Two rules that ask the same share the probe.
type question struct {
	pattern, part string
	target        target
	tags          tagSet
	level         int // -1: any
}

type compiler struct {
	engine *Engine
	index  map[question]int
	kinds  kindSet
	nodes  slab[node]
	probes slab[probe]
}

// slab hands out values from larger pieces of memory, which is faster than one by one.
type slab[T any] struct{ rest []T }

func (s *slab[T]) next() *T {
	if len(s.rest) == 0 {
		s.rest = make([]T, 128)
	}
	value := &s.rest[0]
	s.rest = s.rest[1:]
	return value
}

func (c *compiler) program(r *Rule) *program {
	c.kinds = newKindSet(r.Sources)
	p := &program{rule: r, kinds: c.kinds, match: c.node(&r.Match)}
	for i := range r.Variants {
		p.variants = append(p.variants, c.node(&r.Variants[i].When))
	}
	named := r.NamedCaptures
	if named == nil { // of a rule that no loader has seen
		named = sortedCaptures(r.Captures)
	}
	for i := range named {
		p.captures = append(p.captures, c.capture(&named[i]))
	}
	p.perFailure = p.match.has(func(c *Condition) bool { return c.Failure != "" })
	p.phase = phaseOf(p.match)
	return p
}

func (c *compiler) node(cond *Condition) *node {
	n := c.nodes.next()
	*n = node{cond: cond, probe: -1, without: -1}
	q := question{pattern: cond.pattern(), tags: newTagSet(cond.Tags), level: -1}
	if cond.Level != nil {
		q.level = *cond.Level
	}
	switch {
	case cond.Script != "":
		q.target = targetScript
	case cond.Failure != "":
		q.target, q.part = targetFailure, partOf(cond)
	case cond.Matches != "":
		q.target = targetValue
	}
	if q.pattern != "" {
		n.probe = c.probe(q, cond.Literals)
	}
	if cond.Without != "" {
		n.without = c.probe(question{pattern: cond.Without, level: -1}, cond.WithoutLiterals)
	}
	for _, list := range cond.kids() {
		n.kids = slices.Grow(n.kids, len(list))
		for i := range list {
			n.kids = append(n.kids, c.node(&list[i]))
		}
	}
	return n
}

func (c *compiler) capture(named *NamedCapture) captureNode {
	spec := &named.Capture
	n := captureNode{name: named.Name, spec: spec, probe: -1}
	q := question{pattern: spec.pattern(), level: -1}
	if spec.Script != "" {
		q.target = targetScript
	}
	if q.pattern != "" {
		n.probe = c.probe(q, spec.Literals)
	}
	return n
}

// probe gives the index of the probe for a question, a new one if nobody asked that before.
func (c *compiler) probe(q question, literals []Literal) int {
	if i, ok := c.index[q]; ok {
		c.engine.probes[i].kinds |= c.kinds
		return i
	}
	if literals == nil && q.target != targetValue { // of a rule that no loader has seen
		literals = literalsOf(q.pattern)
	}
	p, i := c.probes.next(), len(c.engine.probes)
	p.question, p.kinds, p.literals = q, c.kinds, literals
	c.index[q] = i
	c.engine.probes = append(c.engine.probes, p)
	return i
}

// partOf names the part of a failure that a condition looks at.
func partOf(cond *Condition) string {
	if cond.Part == "" {
		return PartOutput
	}
	return cond.Part
}

// route decides which probes are tried on which text.
func (e *Engine) route() {
	words := wordList{ids: make(map[string]int, len(e.probes))}
	for i, p := range e.probes {
		switch {
		case p.target == targetValue:
		case p.target == targetFailure:
			e.byPart[p.part] = append(e.byPart[p.part], i)
		case len(p.literals) == 0:
			e.routeScoped(i, p)
		default:
			words.add(i, p.literals)
		}
	}
	matcher, err := literals.NewMatcher(words.list)
	if err != nil {
		panic("rules: a derived literal cannot be matched: " + err.Error())
	}
	e.matcher, e.byLiteral = matcher, words.probes
}

// wordList gathers distinct literals, with the probes of each.
type wordList struct {
	ids    map[string]int
	list   []literals.Literal
	probes [][]int
}

func (w *wordList) add(probe int, needed []Literal) {
	for _, l := range needed {
		id, known := w.ids[l.Text]
		if !known {
			id = len(w.list)
			w.ids[l.Text] = id
			w.list = append(w.list, literals.Literal(l))
			w.probes = append(w.probes, nil)
		}
		w.probes[id] = append(w.probes[id], probe)
	}
}

// routeScoped routes a probe without a literal: to its tags, or else to every entry.
func (e *Engine) routeScoped(i int, p *probe) {
	if !p.tags.scoped() {
		e.always = append(e.always, i)
		return
	}
	for t := range e.byTag {
		if p.tags.has(parser.Tag(t)) {
			e.byTag[t] = append(e.byTag[t], i)
		}
	}
}

// has says whether some condition of the tree satisfies want.
func (n *node) has(want func(*Condition) bool) bool {
	if want(n.cond) {
		return true
	}
	for _, kid := range n.kids {
		if kid.has(want) {
			return true
		}
	}
	return false
}
