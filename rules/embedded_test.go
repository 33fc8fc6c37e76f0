package knowledge

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

const stale = "generated_rules.go is not what the rule files say; run: go generate ./..."

const stalePlan = "generated_plan.go is not the plan of the rules; run: go generate ./..."

// withoutTests is a rule as the generated ones are.
func withoutTests(r *rules.Rule) rules.Rule {
	plain := *r
	plain.Captures, plain.Tests = nil, nil
	plain.Path = filepath.ToSlash(r.Path)
	return plain
}

func TestGeneratedRulesAreThoseOfTheFiles(t *testing.T) {
	want := loadChecked(t)
	got, err := Load()
	require.NoError(t, err)
	require.Equal(t, ids(want.Rules), ids(got.Rules), stale)
	for i, r := range want.Rules {
		require.Equal(t, withoutTests(r), *got.Rules[i], stale)
	}
	require.Equal(t, want.Steps, got.Steps, stale)
	require.Len(t, got.Articles, len(want.Articles), stale)
	for i, a := range want.Articles {
		plain := *a
		plain.Path = filepath.ToSlash(a.Path)
		require.Equal(t, plain, *got.Articles[i], stale)
	}
}

func TestGeneratedPlanIsThatOfTheRules(t *testing.T) {
	set, err := Load()
	require.NoError(t, err)
	want := rules.NewPlan(set.Rules)
	assert.Equal(t, want.Rules, generatedPlan.Rules, stalePlan)
	assert.Equal(t, want.Patterns, generatedPlan.Patterns, stalePlan)
	assert.True(t, assert.ObjectsAreEqual(*want, generatedPlan), stalePlan)
}

func ids(list []*rules.Rule) []string {
	var ids []string
	for _, r := range list {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestLoadFilesGivesTheTests(t *testing.T) {
	set, err := LoadFiles()
	require.NoError(t, err)
	assert.Equal(t, loadChecked(t).Rules, set.Rules)
	for _, r := range set.Rules {
		assert.NotEmpty(t, r.Tests, r.ID)
	}
}

func TestLoadGivesOneSet(t *testing.T) {
	first, err := Load()
	require.NoError(t, err)
	second, err := Load()
	require.NoError(t, err)
	assert.Same(t, first, second)
}
