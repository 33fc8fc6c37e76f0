package rules

import (
	"slices"
	"strings"
)

// Set is everything a review knows: rules and the tables that make builds and components
// readable. It is not changed after loading and may be used concurrently.
type Set struct {
	Rules []*Rule // sorted by id
	// Articles are the knowledge that no log shows, sorted by id. They match nothing.
	Articles []*Article
	// Steps are the shared steps by name; those that rules use stand in the rules already.
	Steps map[string][]Step
	// Releases gives the readable name of a build ("2019 CU12" for 15.2.1118.7), or "".
	Releases func(build string) string
	// Components gives the readable name of a component file ("Transport Common Configuration"
	// for TransportCommonComponent), or "".
	Components func(file string) string
	// Tasks gives the readable title of a launched task, or "".
	Tasks func(task string) string

	plan    *Plan
	planned []*Rule // what plan is of
}

// SetPlan gives the set the plan of its rules, as NewPlan makes it, for whoever has that already. A
// copy of the set with other rules is not mistaken for it.
func (s *Set) SetPlan(p *Plan) { s.plan, s.planned = p, s.Rules }

// planOfRules gives the plan of the rules.
func (s *Set) planOfRules() *Plan {
	if n := len(s.Rules); s.plan != nil && n == len(s.planned) && (n == 0 || &s.Rules[0] == &s.planned[0]) {
		return s.plan
	}
	return NewPlan(s.Rules)
}

// Rule gives the rule with that id, or nil.
func (s *Set) Rule(id string) *Rule {
	i, found := slices.BinarySearchFunc(s.Rules, id, func(r *Rule, id string) int { return strings.Compare(r.ID, id) })
	if !found {
		return nil
	}
	return s.Rules[i]
}

// Article gives the article with that id, or nil.
func (s *Set) Article(id string) *Article {
	for _, a := range s.Articles {
		if a.ID == id {
			return a
		}
	}
	return nil
}
