package rules

import (
	"slices"
	"sort"
)

// Off remembers for one source the patterns that hit their time limit: they are not tried again
// there. The zero value is ready. It is not for concurrent use.
type Off struct{ probes map[int32]bool }

func (o *Off) find(e *Engine, i int32, text string) (found, bool) {
	if o.probes[i] {
		return found{}, false
	}
	f, ok, err := e.probes[i].find(text)
	if err != nil {
		if o.probes == nil {
			o.probes = map[int32]bool{}
		}
		o.probes[i] = true
	}
	return f, ok
}

// Unevaluated lists the ids of the rules that could not be evaluated, sorted.
func (e *Engine) Unevaluated(o *Off) []string {
	var ids []string
	if len(o.probes) == 0 {
		return nil
	}
	for i := range e.plan.Rules {
		if slices.ContainsFunc(e.numbers(&e.plan.Rules[i]), func(n int32) bool { return o.probes[n] }) {
			ids = append(ids, e.set.Rules[i].ID)
		}
	}
	sort.Strings(ids)
	return ids
}
