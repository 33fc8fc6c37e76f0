package rules

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Trace says why a rule fired or did not fire in one attempt.
type Trace struct {
	Attempt *parser.Attempt
	// Fired is true when the rule stands among the findings of the attempt, or among what follows
	// from one of them.
	Fired bool
	// Verdict says in a sentence what became of the rule.
	Verdict string
	// Trees are its condition as it was evaluated: once, or for each failure.
	Trees []TraceTree
	// Variants are the conditions of its variants, up to the first that holds.
	Variants []*TraceNode
	// Matches are what the rule gave, before precedence.
	Matches []*Match
}

// TraceTree is the condition of a rule as it was evaluated for one failure.
type TraceTree struct {
	// Line of the failure; 0 where the rule looks at none.
	Line int
	Root *TraceNode
}

// TraceNode is one condition as it was evaluated.
type TraceNode struct {
	// Text is the condition in words.
	Text  string
	Holds bool
	// Evidence is what it rests on, at most the first three places.
	Evidence []Evidence
	// Notes say what there was instead, or how near it came.
	Notes []string
	Kids  []*TraceNode
}

// ErrNoRule says that an engine has no rule with the id asked for.
var ErrNoRule = errors.New("there is no rule with that id")

// Trace evaluates all rules on a text, as Examine does, and says for each of its attempts why the
// rule with that id fired or did not.
func (e *Engine) Trace(r io.Reader, kind parser.Kind, id string, switches Switches) ([]Trace, error) {
	i := slices.IndexFunc(e.set.Rules, func(r *Rule) bool { return r.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%q: %w", id, ErrNoRule)
	}
	x := e.newExamination(kind, switches)
	x.watched = e.program(i)
	err := x.read(r)
	return x.traces, err
}

// watch follows one rule through the evaluation of an attempt.
type watch struct {
	engine  *Engine
	program *program
	near    map[int32][]int // by probe: lines that hold its words and that it does not match
	ended   bool            // the entries are over, the rules are being evaluated
	v       *evaluation
	trace   Trace
}

func newWatch(e *Engine, p *program) *watch {
	return &watch{engine: e, program: p, near: map[int32][]int{}}
}

// maxNear is how many lines are told that nearly match.
const maxNear = 3

// missed notes an entry on which a probe was tried in vain.
func (w *watch) missed(probe int32, e *parser.Entry) {
	if !w.ended && len(w.near[probe]) < maxNear && len(w.engine.probes[probe].Literals) > 0 {
		w.near[probe] = append(w.near[probe], e.Line)
	}
}

// observe evaluates the condition when the rule's turn has come.
func (w *watch) observe(v *evaluation, now phase) {
	w.ended, w.v = true, v
	if w.program.planned.Phase != now {
		return
	}
	if !w.program.planned.Kinds.reads(v.kind) {
		return
	}
	for i := range v.attempt.Failures {
		if f := &v.attempt.Failures[i]; w.program.planned.PerFailure && !f.Ignored {
			w.trace.Trees = append(w.trace.Trees, TraceTree{Line: f.Start.Line, Root: w.node(&w.program.match, i)})
		}
	}
	if len(w.trace.Trees) == 0 {
		w.trace.Trees = []TraceTree{{Root: w.node(&w.program.match, -1)}}
	}
	w.trace.Matches = v.program(w.program)
	if len(w.trace.Matches) > 0 {
		w.variants(w.trace.Matches[0])
	}
}

// variants evaluates the variants of the first match, up to the one that holds.
func (w *watch) variants(m *Match) {
	w.v.captures = m.Captures
	failure := -1
	if list := claimedFailures(m); len(list) > 0 {
		failure = list[0]
	}
	for i := range w.program.variants {
		n := w.node(&w.program.variants[i], failure)
		w.trace.Variants = append(w.trace.Variants, n)
		if n.Holds {
			return
		}
	}
}

// node evaluates a condition and those below it.
func (w *watch) node(n *node, failure int) *TraceNode {
	r := w.v.eval(n, failure)
	t := &TraceNode{Text: inWords(n.cond), Holds: r.ok, Evidence: places(r.hits)}
	if !r.ok {
		t.Notes = w.whyNot(n, failure)
	}
	for i := range n.kids {
		t.Kids = append(t.Kids, w.node(&n.kids[i], failure))
	}
	if len(t.Kids) > 0 {
		t.Evidence = nil // it stands below
	}
	return t
}

func places(hits []*hit) []Evidence {
	var list []Evidence
	for _, h := range hits[:min(len(hits), maxNear)] {
		list = append(list, Evidence{Ordinal: h.ordinal, Line: h.line, Time: h.time, Text: h.text})
	}
	return list
}

// finish says what became of the rule, from what stands after precedence.
func (w *watch) finish(a *parser.Attempt, standing []*Match) Trace {
	w.trace.Attempt = a
	w.trace.Fired, w.trace.Verdict = w.verdict(standing)
	return w.trace
}

func (w *watch) verdict(standing []*Match) (fired bool, verdict string) {
	id := w.program.rule.ID
	if !w.program.planned.Kinds.reads(w.v.kind) {
		return false, fmt.Sprintf("The rule does not read sources of the kind %s.", w.v.kind)
	}
	if len(w.trace.Matches) == 0 {
		return false, "The rule did not match."
	}
	for i, m := range standing {
		if m.Rule.ID == id {
			return true, "The rule fired" + primary(i) + "."
		}
		for _, c := range m.Consequences {
			if c.Rule.ID == id {
				return true, fmt.Sprintf("The rule fired, and follows from %s.", m.Rule.ID)
			}
		}
	}
	return false, w.lost()
}

func primary(position int) string {
	if position == 0 {
		return ": it is the most likely cause of this attempt"
	}
	return ""
}

// lost says to which rule a match had to give way.
func (w *watch) lost() string {
	for _, winner := range w.v.matches {
		for _, m := range w.trace.Matches {
			if winner.Rule.ID != m.Rule.ID && matchesID(winner.Rule.Supersedes, m.Rule.ID) && winner.shares(m) {
				return fmt.Sprintf("The rule matched, but %s takes precedence over it on the same evidence.", winner.Rule.ID)
			}
		}
	}
	return "The rule matched, but another one with the same message stands for it, since the log does not name the readiness rule."
}
