package rules

import "github.com/setuplogreview/setuplogreview/internal/literals"

// NewReferenceEngine makes an engine that tries every pattern on every entry, at once, and looks for
// no literals. It is slow and gives what NewEngine must give: tests hold the two against each other.
func NewReferenceEngine(set *Set) *Engine {
	e := NewEngine(set)
	e.matcher = &literals.Matcher{} // finds nothing
	for _, p := range e.probes {
		p.literals, p.asked = nil, true
	}
	e.byLiteral, e.always, e.byPart = nil, nil, map[string][]int32{}
	clear(e.byTag[:])
	for n, p := range e.probes {
		i := int32(n)
		switch p.target {
		case targetValue:
		case targetFailure:
			e.byPart[p.part] = append(e.byPart[p.part], i)
		default:
			e.always = append(e.always, i)
		}
	}
	return e
}
