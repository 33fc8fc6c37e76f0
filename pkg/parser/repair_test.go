package parser

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRepair(t *testing.T) {
	f := func(name, text, want string) {
		t.Helper()
		assert.Equal(t, want, string(Repair([]byte(text), "|", "^")), name)
	}
	same := func(name, text string) {
		t.Helper()
		f(name, text, text)
	}
	f("stamps in a line", stamp0+"a "+stamp0+"b", stamp0+"a|"+stamp0+"b")
	f("tags in a line", "[ERROR] a. [1] [ERROR] b. [REQUIRED] c", "[ERROR] a.|[1] [ERROR] b.|[REQUIRED] c")
	f("clocks in a line", "[13:43:33] a [13:43:34] b", "[13:43:33] a|[13:43:34] b")
	f("a block behind a remark", `Hello. The following error was generated when "x"`, `Hello.|The following error was generated when "x"`)
	same("a head", stamp0+"[ERROR] a")
	same("a bare stamp", "01/24/2021 17:30:50.0810 [ERROR] a")
	same("a level and a tag", "[1] [ERROR] a")
	same("the wizard", `Error: The following error was generated when "x"`)
	same("the console", `.\setup.exe : The following error was generated when "x"`)
	same("a tagged block", `[ERROR] The following error was generated when "x"`)
	same("brackets", "a[0] [bool]$x = [1] + [x]")

	f("small letters", "[error] the following error was generated when \"$error.clear(); get-it\" was run: \"system.exception: no\".",
		"[Error] The following error was generated when \"$error.clear(); get-it\" was run: \"System.Exception: no\".")
	f("capitals", "CURRENTRESULT MAIN.RUN:235: 1", "CurrentResult main.run:235: 1")
	same("both", "Starting microsoft exchange")

	banner := stamp0 + "Starting Microsoft Exchange Server 2019 Setup\n"
	f("a log that was wrapped", banner+
		stamp0+"The Exchange Server setup operation completed\nsuccessfully.\n"+
		stamp0+"Setup will run the task that was asked for, and\nthen ends.\n"+
		stamp0+"The role was installed on the server, says the\nlog of setup.\n",
		banner+
			stamp0+"The Exchange Server setup operation completed^ successfully.\n"+
			stamp0+"Setup will run the task that was asked for, and^ then ends.\n"+
			stamp0+"The role was installed on the server, says the^ log of setup.\n")
	assert.False(t, NeedsRepair([]byte(banner+stamp0+strings.Repeat("long ", 60)+"\n")))
	assert.True(t, NeedsRepair([]byte(strings.ToLower(banner))))
	same("a log", banner+stamp0+"Executing:\nGet-It\n"+stamp0+strings.Repeat("long ", 60)+"\nGet-That\n")
}

// A text that is all small letters reads like the same text in its own case.
func TestSmallLetters(t *testing.T) {
	text := "[ERROR] The following error was generated when \"$error.Clear();\nGet-It\n\" was run: \"System.Exception: No way.\n   at A.B.C()\"."
	a := one(t, string(Repair([]byte(strings.ToLower(text)), "", "")))
	require.Len(t, a.Failures, 1)
	assert.Equal(t, "no way.", a.Failures[0].Message)
	assert.Equal(t, "$error.clear();\nget-it", a.Failures[0].Script)
}

// Lines are counted as in the source, whatever breaks the text has more or less.
func TestLineShifts(t *testing.T) {
	text := stamp0 + "a\n" + stamp0 + "b\nc\nfound\n" + stamp0 + "d\n"
	n := int64(len(stamp0))
	shifts := []LineShift{{Offset: n + 1, By: -1}, {Offset: 2*n + 5, By: 3}}
	s := newScanner(strings.NewReader(text), EntryOptions{Shifts: shifts})
	var lines []int
	for s.next() {
		lines = append(lines, s.entry.Line)
		if i := strings.Index(string(s.entry.Raw), "found"); i >= 0 {
			assert.Equal(t, 6, s.entry.LineAt(i))
			assert.Equal(t, 6, s.entry.Lines)
		}
	}
	assert.Equal(t, []int{1, 1, 7}, lines)
	later := newScanner(strings.NewReader(text[n+2:]), EntryOptions{FirstLine: 1, FirstOffset: n + 2, Shifts: shifts})
	require.True(t, later.next())
	require.True(t, later.next())
	assert.Equal(t, 7, later.entry.Line)
}
