package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

const tracedRules = `
rules:
  - id: disk-full
    title: Full
    category: environment
    match:
      all:
        - {entry: 'There is not enough space on (?<drive>[A-Z]):', position: last}
        - {fact: server, is: EX01}
        - none: [{setting: Ignore, is: 'true'}]
    variants:
      - when: {capture: drive, is: C}
        title: The system drive is full
      - when: {capture: drive, is: D}
        title: The data drive is full
    cause: c
    remediation: [{text: t}]
    tests:
      - name: a
        log: x
      - name: b
        not: y
  - id: write-failed
    title: Failed
    category: environment
    supersedes: [disk-full]
    match: {entry: 'space on D: for the queue'}
    cause: c
    remediation: [{text: t}]
    tests:
      - name: a
        log: x
      - name: b
        not: y
  - id: broken
    title: Broken
    category: environment
    match: {failure: 'The operation was refused'}
    cause: c
    remediation: [{text: t}]
    tests:
      - name: a
        log: x
      - name: b
        not: y
`

func traced(t *testing.T, id, log string) Trace {
	t.Helper()
	set, err := loadText(tracedRules)
	require.NoError(t, err)
	traces, err := NewEngine(&Set{Rules: set}).Trace(strings.NewReader(log), parser.KindExchangeSetup, id, Switches{})
	require.NoError(t, err)
	require.Len(t, traces, 1)
	return traces[0]
}

const full = `[03/07/2021 18:24:37.0001] [0] The local server EX01 is here.
[03/07/2021 18:24:37.0002] [0] There is not enough space on the drive.
[03/07/2021 18:24:37.0003] [0] There is not enough space on D: now.
`

func TestTraceSaysWhyARuleDidNotFire(t *testing.T) {
	got := traced(t, "disk-full", full+"[03/07/2021 18:24:38.0000] [0] Goodbye.\n")
	assert.False(t, got.Fired)
	assert.Equal(t, "The rule did not match.", got.Verdict)
	require.Len(t, got.Trees, 1)
	root := got.Trees[0].Root
	assert.Equal(t, "all of these", root.Text)
	require.Len(t, root.Kids, 3)
	entry, fact, none := root.Kids[0], root.Kids[1], root.Kids[2]
	assert.False(t, entry.Holds)
	assert.Equal(t, []string{"the pattern matches one entry, on line 3, but not as it has to (the last of the attempt)"}, entry.Notes)
	assert.False(t, fact.Holds)
	assert.Equal(t, []string{"the attempt does not say it"}, fact.Notes)
	assert.True(t, none.Holds)
	assert.False(t, none.Kids[0].Holds)
	assert.Equal(t, []string{"the attempt does not evaluate it"}, none.Kids[0].Notes)
}

func TestTraceNamesLinesThatNearlyMatch(t *testing.T) {
	got := traced(t, "disk-full", "[03/07/2021 18:24:37.0002] [0] There is not enough space on the drive.\n")
	assert.Equal(t, []string{`line 1 has the words "there is not enough space on", but not all that the pattern asks for`}, got.Trees[0].Root.Kids[0].Notes)
	got = traced(t, "disk-full", "[03/07/2021 18:24:37.0002] [0] Nothing.\n")
	assert.Equal(t, []string{`no entry that counts has the words "there is not enough space on"`}, got.Trees[0].Root.Kids[0].Notes)
}

func TestTraceShowsEvidenceAndTheVariants(t *testing.T) {
	log := "[03/07/2021 18:24:36.0001] [0] Setup will search for an Exchange Server object for the local machine with name 'EX01'.\n" + full
	got := traced(t, "disk-full", log)
	entry := got.Trees[0].Root.Kids[0]
	require.True(t, entry.Holds)
	assert.Equal(t, 4, entry.Evidence[0].Line)
	require.True(t, got.Fired, got.Verdict)
	require.Len(t, got.Variants, 2)
	assert.False(t, got.Variants[0].Holds)
	assert.Equal(t, []string{`its value is "D"`}, got.Variants[0].Notes)
	assert.True(t, got.Variants[1].Holds)

	got = traced(t, "disk-full", log[:strings.LastIndex(log, " now.")]+" and no space on D: for the queue.\n")
	assert.False(t, got.Fired)
	assert.Equal(t, "The rule matched, but write-failed takes precedence over it on the same evidence.", got.Verdict)
}

func TestTraceOfTheMostLikelyCause(t *testing.T) {
	got := traced(t, "write-failed", "[03/07/2021 18:24:37.0002] [0] There is no space on D: for the queue.\n")
	assert.True(t, got.Fired)
	assert.Equal(t, "The rule fired: it is the most likely cause of this attempt.", got.Verdict)
	assert.Equal(t, 1, got.Trees[0].Root.Evidence[0].Line)
}

func TestTraceLooksAtEachFailure(t *testing.T) {
	got := traced(t, "broken", "[03/07/2021 18:24:37.0002] [1] [ERROR] It went wrong.\n")
	require.Len(t, got.Trees, 1)
	assert.Equal(t, 1, got.Trees[0].Line)
	assert.Contains(t, got.Trees[0].Root.Notes[0], "It went wrong.")
	got = traced(t, "broken", "[03/07/2021 18:24:37.0002] [1] Fine.\n")
	assert.Contains(t, got.Trees[0].Root.Notes[0], "no failure")
}

func TestTraceOfAKindThatTheRuleDoesNotRead(t *testing.T) {
	set, err := loadText(tracedRules)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: set})
	traces, err := engine.Trace(strings.NewReader("Action start 1:02:03: INSTALL.\n"), parser.KindMSI, "broken", Switches{})
	require.NoError(t, err)
	assert.Equal(t, "The rule does not read sources of the kind msi.", traces[0].Verdict)
	_, err = engine.Trace(strings.NewReader(""), parser.KindMSI, "nothing", Switches{})
	require.ErrorIs(t, err, ErrNoRule)
}

// A trace evaluates what a review evaluates: both come to the same.
func TestTraceAgreesWithExamine(t *testing.T) {
	set, err := loadText(tracedRules)
	require.NoError(t, err)
	engine := NewEngine(&Set{Rules: set})
	for _, log := range []string{full, full + full, "[ERROR] The operation was refused.\n", "There is no space on D: for the queue.\n"} {
		examined, err := engine.Examine(strings.NewReader(log), parser.KindUnknown, Switches{})
		require.NoError(t, err)
		for _, rule := range set {
			traces, err := engine.Trace(strings.NewReader(log), parser.KindUnknown, rule.ID, Switches{})
			require.NoError(t, err)
			require.Len(t, traces, len(examined))
			for i, trace := range traces {
				assert.Equal(t, strings.Contains(idsOf(examined[i].Matches), rule.ID), trace.Fired, "%s in %q", rule.ID, log)
			}
		}
	}
}
