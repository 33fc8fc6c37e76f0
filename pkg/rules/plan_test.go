package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A rule that was made by hand has no literals yet; the engine derives them.
func TestEngineOfRulesThatNoLoaderHasSeen(t *testing.T) {
	rule := &Rule{
		ID: "disk-is-full", Match: Condition{Entry: `there is not enough room on (?<drive>\w:)`},
		Tests: []Test{
			{Name: "full", Log: "There is NOT enough room on C:", Captures: map[string]string{"drive": "C:"}},
			{Name: "room", Not: "there is enough room on C:"},
		},
	}
	engine := NewEngine(&Set{Rules: []*Rule{rule}})
	for _, result := range engine.RunTests(rule) {
		assert.Empty(t, result.Problem, result.Name)
	}
	assert.Equal(t, "there is not enough room on", engine.plan.Patterns[0].Literals[0].Text)
	assert.Empty(t, engine.plan.Always)
}

func TestLoaderFillsInLiterals(t *testing.T) {
	list, err := loadText(goodRule)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: list})
	require.NotEmpty(t, list[0].Match.Literals)
	for _, p := range engine.plan.Patterns {
		if p.Target != targetValue {
			assert.Equal(t, literalsOf(p.Text), p.Literals, p.Text)
		}
	}
}

func TestRulesThatAskTheSameShareAProbe(t *testing.T) {
	same := Condition{Entry: "the same sentence"}
	other := Condition{Entry: "the same sentence", Tags: []string{"error"}}
	engine := NewEngine(&Set{Rules: []*Rule{
		{ID: "a", Match: same, Sources: []string{"MSI"}}, {ID: "b", Match: Condition{All: []Condition{same, other}}},
	}})
	require.Len(t, engine.plan.Patterns, 2)
	assert.Equal(t, engine.program(0).match.probe, engine.program(1).match.kids[0].probe)
	assert.Equal(t, newKindSet([]string{"MSI"})|newKindSet(nil), engine.plan.Patterns[0].Kinds)
	assert.Equal(t, []int32{0, 1}, engine.plan.ByLiteral.of(0))
}

// The program of a rule has the numbers that its plan gave.
func TestProgramsHaveTheNumbersOfThePlan(t *testing.T) {
	list, err := loadText(mailboxRule)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: list})
	p := engine.program(0)
	assert.Same(t, p, engine.program(0))
	assert.Equal(t, "the mailbox is broken beyond repair", engine.plan.Patterns[p.match.probe].Text)
	assert.Contains(t, engine.plan.Patterns[p.captures[0].probe].Text, "looking at the mailbox")
	assert.Equal(t, PlannedRule{First: 0, Count: 2, Kinds: newKindSet(nil), NeedsSign: true}, engine.plan.Rules[0])
}

// A copy of a set may get other rules; the plan is not theirs.
func TestPlanIsOfTheRulesItWasMadeOf(t *testing.T) {
	list, err := loadText(goodRule)
	require.NoError(t, err)
	set := &Set{Rules: list}
	set.SetPlan(NewPlan(list))
	assert.Same(t, set.plan, NewEngine(set).plan)
	changed := *set
	changed.Rules = append(changed.Rules[:1:1], &Rule{ID: "z", Match: Condition{Entry: "something else"}})
	assert.NotSame(t, set.plan, NewEngine(&changed).plan)
	changed.Rules = []*Rule{{ID: "a", Match: Condition{Entry: "something else"}}}
	assert.Equal(t, "something else", NewEngine(&changed).plan.Patterns[0].Text)
	merged, err := Merge(set, nil, []string{list[0].ID})
	require.NoError(t, err)
	assert.Empty(t, NewEngine(merged).plan.Patterns)
}
