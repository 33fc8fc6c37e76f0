package draft

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// excerpts are what people paste, with what the draft has to take from it.
var excerpts = map[string]struct{ excerpt, condition, id string }{
	"error": {
		"[03/07/2021 18:24:37.0792] [2] [ERROR] The flux capacitor 'FC01' of server ex01.contoso.com could not be charged to 88 percent. See 123.\n",
		`failure: 'The flux capacitor ''[^'']+'' of server \S+ could not be charged to \d+ percent'`, "flux-capacitor-server-could-not"},
	"readiness": {
		"[03/07/2021 18:24:37.0792] [1] Failed [Rule:FluxCapacitorEmpty] [Message:The flux capacitor is empty.]\n",
		"readiness: [FluxCapacitorEmpty]", "flux-capacitor-empty"},
	"line": {
		"[03/07/2021 18:24:37.0792] [0] The flux capacitor loses charge (12 units) in C:\\Flux\\a.log",
		`entry: 'The flux capacitor loses charge \(\d+ units\) in \S+'`, "flux-capacitor-loses-charge-units"},
	"bare sentence": {
		"  The flux capacitor of this machine doesn\u2019t answer.  Try again.  ",
		`entry: 'The flux capacitor of this machine doesn''t answer'`, "flux-capacitor-machine-doesnt-answer"},
	"numbers": {
		"[03/07/2021 18:24:37.0792] [2] [ERROR] The flux capacitor FC01 lost 3 of 12 coils within 5 seconds (code 0x80070643).\n",
		`failure: 'The flux capacitor FC\d+ lost \d+ of \d+ coils within \d+ seconds \(code 0x80070643\)'`, "flux-capacitor-lost-coils-within"},
	"block": {
		"[03/07/2021 18:24:37.0792] [1] [ERROR] The following error was generated when \"$error.Clear();\n            Start-Flux -Name \"x\"\n        \" was run: \"System.Exception: The flux capacitor is out of plutonium.\n   at Flux.Start()\".\n",
		`failure: 'The flux capacitor is out of plutonium'`, "flux-capacitor-out-plutonium"},
}

func TestDraftsLoadAndProveThemselves(t *testing.T) {
	for name, x := range excerpts {
		d, err := New(x.excerpt, &rules.Set{}, Options{})
		require.NoError(t, err, name)
		assert.Contains(t, d.Text, "      "+x.condition+"\n", name)
		assert.Equal(t, x.id, d.ID, name)
		assert.Empty(t, d.KnownAs, name)
		set := load(t, d.Text)
		require.Len(t, set.Rules[0].Tests, 2, name)
		for _, result := range rules.NewEngine(set).RunTests(set.Rules[0]) {
			assert.Empty(t, result.Problem, name)
		}
	}
}

// The tests of a draft are real: one fails when the pattern misses the excerpt, the other when it
// takes everything that begins like it.
func TestTheTestsOfADraftCanFail(t *testing.T) {
	for name, x := range excerpts {
		d, err := New(x.excerpt, &rules.Set{}, Options{})
		require.NoError(t, err, name)
		f := func(replacement string, failing int) {
			t.Helper()
			set := load(t, strings.Replace(d.Text, x.condition, replacement, 1))
			results := rules.NewEngine(set).RunTests(set.Rules[0])
			assert.NotEmpty(t, results[failing].Problem, "%s with %s", name, replacement)
		}
		f("entry: 'nothing of the kind'", 0)
		if key, _, _ := strings.Cut(x.condition, ":"); key != "readiness" {
			f(key+": 'The flux capacitor'", 1)
			continue
		}
		f("entry: 'Rule:FluxCapacitorEmpty'", 1)
	}
}

func load(t *testing.T, text string) *rules.Set {
	t.Helper()
	set, err := rules.LoadSet(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, rules.LoadOptions{})
	require.NoError(t, err, text)
	require.Len(t, set.Rules, 1)
	return set
}

func TestDraftBesideOtherRules(t *testing.T) {
	x := excerpts["error"].excerpt
	first, err := New(x, &rules.Set{}, Options{})
	require.NoError(t, err)
	beside := load(t, first.Text)
	second, err := New(x, beside, Options{Category: "flux"})
	require.NoError(t, err)
	assert.Equal(t, first.ID+"-2", second.ID)
	assert.Equal(t, []string{first.ID}, second.KnownAs)
	assert.Contains(t, second.Text, "category: flux\n")
	third, err := New(x, beside, Options{ID: "my-own"})
	require.NoError(t, err)
	assert.Contains(t, third.Text, "- id: my-own\n")
}

func TestDraftsOfHostileExcerpts(t *testing.T) {
	for _, excerpt := range []string{
		"a line with \x1b[31m colours, {{braces}} and 'quotes' that is long enough",
		"\ttab first, then words that are long enough: yes # no comment",
		"# a line like a comment of YAML, - with dashes: and colons",
		"--- a line like a separator of documents in a file",
		strings.Repeat("word ", 2000),
	} {
		d, err := New(excerpt, &rules.Set{}, Options{})
		require.NoError(t, err, excerpt[:20])
		assert.NotContains(t, d.Text, "\x1b")
		load(t, d.Text)
	}
}

func TestNoDraft(t *testing.T) {
	f := func(excerpt, want string) {
		t.Helper()
		_, err := New(excerpt, &rules.Set{}, Options{})
		require.Error(t, err)
		assert.Contains(t, err.Error(), want)
	}
	f(" \n\n", "is empty")
	f("abc", "no pattern was found")
	f(strings.Repeat("long enough ", 10_000), "cut it down")
}

// Whatever is pasted, a draft loads or there is none.
func FuzzNew(f *testing.F) {
	for _, x := range excerpts {
		f.Add(x.excerpt)
	}
	f.Add("'\"{{a}}\\ #:- |>%@`\t\x00\xff\u2028 [x] (y) long enough for a pattern")
	f.Fuzz(func(t *testing.T, excerpt string) {
		if d, err := New(excerpt, &rules.Set{}, Options{}); err == nil {
			load(t, d.Text)
		}
	})
}

func TestTolerantPatterns(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		assert.Equal(t, want, tolerant(text), text)
	}
	f("Couldn't find 'EX01' and isn't there", `Couldn't find '[^']+' and isn't there`)
	f(`File C:\Program Files\Exchange Server\a.log is gone`, `File .+? is gone`)
	f(`File C:\a.log is gone`, `File \S+ is gone`)
	f("1 of 12 on dc1.contoso.com (a+b)", `\d+ of \d+ on \S+ \(a\+b\)`)
	f(`id 8f3a1b2c-1111-2222-3333-444455556666 at \\srv\share`, `id \S+ at \S+`)
}

func TestSentence(t *testing.T) {
	short := "It failed. The reason is that the server could not be reached in time. Try again."
	assert.Equal(t, "It failed. The reason is that the server could not be reached in time", sentence(short))
	assert.Equal(t, "The object", sentence("The object '"+strings.Repeat("CN=x,", 100)+"' exists"))
	assert.LessOrEqual(t, len(sentence(strings.Repeat("word ", 100))), maxPattern)
}
