package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

func TestStepsStandWhereTheirConditionHolds(t *testing.T) {
	const steps = `
      - text: Always.
      - text: In an upgrade.
        when: {fact: mode, is: upgrade}
      - text: Elsewhere.
        when: {none: [{fact: mode, is: Upgrade}]}
`
	before, rest, _ := strings.Cut(goodRule, "    remediation:\n")
	_, after, _ := strings.Cut(rest, "    tests:\n")
	list, err := loadText(before + "    remediation:" + steps + "    tests:\n" + after)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: list})
	f := func(log string, want ...string) {
		t.Helper()
		examined, err := engine.Examine(strings.NewReader(log), parser.KindExchangeSetup, Switches{})
		require.NoError(t, err)
		require.Len(t, examined, 1)
		require.Len(t, examined[0].Matches, 1)
		var got []string
		for _, s := range examined[0].Matches[0].Remediation {
			got = append(got, s.Text)
		}
		assert.Equal(t, want, got)
	}
	const full = "[01/02/2023 10:00:00.0000] [1] [ERROR] there is not enough room on drive C:\n"
	f(full, "Always.", "Elsewhere.")
	f("[01/02/2023 10:00:00.0000] [0] Command Line Parameter Name='mode', Value='Upgrade'.\n"+full, "Always.", "In an upgrade.")
	assert.Len(t, list[0].Remediation, 3, "the rule stays as it was")
}
