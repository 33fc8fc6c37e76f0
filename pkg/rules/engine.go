package rules

import "sync/atomic"

// Engine is a set of rules made ready for matching. Making one of a set that has its plan is next to
// nothing: patterns are compiled, and rules looked at, when first needed. It may be used
// concurrently.
type Engine struct {
	set      *Set
	plan     *Plan
	probes   []probe                   // by number of their pattern
	programs []atomic.Pointer[program] // by rule
}

// NewEngine makes an engine of a set. The set must have been loaded without problems.
func NewEngine(set *Set) *Engine { return newEngine(set, set.planOfRules()) }

func newEngine(set *Set, plan *Plan) *Engine {
	e := &Engine{
		set: set, plan: plan,
		probes: make([]probe, len(plan.Patterns)), programs: make([]atomic.Pointer[program], len(plan.Rules)),
	}
	for i := range e.probes {
		e.probes[i].Pattern = &plan.Patterns[i]
	}
	return e
}

// Set gives the rules of the engine.
func (e *Engine) Set() *Set { return e.set }

// program gives the program of a rule, the same to all.
func (e *Engine) program(i int) *program {
	if p := e.programs[i].Load(); p != nil {
		return p
	}
	planned := &e.plan.Rules[i]
	p := newProgram(e.set.Rules[i], replay(e.numbers(planned)))
	p.planned = planned
	e.programs[i].CompareAndSwap(nil, p)
	return e.programs[i].Load()
}

// numbers lists the patterns of a rule.
func (e *Engine) numbers(r *PlannedRule) []int32 { return e.plan.Numbers[r.First : r.First+r.Count] }
