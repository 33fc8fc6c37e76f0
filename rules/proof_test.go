package knowledge_test

import (
	"testing"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
	"github.com/stretchr/testify/require"
)

func TestEveryRulePassesItsTests(t *testing.T) {
	set, err := knowledge.LoadFiles()
	require.NoError(t, err)
	engine := rules.NewEngine(set)
	for _, rule := range set.Rules {
		t.Run(rule.ID, func(t *testing.T) {
			for _, result := range engine.RunTests(rule) {
				if result.Problem != "" {
					t.Errorf("%s:%d: test %q: %s", rule.Path, rule.Line, result.Name, result.Problem)
				}
			}
		})
	}
}
