package rules

import "sort"

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
	for _, p := range e.rules {
		if len(o.probes) > 0 && p.uses(o.probes) {
			ids = append(ids, p.rule.ID)
		}
	}
	sort.Strings(ids)
	return ids
}

func (p *program) uses(probes map[int32]bool) bool {
	for _, c := range p.captures {
		if probes[c.probe] {
			return true
		}
	}
	for i := range p.variants {
		if p.variants[i].uses(probes) {
			return true
		}
	}
	return p.match.uses(probes)
}

func (n *node) uses(probes map[int32]bool) bool {
	if probes[n.probe] || probes[n.without] {
		return true
	}
	for i := range n.kids {
		if n.kids[i].uses(probes) {
			return true
		}
	}
	return false
}
