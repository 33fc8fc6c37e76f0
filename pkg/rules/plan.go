package rules

import (
	"cmp"
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Plan is what an engine knows about the rules of a set before it sees a log: which patterns there
// are, on which text each is tried, and by which literals it is found. NewPlan makes it; the rules
// that come with the program carry theirs, which generated code holds ready: its fields are exported
// for that. It is not changed once it is made and may be used concurrently.
type Plan struct {
	Rules    []PlannedRule // in the order of the set
	Numbers  []int32       // of patterns, rule by rule, in the order in which a rule names them
	Patterns []Pattern     // by number

	Matcher   *literals.Matcher
	ByLiteral NumberLists                           // literal -> patterns that it can make match
	ByTag     [parser.TagErrorReference + 1][]int32 // tag -> patterns without a literal
	Always    []int32                               // patterns without a literal or a scope
	ByPart    []PartPatterns                        // patterns that look at failures
	ByName    []NamedRules                          // names of readiness rules, sorted
}

// PlannedRule is what a plan says of one rule.
type PlannedRule struct {
	First, Count int32 // where its patterns stand in Plan.Numbers, and how many they are
	Kinds        kindSet
	Phase        phase
	PerFailure   bool // some leaf looks at a failure
	NeedsSign    bool // it can only hold where there is a sign of it
}

// Pattern is one pattern at one place. Rules that ask the same question share it.
type Pattern struct {
	Text     string
	Part     string // of a failure
	Target   target
	Tags     tagSet
	Level    int8 // -1: any
	Kinds    kindSet
	Asked    bool      // by a condition; else only captures want to know
	Literals []Literal // every match contains one of them; empty: none could be derived
}

// PartPatterns are the patterns that look at a part of a failure.
type PartPatterns struct {
	Part    string
	Numbers []int32
}

// NamedRules are the rules that name a readiness rule.
type NamedRules struct {
	Name  string  // in lower case
	Rules []int32 // by their place in the set
}

// NumberLists are lists of numbers in one piece of memory.
type NumberLists struct{ Ends, Values []int32 }

// of gives list i.
func (l NumberLists) of(i int) []int32 {
	first := int32(0)
	if i > 0 {
		first = l.Ends[i-1]
	}
	return l.Values[first:l.Ends[i]]
}

// NewPlan makes the plan of rules, which must have been loaded without problems. For the rules of the
// program it takes about a millisecond.
func NewPlan(list []*Rule) *Plan {
	p := planner{
		plan:    &Plan{Rules: make([]PlannedRule, 0, len(list))},
		numbers: make(map[question]int32, 2*len(list)),
	}
	for _, r := range list {
		p.rule(r)
	}
	p.plan.route()
	p.plan.indexNames(list)
	return p.plan
}

// question is what a pattern asks.
type question struct {
	pattern string
	part    string
	target  target
	tags    tagSet
	level   int8
}

// planner gives the patterns of rules their numbers.
type planner struct {
	plan    *Plan
	numbers map[question]int32
	kinds   kindSet // of the rule that is planned
}

func (p *planner) rule(r *Rule) {
	p.kinds = newKindSet(r.Sources)
	first := len(p.plan.Numbers)
	program := newProgram(r, p.number)
	p.plan.Rules = append(p.plan.Rules, PlannedRule{
		First: int32(first), Count: int32(len(p.plan.Numbers) - first),
		Kinds: p.kinds, Phase: phaseOf(&program.match), NeedsSign: r.Match.needsSign(),
		PerFailure: program.match.has(func(c *Condition) bool { return c.Failure != "" }),
	})
}

// number gives the number of the pattern of a question, a new one if nobody asked that before.
func (p *planner) number(q question, needed []Literal, asked bool) int32 {
	n, known := p.numbers[q]
	if !known {
		n = p.add(q, needed)
	}
	p.plan.Patterns[n].Kinds |= p.kinds
	p.plan.Patterns[n].Asked = p.plan.Patterns[n].Asked || asked
	p.plan.Numbers = append(p.plan.Numbers, n)
	return n
}

func (p *planner) add(q question, needed []Literal) int32 {
	if needed == nil && q.target != targetValue { // of a rule that no loader has seen
		needed = literalsOf(q.pattern)
	}
	n := int32(len(p.plan.Patterns))
	p.numbers[q] = n
	p.plan.Patterns = append(p.plan.Patterns, Pattern{
		Text: q.pattern, Part: q.part, Target: q.target, Tags: q.tags, Level: q.level, Literals: needed,
	})
	return n
}

// route decides which patterns are tried on which text.
func (p *Plan) route() {
	words := wordList{ids: make(map[string]int32, len(p.Patterns))}
	for i := range p.Patterns {
		n, pattern := int32(i), &p.Patterns[i]
		switch {
		case pattern.Target == targetValue:
		case pattern.Target == targetFailure:
			p.routePart(n, pattern.Part)
		case len(pattern.Literals) == 0:
			p.routeScoped(n, pattern.Tags)
		default:
			words.add(n, pattern.Literals)
		}
	}
	matcher, err := literals.NewMatcher(words.list)
	if err != nil {
		panic("rules: a derived literal cannot be matched: " + err.Error())
	}
	p.Matcher, p.ByLiteral = matcher, words.lists()
}

// routePart routes a pattern to the part of a failure that it looks at.
func (p *Plan) routePart(n int32, part string) {
	i := slices.IndexFunc(p.ByPart, func(x PartPatterns) bool { return x.Part == part })
	if i < 0 {
		i = len(p.ByPart)
		p.ByPart = append(p.ByPart, PartPatterns{Part: part})
	}
	p.ByPart[i].Numbers = append(p.ByPart[i].Numbers, n)
}

// routeScoped routes a pattern without a literal: to its tags, or else to every entry.
func (p *Plan) routeScoped(n int32, tags tagSet) {
	if !tags.scoped() {
		p.Always = append(p.Always, n)
		return
	}
	for t := range p.ByTag {
		if tags.has(parser.Tag(t)) {
			p.ByTag[t] = append(p.ByTag[t], n)
		}
	}
}

// wordList gathers distinct literals, with the patterns of each.
type wordList struct {
	ids   map[string]int32
	list  []literals.Literal
	pairs []wordPattern
}

// wordPattern is a literal and a pattern that it can make match.
type wordPattern struct{ word, pattern int32 }

func (w *wordList) add(pattern int32, needed []Literal) {
	for _, l := range needed {
		id, known := w.ids[l.Text]
		if !known {
			id = int32(len(w.list))
			w.ids[l.Text] = id
			w.list = append(w.list, literals.Literal(l))
		}
		w.pairs = append(w.pairs, wordPattern{id, pattern})
	}
}

// lists gives the patterns of each literal.
func (w *wordList) lists() NumberLists {
	slices.SortStableFunc(w.pairs, func(a, b wordPattern) int { return cmp.Compare(a.word, b.word) })
	lists := NumberLists{Ends: make([]int32, len(w.list)), Values: make([]int32, len(w.pairs))}
	for i, p := range w.pairs {
		lists.Values[i] = p.pattern
		lists.Ends[p.word] = int32(i + 1)
	}
	return lists
}
