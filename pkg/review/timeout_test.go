package review

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// TestPatternWithoutEnd gives the review a rule whose pattern backtracks for ever on a hostile line.
func TestPatternWithoutEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the time limit of patterns")
	}
	t.Parallel()
	log := "[03/07/2021 18:24:36.0100] [1] hostile words: " + strings.Repeat("a", 40_000) + "?\r\n" +
		"[03/07/2021 18:24:37.0792] [1] Failed [Rule:RebootPending] [Message:a restart from a previous installation or update is pending.]\r\n"
	set := withRule(t, `
rules:
  - id: endless
    title: A pattern that does not end
    category: user
    match:
      entry: 'hostile words: (\w+\s?)*!$'
    cause: This sentence is long enough for the loader to accept it.
    remediation:
      - text: Nothing has to be done about this one.
    tests:
      - name: matches
        log: 'hostile words: a!'
      - name: does not match
        not: 'friendly words'
`)
	rep, err := Review(context.Background(), []Input{{Path: "x.log", Reader: bytes.NewBufferString(log), Named: true}}, Options{Rules: set})
	require.NoError(t, err)
	require.Len(t, rep.Skipped, 1)
	assert.Equal(t, "rule-timeout", rep.Skipped[0].Reason)
	assert.Contains(t, rep.Skipped[0].Detail, "endless")
	assert.NotContains(t, rep.Skipped[0].Detail, "aaaa", "the line is not quoted")
	assert.True(t, rep.Incomplete)
	require.NotEmpty(t, rep.Findings)
	assert.Equal(t, "pending-reboot", rep.Findings[0].RuleID, "no other rule loses its finding")
}

// withRule gives the embedded rules with one more.
func withRule(t *testing.T, yaml string) *rules.Set {
	t.Helper()
	base, err := knowledge.Load()
	require.NoError(t, err)
	more, err := rules.Load(fstest.MapFS{"user/rule.yaml": {Data: []byte(yaml)}}, rules.LoadOptions{})
	require.NoError(t, err)
	set := *base
	set.Rules = append(append([]*rules.Rule(nil), base.Rules...), more...)
	return &set
}
