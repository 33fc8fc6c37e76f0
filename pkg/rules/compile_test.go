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
	assert.Equal(t, "there is not enough room on", engine.probes[0].literals[0].Text)
	assert.Empty(t, engine.always)
}

func TestLoaderFillsInLiterals(t *testing.T) {
	list, err := loadText(goodRule)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: list})
	require.NotEmpty(t, list[0].Match.Literals)
	for _, p := range engine.probes {
		if p.target != targetValue {
			assert.Equal(t, literalsOf(p.pattern), p.literals, p.pattern)
		}
	}
}

func TestRulesThatAskTheSameShareAProbe(t *testing.T) {
	same := Condition{Entry: "the same sentence"}
	other := Condition{Entry: "the same sentence", Tags: []string{"error"}}
	engine := NewEngine(&Set{Rules: []*Rule{
		{ID: "a", Match: same, Sources: []string{"MSI"}}, {ID: "b", Match: Condition{All: []Condition{same, other}}},
	}})
	require.Len(t, engine.probes, 2)
	assert.Equal(t, engine.rules[0].match.probe, engine.rules[1].match.kids[0].probe)
	assert.Equal(t, newKindSet([]string{"MSI"})|newKindSet(nil), engine.probes[0].kinds)
	assert.Equal(t, [][]int32{{0, 1}}, engine.byLiteral)
}
