package rules

import (
	"strings"

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
	spec  Capture
	probe int
}

// NewEngine makes an engine of a set. The set must have been loaded without problems.
func NewEngine(set *Set) *Engine {
	c := compiler{engine: &Engine{set: set, byPart: map[string][]int{}}, index: map[probeKey]int{}}
	for _, r := range set.Rules {
		c.engine.rules = append(c.engine.rules, c.program(r))
	}
	c.index = nil
	c.engine.route()
	return c.engine
}

// Set gives the rules of the engine.
func (e *Engine) Set() *Set { return e.set }

// probeKey is what makes two probes the same question.
type probeKey struct {
	pattern, part string
	target        target
	tags          tagSet
	level         int
}

type compiler struct {
	engine *Engine
	index  map[probeKey]int
	kinds  kindSet
}

func (c *compiler) program(r *Rule) *program {
	c.kinds = newKindSet(r.Sources)
	p := &program{rule: r, kinds: c.kinds, match: c.node(&r.Match)}
	for i := range r.Variants {
		p.variants = append(p.variants, c.node(&r.Variants[i].When))
	}
	for _, name := range sortedKeys(r.Captures) {
		p.captures = append(p.captures, c.capture(name, r.Captures[name]))
	}
	p.perFailure = p.match.has(func(c *Condition) bool { return c.Failure != "" })
	p.phase = phaseOf(p.match)
	return p
}

func (c *compiler) node(cond *Condition) *node {
	n := &node{cond: cond, probe: -1, without: -1}
	switch {
	case cond.Entry != "":
		n.probe = c.probe(cond.Entry, targetEntry, "", cond)
	case cond.Script != "":
		n.probe = c.probe(cond.Script, targetScript, "", cond)
	case cond.Failure != "":
		n.probe = c.probe(cond.Failure, targetFailure, partOf(cond), cond)
	case len(cond.Readiness) > 0 && cond.Message != "":
		n.probe = c.probe(cond.Message, targetEntry, "", cond)
	case cond.Matches != "":
		n.probe = c.probe(cond.Matches, targetValue, "", cond)
	}
	if cond.Without != "" {
		n.without = c.probe(cond.Without, targetEntry, "", &Condition{})
	}
	for _, list := range [][]Condition{cond.All, cond.Any, cond.None, cond.Sequence} {
		for i := range list {
			n.kids = append(n.kids, c.node(&list[i]))
		}
	}
	return n
}

func (c *compiler) capture(name string, spec Capture) captureNode {
	n := captureNode{name: name, spec: spec, probe: -1}
	switch {
	case spec.Before != "":
		n.probe = c.probe(spec.Before, targetEntry, "", &Condition{})
	case spec.After != "":
		n.probe = c.probe(spec.After, targetEntry, "", &Condition{})
	case spec.Script != "":
		n.probe = c.probe(spec.Script, targetScript, "", &Condition{})
	}
	return n
}

// probe gives the index of the probe for a pattern, a new one if nobody asked that before.
func (c *compiler) probe(pattern string, t target, part string, cond *Condition) int {
	level := -1
	if cond.Level != nil {
		level = *cond.Level
	}
	key := probeKey{pattern: pattern, part: part, target: t, tags: newTagSet(cond.Tags), level: level}
	if i, ok := c.index[key]; ok {
		c.engine.probes[i].kinds |= c.kinds
		return i
	}
	p := &probe{pattern: pattern, target: t, part: part, tags: key.tags, level: level, kinds: c.kinds}
	if t != targetValue {
		p.literals, _ = literals.Required(pattern)
	}
	c.index[key] = len(c.engine.probes)
	c.engine.probes = append(c.engine.probes, p)
	return c.index[key]
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
	ids := map[string]int{}
	var words []string
	for i, p := range e.probes {
		switch {
		case p.target == targetValue:
			continue
		case p.target == targetFailure:
			e.byPart[p.part] = append(e.byPart[p.part], i)
			continue
		case len(p.literals) == 0:
			e.routeScoped(i, p)
			continue
		}
		for _, word := range p.literals {
			word = strings.ToLower(word)
			id, ok := ids[word]
			if !ok {
				id = len(words)
				ids[word] = id
				words = append(words, word)
				e.byLiteral = append(e.byLiteral, nil)
			}
			e.byLiteral[id] = append(e.byLiteral[id], i)
		}
	}
	matcher, err := literals.NewMatcher(words)
	if err != nil {
		panic("rules: a derived literal cannot be matched: " + err.Error())
	}
	e.matcher = matcher
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
