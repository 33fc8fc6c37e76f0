package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lintable is a rule that nothing can be said against.
func lintable(id string) *Rule {
	return &Rule{
		ID: id, Title: "Disk {{drive}} is full", Path: "a.yaml", Line: 3,
		Match:       Condition{Entry: `There is not enough space on (?<drive>[A-Z]):`},
		Remediation: []Step{{Text: "Make room."}},
		References:  []Reference{{Title: "Disks", URL: "https://example.com/disks"}},
	}
}

func lintOne(change func(*Rule)) []string {
	r := lintable("disk-full")
	change(r)
	return messages(Lint(&Set{Rules: []*Rule{r}}, LintOptions{}))
}

func messages(problems []Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Message)
	}
	return list
}

func TestLintFindsNothingInAGoodRule(t *testing.T) {
	assert.Empty(t, lintOne(func(*Rule) {}))
}

func TestLint(t *testing.T) {
	f := func(want string, change func(*Rule)) {
		t.Helper()
		got := lintOne(change)
		require.Len(t, got, 1, want)
		assert.Contains(t, got[0], want)
	}
	f("has no text of at least 7 characters", func(r *Rule) { r.Match.Entry = `no (?<drive>[A-Z]):` })
	f("has no text of at least 7 characters", func(r *Rule) { r.Match = Condition{Any: []Condition{r.Match, {Script: `\$x`}}} })
	f("the anchor ^ belongs to one side", func(r *Rule) { r.Match.Entry += `|^It failed altogether` })
	f("the anchor $ belongs to one side", func(r *Rule) { r.Match.Entry += `|It failed altogether$` })
	f(`nothing uses the capture "drive"`, func(r *Rule) { r.Title = "A disk is full" })
	f(`nothing uses the capture "host"`, func(r *Rule) { r.Captures = map[string]Capture{"host": {Fact: "server"}} })
	f("gives no advice", func(r *Rule) { r.Remediation = nil })
	f("step 1 has no text", func(r *Rule) { r.Remediation = []Step{{Command: "dir"}} })
	f("no web address", func(r *Rule) { r.References[0].URL = "disks.html" })
	f("is not finished", func(r *Rule) { r.Cause = "FILL IN why." })
}

func TestLintAcceptsWhatIsMeant(t *testing.T) {
	f := func(change func(*Rule)) {
		t.Helper()
		assert.Empty(t, lintOne(change))
	}
	f(func(r *Rule) { r.Match.Entry = `no (?<drive>[A-Z]):`; r.Match.Tags = []string{"error"} })
	f(func(r *Rule) { r.Match = Condition{Failure: `^(?:no|some) (?<drive>[A-Z])$`} })
	f(func(r *Rule) { r.Title, r.Identity = "A disk is full", []string{"drive"} })
	f(func(r *Rule) {
		r.Title, r.Tests = "A disk is full", []Test{{Captures: map[string]string{"drive": "C"}}}
	})
	f(func(r *Rule) {
		r.Title, r.Variants = "A disk is full", []Variant{{When: Condition{Capture: "drive", Is: "C"}}}
	})
	f(func(r *Rule) {
		r.Title, r.Match.Entry = "A disk", `There is not enough space on (?<drive>[A-Z]): and \k<drive>:`
	})
}

func TestLintFindsIDsThatCollide(t *testing.T) {
	set := &Set{Rules: []*Rule{lintable("disk-full"), lintable("diskfull")}}
	got := messages(Lint(set, LintOptions{}))
	require.Len(t, got, 1)
	assert.Contains(t, got[0], `"diskfull" can hardly be told from "disk-full"`)

	own := &Set{Rules: []*Rule{lintable("disk-full")}}
	beside := &Set{Articles: []*Article{{ID: "disk-full"}}}
	got = messages(Lint(own, LintOptions{Beside: beside}))
	require.Len(t, got, 1)
	assert.Contains(t, got[0], "an article of the program")
	assert.Empty(t, Lint(own, LintOptions{Beside: beside, Replacing: true}))
}

func TestLooseAnchor(t *testing.T) {
	f := func(pattern, want string) {
		t.Helper()
		assert.Equal(t, want, looseAnchor(pattern), pattern)
	}
	f(`^a|b$`, "^")
	f(`^a|^b`, "")
	f(`a$|b$`, "")
	f(`a|b$`, "$")
	f(`^(?:a|b)$`, "")
	f(`^|;`, "")
	f(`a|$`, "")
	f(`[|^]a|b`, "")
	f(`a\|b$`, "")
	f(`[]|]^a`, "")
	f(`^a`, "")
}
