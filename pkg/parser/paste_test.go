package parser

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// In pasted text a line begins an entry when it looks like one; this table says what does.
func TestPaste(t *testing.T) {
	f := func(name, text string, want ...string) {
		t.Helper()
		var got []string
		for _, e := range entries(t, text, EntryOptions{}) {
			got = append(got, e.text)
		}
		assert.Equal(t, want, got, name)
	}
	f("placeholders", "[Time] [1] [ERROR] a\nb\n[MM/DD/YYYY HH:MM:SS] [2] c\n[mm/dd/yyyy 02:38:28.0817] [2] d\n[Date] [ERROR] e",
		"a b", "c", "d", "e")
	f("lost brackets", "01/24/2021 17:30:50.0794 a\nat X.Y.Z()\n01/24/2021 17:30:50.0810 [ERROR] b\n01/24/2021 17:30:51.0810] [2] c",
		"a at X.Y.Z()", "b", "c")
	f("levels and tags alone", "[1] [ERROR] a\n[ERROR] b\n[Error] c\n[REQUIRED] d\n[RECOMENDED] e\n[WARNING] f",
		"a", "b", "c", "d", "e", "f")
	f("indented stamps", "  "+stamp0+"a\n\t"+stamp0+"b", "a", "b")
	f("clocks", "[13:43:33] Entering x\n[13:43:34]  Next\n     Error code 1\n[13:43:35] [Error] end", "Entering x", "Next Error code 1", "end")
	f("installer", "MSI (s) (B4:20) [15:56:08:440]: a\n    MSI (c) (B4:20) [15:56:08:441]: b", "a", "b")
	f("other brackets are text", "[ERROR] a\n[...]\n[bool]$x = 1\n[System.IO.File]::Open()", "a [...] [bool]$x = 1 [System.IO.File]::Open()")

	f("sentences", "One sentence.\nAnother one.\n\nA third", "One sentence.", "Another one.", "A third")
	f("wrapped in lower case", "Remove the role using\ncontrol panel. Then go", "Remove the role using control panel. Then go")
	f("wrapped long line", strings.Repeat("word ", 15)+"end\nWindows", strings.Repeat("word ", 15)+"end Windows")
	f("a long line with its full stop", strings.Repeat("word ", 15)+"end.\nWindows", strings.Repeat("word ", 15)+"end.", "Windows")
	f("a link ends its line", strings.Repeat("word ", 15)+"http://a/b\nWindows", strings.Repeat("word ", 15)+"http://a/b", "Windows")
	f("wrapped behind a bracket", "Setup can't continue with the upgrade because the powershell (8452)\nhas open files. Close it.",
		"Setup can't continue with the upgrade because the powershell (8452) has open files. Close it.")
	f("wrapped behind a colon", strings.Repeat("word ", 14)+"state:\nActive Directory server\nEnd.",
		strings.Repeat("word ", 14)+"state: Active Directory server", "End.")
	f("script without a head", "Executing:\n        Do-That -Server $RoleFqdnOrName -DomainController $RoleDomainController -Force\nUsed domain controller x.\nNext.",
		"Executing:", "Used domain controller x.", "Next.")
	f("a paragraph ends", "not ended\n\nanother", "not ended", "another")
	f("link below a message", "This is missing.\nFor more information, visit: http://x", "This is missing.", "For more information, visit: http://x")
	f("progress list", "Performing Microsoft Exchange Server Prerequisite Check\n    Prerequisite Analysis    FAILED\nThis is missing",
		"Performing Microsoft Exchange Server Prerequisite Check", "Prerequisite Analysis FAILED", "This is missing")
	f("stack", "System.Exception: no\n   at A.B.C()\nat A.B.D()\n--- End of inner exception stack trace ---\n   at A.B.E()\nNext",
		"System.Exception: no at A.B.C() at A.B.D() --- End of inner exception stack trace --- at A.B.E()", "Next")

	f("quoted script", "Error:\nThe following error was generated when \"$error.Clear();\nDo it.\n\nEnding processing source\n\" was run: \"System.Exception: no\nSecond line\n   at A.B()\".\nNext.",
		"Error:", `The following error was generated when "…" was run: "System.Exception: no Second line at A.B()".`, "Next.")
	f("quoted script, typographic", "The following error was generated when \u201c$error.Clear();\nDo it.\n\u201d was run: \u201cNo way.\u201d.\nNext.",
		`The following error was generated when "…" was run: "No way.".`, "Next.")
	f("a head breaks into a script", "The following error was generated when \"Do it.\n[ERROR] cut off", `The following error was generated when "…`, "cut off")
	f("a block that never ends", "The following error was generated when \"Do it\" was run: \"No\nway\nThe following error was generated when \"Do that\" was run: \"No\".",
		`The following error was generated when "…" was run: "No way`, `The following error was generated when "…" was run: "No".`)

	f("behind a stamp lines continue", stamp0+"a\nplain\nB\nFailed [Rule: X]\nfoo", "a plain B", "Failed [Rule:X]", "foo")
	f("installer text behind a stamp", stamp0+"a\n=== Logging started: 10.03.2021 ===\nError 1303. No.", "a", "=== Logging started: 10.03.2021 ===", "Error 1303. No.")
}

func TestPasteTimes(t *testing.T) {
	f := func(line, want string, level int) {
		t.Helper()
		e := first(t, line)
		assert.False(t, e.Stamped)
		assert.Equal(t, level, e.Level)
		if want == "" {
			assert.True(t, e.Time.IsZero(), line)
			return
		}
		assert.Equal(t, want, e.Time.Format("2006-01-02 15:04:05.000"), line)
	}
	f("01/24/2021 17:30:50.0794 x", "2021-01-24 17:30:50.794", -1)
	f("01/24/2021 17:30:50.0794] [2] x", "2021-01-24 17:30:50.794", 2)
	f("[01/24/2021 17:30:50] [2] x", "2021-01-24 17:30:50.000", 2)
	f("[Time] [1] x", "", 1)
	f("[13:43:33] x", "", -1)
	f("[1] [ERROR] x", "", 1)
	f("plain", "", -1)
}

// In logs of the other kinds their own heads begin the entries.
func TestEntriesOfKinds(t *testing.T) {
	text := "[00:50:54] one\nplain line. \nAnother.\n[00:50:55] two"
	assert.Len(t, entries(t, text, EntryOptions{Kind: KindServiceControl}), 2)
	msi := strings.Repeat("Property(S): ", 10) + "x\nProperty(S): y\n   indented\nMSI (s) (B4:20) [15:56:08:440]: z"
	assert.Len(t, entries(t, msi, EntryOptions{Kind: KindMSI}), 3)
}

// A console cuts lines at the width of its window, also within words.
func TestPasteCutByAConsole(t *testing.T) {
	cut := func(text string, width int) string {
		var b strings.Builder
		for len(text) > width {
			b.WriteString(text[:width] + "\r\n")
			text = text[width:]
		}
		return b.String() + text
	}
	const sentence = `The term 'where.exe' is not recognized as the name of a cmdlet, function, script file, or operable program.`
	const block = `The following error was generated when "$error.Clear(); Do-It $that" was run: "System.Exception: ` + sentence + `".`
	f := func(name, text string, want ...string) {
		t.Helper()
		var got []string
		for _, e := range entries(t, text, EntryOptions{}) {
			got = append(got, e.text)
		}
		assert.Equal(t, want, got, name)
	}
	f("a sentence at 80", cut("[ERROR] "+sentence, 80), sentence)
	f("a sentence alone", cut(sentence+" What now?", 80), sentence+" What now?")
	f("a block at 120", cut(block, 120)+"\nNext", `The following error was generated when "…" was run: "System.Exception: `+sentence+`".`, "Next")
	f("a block at 100, two lines of it full", cut(block, 100), `The following error was generated when "…" was run: "System.Exception: `+sentence+`".`)
	f("wrapped between words", "The installation of the update to this server was stopped by\nActive Directory. It says so.",
		"The installation of the update to this server was stopped by Active Directory. It says so.")
	f("the quotation ends across two lines", "The following error was generated when \"Do-It\n\" was\nrun: \"System.Exception: No.\".\nNext.",
		`The following error was generated when "…" was run: "System.Exception: No.".`, "Next.")

	f("wrapped behind a hyphen", "[ERROR] The user says that the cmdlet was not run at all, it is Enable-\r\nMailbox on C:\\Setup\\\nData",
		`The user says that the cmdlet was not run at all, it is Enable-Mailbox on C:\Setup\Data`)
	f("a line that fills the window by chance", strings.Repeat("abcd ", 15)+"Setup\nof it", strings.Repeat("abcd ", 15)+"Setup of it")
	f("messages below the progress list", "    Prerequisite Analysis          FAILED\n     One.\n     Two\n       of it.",
		"Prerequisite Analysis FAILED", "One.", "Two of it.")

	wrapped := "The setup of the server said that it could not go on, since\nActive Directory was not ready for it, and that it has to be\nprepared before. It also named the person who has to do that.\nNobody was there"
	f("sentences that end at a wrap", wrapped, Canonical(wrapped))

	f("a value on lines of its own", "Evaluated [Setting:X] [HasException:True] [Value:\nSystem.Exception: No.\n] [ParentValue:\"<NULL>\"]\nNext.",
		"Evaluated [Setting:X] [HasException:True]", "Next.")

	row := "Microsoft Exchange Active Directory Topology                   Disabled  Stopped"
	f("rows of a table", row+"\n"+row+"\n"+row, Canonical(row)+" "+Canonical(row)+" "+Canonical(row))
	f("sentences of one length", strings.Repeat("abcdefgh ", 8)+"stop.\n"+strings.Repeat("ABCDEFGH ", 8)+"STOP.",
		strings.Repeat("abcdefgh ", 8)+"stop.", strings.Repeat("ABCDEFGH ", 8)+"STOP.")
}

// Evidence of text that a console cut shows it as it stands.
func TestRawIndexOfCutText(t *testing.T) {
	head := "[ERROR] " + strings.Repeat("abcdefg ", 9)
	s := newScanner(strings.NewReader(head+"\r\nhijk found"), EntryOptions{})
	assert.True(t, s.next())
	e := &s.entry
	assert.Equal(t, strings.Repeat("abcdefg ", 9)+"hijk found", e.Text())
	i := strings.Index(e.Text(), "found")
	assert.Equal(t, "found", string(e.Raw[e.RawIndex(i):]))
	c := e.Clone(1 << 10)
	assert.Equal(t, e.Text(), c.Text())
	assert.Equal(t, e.RawIndex(i), c.RawIndex(i))
}

// The wizard's "Error:" may stand before a block in one line.
func TestErrorBeforeABlockInOneLine(t *testing.T) {
	a := one(t, `Error: The following error was generated when "$error.Clear(); Do-It $that" was run: "System.Exception: No way.".`)
	require.Len(t, a.Failures, 1)
	assert.Equal(t, "$error.Clear(); Do-It $that", a.Failures[0].Script)
	assert.Equal(t, "No way.", a.Failures[0].Message)
}
