package rules

import "sort"

// Off remembers for one source the patterns that hit their time limit: they are not tried again
// there. The zero value is ready. It is not for concurrent use.
type Off struct{ probes map[int]bool }

func (o *Off) find(e *Engine, i int, text string) (found, bool) {
	if o.probes[i] {
		return found{}, false
	}
	f, ok, err := e.probes[i].find(text)
	if err != nil {
		if o.probes == nil {
			o.probes = map[int]bool{}
		}
		o.probes[i] = true
	}
	return f, ok
}

// Unevaluated lists the ids of the rules that could not be evaluated, sorted.
func (e *Engine) Unevaluated(o *Off) []string {
	var ids []string
	for _, p := range e.rules {
		if len(o.probes) > 0 && p.uses(o.probes) {
			ids = append(ids, p.rule.ID)
		}
	}
	sort.Strings(ids)
	return ids
}

func (p *program) uses(probes map[int]bool) bool {
	for _, c := range p.captures {
		if probes[c.probe] {
			return true
		}
	}
	for _, n := range append([]*node{p.match}, p.variants...) {
		if n.uses(probes) {
			return true
		}
	}
	return false
}

func (n *node) uses(probes map[int]bool) bool {
	if probes[n.probe] || probes[n.without] {
		return true
	}
	for _, kid := range n.kids {
		if kid.uses(probes) {
			return true
		}
	}
	return false
}
