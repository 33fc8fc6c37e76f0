package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A rule is passed over only where it cannot hold.
func TestConditionsThatNeedASign(t *testing.T) {
	entry, setting := Condition{Entry: "something stands here"}, Condition{Setting: "Mode"}
	for _, x := range []struct {
		needs bool
		cond  Condition
	}{
		{true, entry},
		{true, Condition{Script: "Start-Something"}},
		{true, Condition{Failure: "something failed"}},
		{true, Condition{Sequence: []Condition{entry, entry}}},
		{false, setting},
		{false, Condition{Setting: "Mode", Matches: "upgrade"}},
		{true, Condition{Readiness: []string{"Some"}, Message: "some message"}},
		{false, Condition{Readiness: []string{"Some", "*"}}},
		{true, Condition{Any: []Condition{entry, {Readiness: []string{"Some"}}}}},
		{false, Condition{Unexplained: true}},
		{false, Condition{None: []Condition{entry}}},
		{true, Condition{All: []Condition{setting, entry}}},
		{false, Condition{All: []Condition{setting, setting}}},
		{true, Condition{Any: []Condition{entry, entry}}},
		{false, Condition{Any: []Condition{entry, setting}}},
		{true, Condition{All: []Condition{{None: []Condition{entry}}, {Any: []Condition{entry}}}}},
	} {
		assert.Equal(t, x.needs, x.cond.needsSign(), inWords(&x.cond))
	}
}

const tlsRule = `rules:
  - id: tls-is-old
    title: TLS is old
    category: environment
    match: {readiness: [TlsIsOld, CipherIsOld], message: 'an old version of TLS', evaluated: true}
    cause: It is.
    remediation:
      - text: Look at it.
    tests:
      - {name: old, log: 'an old version of TLS'}
      - {name: new, not: 'a new version of TLS'}
`

// A pattern may match the message of a readiness rule where it is not found in the entry.
func TestMessagesAreSigns(t *testing.T) {
	list, err := loadText(tlsRule)
	require.NoError(t, err)
	log := "[03/07/2021 18:24:37.0792] [1] [REQUIRED] " + strings.Repeat("much text ", entryWindow/10) + "an old version of TLS\r\n"
	matches, err := NewEngine(&Set{Rules: list}).standing(log, nil)
	require.NoError(t, err)
	assert.Len(t, matches, 1)
}

// A readiness rule that failed is a sign of the rules that name it, however the log says so.
func TestReadinessRulesAreSigns(t *testing.T) {
	list, err := loadText(tlsRule)
	require.NoError(t, err)
	set := &Set{Rules: list}
	assert.Equal(t, []NamedRules{{"cipherisold", []int32{0}}, {"tlsisold", []int32{0}}}, NewPlan(list).ByName)
	const stamp = "[03/07/2021 18:24:37.0792] [1] "
	for _, x := range []struct {
		log   string
		found int
	}{
		{stamp + "Failed [Rule:TLSISOLD] [Message:Something else.]", 1},
		{stamp + "Failed [Rule:Another] [Message:Something else.]", 0},
		{stamp + "[REQUIRED] An old version of TLS is in use.", 1},
		{stamp + "[REQUIRED] A new version of TLS is in use.", 0},
		{"an old version of TLS", 1},
		{stamp + "Evaluated [Rule:CipherIsOld] [HasException:False] [Value:\"True\"] [ParentValue:\"<NULL>\"]", 1},
		{stamp + "Evaluated [Rule:CipherIsOld] [HasException:False] [Value:\"False\"] [ParentValue:\"<NULL>\"]", 0},
	} {
		for name, engine := range map[string]*Engine{"engine": NewEngine(set), "reference": NewReferenceEngine(set)} {
			matches, err := engine.standing(x.log, nil)
			require.NoError(t, err)
			assert.Len(t, matches, x.found, "%s: %s", name, x.log)
		}
	}
}
