package rules

import (
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/literals"
)

// NewReferenceEngine makes an engine that tries every pattern on every entry, at once, looks for no
// literals, and evaluates every rule. It is slow and gives what NewEngine must give: tests hold the
// two against each other.
func NewReferenceEngine(set *Set) *Engine {
	made := NewPlan(set.Rules)
	plan := &Plan{
		Rules: slices.Clone(made.Rules), Numbers: made.Numbers, Patterns: slices.Clone(made.Patterns),
		Matcher: &literals.Matcher{}, // finds nothing
	}
	for i := range plan.Rules {
		plan.Rules[i].NeedsSign = false
	}
	for i := range plan.Patterns {
		p, n := &plan.Patterns[i], int32(i)
		p.Literals, p.Asked = nil, true
		switch p.Target {
		case targetValue:
		case targetFailure:
			plan.routePart(n, p.Part)
		default:
			plan.Always = append(plan.Always, n)
		}
	}
	return newEngine(set, plan)
}
