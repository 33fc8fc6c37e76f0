package rules

import (
	"cmp"

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
	byLiteral [][]int32                             // literal -> probes that it can make match
	byTag     [parser.TagErrorReference + 1][]int32 // tag -> probes without a literal
	always    []int32                               // probes without a literal or a scope
	byPart    map[string][]int32                    // part of a failure -> probes
}

// program is a rule with its conditions resolved to probes.
type program struct {
	rule       *Rule
	kinds      kindSet
	match      node
	variants   []node
	captures   []captureNode
	perFailure bool // some leaf looks at a failure
	phase      phase
}

// node is a condition with its patterns resolved to probes; -1 where it has none.
type node struct {
	cond    *Condition
	probe   int32
	without int32
	kids    []node
}

// captureNode is an entry of "captures:" with its pattern resolved.
type captureNode struct {
	name  string
	spec  *Capture
	probe int32
}

// NewEngine makes an engine of a set. The set must have been loaded without problems.
func NewEngine(set *Set) *Engine {
	c := compiler{
		engine: &Engine{set: set, byPart: map[string][]int32{}, rules: make([]*program, 0, len(set.Rules))},
		index:  make(map[question]int32, 2*len(set.Rules)),
	}
	programs := make([]program, len(set.Rules))
	for i, r := range set.Rules {
		c.program(&programs[i], r)
		c.engine.rules = append(c.engine.rules, &programs[i])
	}
	c.engine.route()
	return c.engine
}

// Set gives the rules of the engine.
func (e *Engine) Set() *Set { return e.set }

// question is what a probe asks. Two rules that ask the same share the probe.
type question struct {
	pattern string
	part    string // of a failure
	target  target
	tags    tagSet
	level   int8 // -1: any
}

type compiler struct {
	engine *Engine
	index  map[question]int32
	kinds  kindSet
	nodes  slab[node]
	probes slab[probe]
}

// slab hands out values from larger pieces of memory, which is faster than one by one.
type slab[T any] struct{ rest []T }

// take gives n values that stand together.
func (s *slab[T]) take(n int) []T {
	if len(s.rest) < n {
		s.rest = make([]T, max(n, 128))
	}
	values := s.rest[:n:n]
	s.rest = s.rest[n:]
	return values
}

func (c *compiler) program(p *program, r *Rule) {
	c.kinds = newKindSet(r.Sources)
	p.rule, p.kinds = r, c.kinds
	c.node(&p.match, &r.Match)
	p.variants = c.nodes.take(len(r.Variants))
	for i := range r.Variants {
		c.node(&p.variants[i], &r.Variants[i].When)
	}
	named := r.NamedCaptures
	if named == nil { // of a rule that no loader has seen
		named = sortedCaptures(r.Captures)
	}
	for i := range named {
		p.captures = append(p.captures, c.capture(&named[i]))
	}
	p.perFailure = p.match.has(func(c *Condition) bool { return c.Failure != "" })
	p.phase = phaseOf(&p.match)
}

func (c *compiler) node(n *node, cond *Condition) {
	*n = node{cond: cond, probe: -1, without: -1}
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
	if q.pattern != "" {
		n.probe = c.asked(q, cond.Literals)
	}
	if cond.Without != "" {
		n.without = c.asked(question{pattern: cond.Without, level: -1}, cond.WithoutLiterals)
	}
	c.kids(n, cond)
}

// asked gives the probe for a question of a condition, which is answered at once.
func (c *compiler) asked(q question, literals []Literal) int32 {
	i := c.probe(q, literals)
	c.engine.probes[i].asked = true
	return i
}

// kids makes the nodes of the conditions that a combination joins.
func (c *compiler) kids(n *node, cond *Condition) {
	list := cond.kids()
	n.kids = c.nodes.take(len(list))
	for i := range list {
		c.node(&n.kids[i], &list[i])
	}
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
func (c *compiler) probe(q question, literals []Literal) int32 {
	if i, ok := c.index[q]; ok {
		c.engine.probes[i].kinds |= c.kinds
		return i
	}
	if literals == nil && q.target != targetValue { // of a rule that no loader has seen
		literals = literalsOf(q.pattern)
	}
	p, i := &c.probes.take(1)[0], int32(len(c.engine.probes))
	p.question, p.kinds, p.literals = q, c.kinds, literals
	c.index[q] = i
	c.engine.probes = append(c.engine.probes, p)
	return i
}

// partOf names the part of a failure that a condition looks at.
func partOf(cond *Condition) string { return cmp.Or(cond.Part, PartOutput) }

// route decides which probes are tried on which text.
func (e *Engine) route() {
	words := wordList{ids: make(map[string]int32, len(e.probes))}
	for n, p := range e.probes {
		i := int32(n)
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
	e.matcher, e.byLiteral = matcher, words.probes()
}

// wordList gathers distinct literals, with the probes of each.
type wordList struct {
	ids   map[string]int32
	list  []literals.Literal
	pairs []wordProbe
}

// wordProbe is a literal and a probe that it can make match.
type wordProbe struct{ word, probe int32 }

func (w *wordList) add(probe int32, needed []Literal) {
	for _, l := range needed {
		id, known := w.ids[l.Text]
		if !known {
			id = int32(len(w.list))
			w.ids[l.Text] = id
			w.list = append(w.list, literals.Literal(l))
		}
		w.pairs = append(w.pairs, wordProbe{id, probe})
	}
}

// probes lists the probes of each literal, all in one piece of memory.
func (w *wordList) probes() [][]int32 {
	lists := make([][]int32, len(w.list))
	ends := make([]int32, len(w.list)+1)
	for _, p := range w.pairs {
		ends[p.word+1]++
	}
	memory := make([]int32, len(w.pairs))
	for i := range lists {
		ends[i+1] += ends[i]
		lists[i] = memory[ends[i]:ends[i]:ends[i+1]]
	}
	for _, p := range w.pairs {
		lists[p.word] = append(lists[p.word], p.probe)
	}
	return lists
}

// routeScoped routes a probe without a literal: to its tags, or else to every entry.
func (e *Engine) routeScoped(i int32, p *probe) {
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
	for i := range n.kids {
		if n.kids[i].has(want) {
			return true
		}
	}
	return false
}
