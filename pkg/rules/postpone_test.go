package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// mailboxRule asks for the last mailbox that was looked at before the failure.
const mailboxRule = `rules:
  - id: mailbox-is-broken
    title: The mailbox {{mailbox|somewhere}} is broken
    category: environment
    match: {entry: 'the mailbox is broken beyond repair'}
    captures:
      mailbox: {before: 'looking at the mailbox of (?<mailbox>\w+) now', type: name}
    cause: It is.
    remediation:
      - text: Look at it.
    tests:
      - {name: broken, log: 'the mailbox is broken beyond repair'}
      - {name: whole, not: 'the mailbox is whole'}
`

func mailboxOf(t *testing.T, engine *Engine, log string) []string {
	t.Helper()
	matches, err := engine.standing(log, nil)
	require.NoError(t, err)
	require.Len(t, matches, 1)
	return matches[0].Captures["mailbox"]
}

// An attempt that waits for what others say holds no texts of its log.
func TestRestLetsGoOfWhatWaits(t *testing.T) {
	list, err := loadText(mailboxRule)
	require.NoError(t, err)
	c := NewEngine(&Set{Rules: list}).NewCollector(parser.KindExchangeSetup, false, nil)
	text := "looking at the mailbox of user1 now"
	c.Add(&parser.Entry{Raw: []byte(text), Message: []byte(text)}, 0)
	waiting := func() (n int) {
		for _, h := range c.hits {
			if h != nil {
				n += len(h.waiting)
			}
		}
		return n
	}
	assert.Equal(t, 1, waiting())
	c.Rest()
	assert.Zero(t, waiting())
}

// What waits is bounded, and whatever waits is tried as if it had not waited.
func TestCapturesThatWaitAreThoseThatDoNot(t *testing.T) {
	list, err := loadText(mailboxRule)
	require.NoError(t, err)
	set := &Set{Rules: list}
	lazy, eager := NewEngine(set), NewReferenceEngine(set)
	line := func(second int, text string) string {
		return fmt.Sprintf("[03/07/2021 18:%02d:%02d.0000] [1] %s\r\n", second/60, second%60, text)
	}
	for _, n := range []int{0, 1, maxWaiting - 1, maxWaiting, maxWaiting + 1, 700} {
		var log strings.Builder
		for i := range n {
			log.WriteString(line(i, fmt.Sprintf("looking at the mailbox of user%d now", i)))
		}
		log.WriteString(line(n, "looking at the mailbox of somebody, not now"))
		log.WriteString(line(n+1, "the mailbox is broken beyond repair"))
		log.WriteString(line(n+2, "looking at the mailbox of another now"))
		want := mailboxOf(t, eager, log.String())
		assert.Equal(t, want, mailboxOf(t, lazy, log.String()), "%d lines before", n)
		if n > 0 {
			assert.Equal(t, []string{fmt.Sprintf("user%d", n-1)}, want)
		}
	}
}
