package parser

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// first gives the first entry of a text.
func first(t testing.TB, text string) *Entry {
	t.Helper()
	for e, err := range Entries(strings.NewReader(text), EntryOptions{}) {
		require.NoError(t, err)
		return e
	}
	t.Fatal("no entry")
	return nil
}

func TestText(t *testing.T) {
	f := func(message, text, script string) {
		t.Helper()
		e := first(t, stamp0+message)
		assert.Equal(t, text, e.Text())
		assert.Equal(t, script, e.Script())
		assert.Equal(t, text, e.Text(), "asked again")
	}
	f("plain", "plain", "")
	f("", "", "")
	f("  two  blanks\tand a tab  ", "two blanks and a tab", "")
	f("over\r\n   two lines\r\n", "over two lines", "")
	f("\u201cquotes\u201d \u2018and\u2019 \u2013 dashes\u00a0here", `"quotes" 'and' - dashes here`, "")
	f("Failed [Rule: X] [Message: Y]", "Failed [Rule:X] [Message:Y]", "")
	f("Evaluated [Setting: Z] x: y", "Evaluated [Setting:Z] x: y", "")
	f("Executing: \r\n\r\n  a;\r\n  b;\r\n\r\n", "Executing:", "  a;\n  b;")
	f("Executing (non-critical): x", "Executing (non-critical):", " x")
	f("Executing op: Header", "Executing op: Header", "")
	f("[ERROR] The following error was generated when \"$error.Clear();\r\n  Do \"it\";\r\n\" was run: \"System.Exception: No  way.\r\n   at A.B()\".",
		`The following error was generated when "…" was run: "System.Exception: No way. at A.B()".`, "$error.Clear();\n  Do \"it\";")
	f("The following error was generated when \u201cDo it \u201d was run: \u201cNo way.\u201d.",
		`The following error was generated when "…" was run: "No way.".`, "Do it")
	f(`The following error was generated when "cut off here`,
		`The following error was generated when "…`, "cut off here")
	f("emoji \U0001F600 and \u00fcmlaut", "emoji \U0001F600 and \u00fcmlaut", "")
}

func TestCanonical(t *testing.T) {
	assert.Equal(t, `a "b" c`, Canonical("  a\n\u201cb\u201d   c "))
	assert.Empty(t, Canonical(" \n"))
}

// Only the beginning of a huge message is brought into canonical form.
func TestTextIsCapped(t *testing.T) {
	e := first(t, stamp0+strings.Repeat("x", 2*maxText))
	assert.Len(t, e.Text(), maxText)
	assert.Greater(t, len(e.Raw), maxText)
}

// What is found in the text is shown from the raw entry.
func TestRawIndex(t *testing.T) {
	f := func(message, word string) {
		t.Helper()
		e := first(t, stamp0+message)
		at := strings.Index(e.Text(), word)
		require.GreaterOrEqual(t, at, 0)
		assert.True(t, strings.HasPrefix(string(e.Raw[e.RawIndex(at):]), word), string(e.Raw[e.RawIndex(at):]))
	}
	f("plain words", "plain")
	f("plain words", "words")
	f("a   b\t\tc\r\nwords here", "words")
	f("\u201cquoted\u201d words", "words")
	f("Failed [Rule: X] words", "words")
	f("The following error was generated when \"long script text\r\nmore\r\n\" was run: \"System.Exception: words", "words")
	f("[ERROR] words", "words")
}

func TestRawIndexOutside(t *testing.T) {
	e := first(t, stamp0+"words")
	assert.Equal(t, len(e.Raw), e.RawIndex(1000))
	assert.Equal(t, len(e.Raw), e.RawIndex(-1))
	assert.Equal(t, len(stamp0), e.RawIndex(0))
}

// What a setting threw is no message of setup.
func TestTextOfAnEvaluationThatThrew(t *testing.T) {
	f := func(message, want string) {
		t.Helper()
		assert.Equal(t, want, entries(t, stamp0+message, EntryOptions{})[0].text)
	}
	f("Evaluated [Setting:X] [HasException:True] [Value:\nSystem.Exception: No.\n] [ParentValue:\"<NULL>\"]", "Evaluated [Setting:X] [HasException:True]")
	f(`Evaluated [Setting:X] [HasException:False] [Value:"v"]`, `Evaluated [Setting:X] [HasException:False] [Value:"v"]`)
}

func TestThrownLines(t *testing.T) {
	assert.Len(t, one(t, "It failed: System.NullReferenceException: No.").Failures, 1)
	assert.Empty(t, one(t, "An exception stopped it. Exception: No.").Failures)
}
