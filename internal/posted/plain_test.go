package posted_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/setuplogreview/setuplogreview/internal/posted"
)

func plain(text string) string { return string(posted.Plain([]byte(text), true, nil).Bytes) }

func TestPlain(t *testing.T) {
	f := func(name, text, want string) {
		t.Helper()
		assert.Equal(t, want, plain(text), name)
	}
	f("names of characters", `&quot;a&quot; &lt;b&gt; it&#39;s&nbsp;&amp; &#x27;c&#x27; &ldquo;d&rdquo;`, `"a" <b> it's & 'c' “d”`)
	f("escaped twice", `&amp;quot;a&amp;quot;`, `"a"`)
	f("no names", `a&b; &unknown; C&C`, `a&b; &unknown; C&C`)
	f("breaks", "one<br>two<br/>\nthree<BR />four", "one\ntwo\nthree\nfour")
	f("paragraphs", `<p class="x">one</p><p>two</p>`+"\n<div>three</div>", "one\ntwo\nthree\n")
	f("a page", "<html><head><title>x</title></head><body><!-- y --><pre><code>one\n two</code></pre></body></html>", "one\n two\n")
	f("a table", "<table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>", "a b\nc\n")
	f("no tags", `in the <SystemDrive>:\ folder, "<NULL>", Task.<Run>b__1(), List<T>, a < b`, `in the <SystemDrive>:\ folder, "<NULL>", Task.<Run>b__1(), List<T>, a < b`)
	f("quoted mail", "Joe wrote:\n\n> [ERROR] a\n> > b\n>c\n", "Joe wrote:\n\n[ERROR] a\nb\nc\n")
	f("redirection stays", "a > b\nc -> d", "a > b\nc -> d")
	f("bullets", "- one\n- two\n- three", "one\ntwo\nthree")
	f("dots", "• one\n• two\n• three", "one\ntwo\nthree")
	f("a dash is no bullet", "one\n- two\nthree", "one\n- two\nthree")
	f("numbers of lines", "  9  a\n 10  b\n 11  c", "a\nb\nc")
	f("numbers that are none", "0.  ErrorRecord: a\n0.  ErrorRecord: b\n0.  ErrorRecord: c", "0.  ErrorRecord: a\n0.  ErrorRecord: b\n0.  ErrorRecord: c")
	f("grep", "ExchangeSetup.log:12:[1] a\nC:\\Logs\\ExchangeSetup.log:13:b", "[1] a\nb")
	f("a path is no place", `Writing 'C:\a.log:12:' now`, `Writing 'C:\a.log:12:' now`)
	f("a fence", "Hello\n```powershell\na\n```\n", "Hello\n\na\n\n")
	f("a fence in the line", "```one two\nthree```", "one two\nthree")
	f("code", "`one`\n**two**\nGet-Item `\n-Force", "one\ntwo\nGet-Item `\n-Force")
	f("tags of other systems", "[code]a\nb[/code]\n{noformat}\nc\n{noformat}", "a\nb\n\nc\n")
	f("escaped marks", `\[1\] \[ERROR\] C:\Temp\a \*b\*`, `[1] [ERROR] C:\Temp\a *b*`)
	f("backslashes twice", `in 'C:\\Temp\\a'`, `in 'C:\Temp\a'`)
	f("backslashes once", `in 'C:\Temp' for '^C:\\Temp'`, `in 'C:\Temp' for '^C:\\Temp'`)
	f("written breaks", `[ERROR] a\r\nb\n   at X.Y()`, "[ERROR] a\nb\n   at X.Y()")
	f("names of folders stay", `C:\new\nodes \\server\network`, `C:\new\nodes \\server\network`)
	f("JSON", `{"n": 1, "texts": ["a b\nc", "word"]}`, "a b\nc")
	f("cells", `generated when ""$error.Clear();"" was run: ""No"".`, `generated when "$error.Clear();" was run: "No".`)
	f("the wrong encoding", "â€œaâ€\u009d itâ€™s fÃ¼r", "“a” it’s für")
	f("blanks", "a\u00a0b\u200bc\u2028d", "a bc\nd")
	f("a mail as stored", "a =3D b =\r\nc=20\r\n", "a = b c \r\n")
	f("breaks of old systems", "a\rb", "a\nb")
	f("returns twice", "a\r\r\nb\r\r\n", "a\r\nb\r\n")
	f("blanks before all", "    a\n      b\n\n    c", "a\n  b\n\nc")
	f("nothing", "", "")
}

// What is not posted is left alone.
func TestPlainLeavesLogsAlone(t *testing.T) {
	text := "> a &quot;b&quot;\r\n> c <br> \u00a0\r\n"
	assert.Equal(t, text, string(posted.Plain([]byte(text), false, nil).Bytes))
}

// Lines are counted as they are in the post.
func TestShifts(t *testing.T) {
	f := func(text string, want ...posted.Shift) {
		t.Helper()
		assert.Equal(t, want, posted.Plain([]byte(text), true, nil).Shifts)
	}
	f("a<br>b\nc", posted.Shift{Offset: 1, By: -1})
	f("a\nb")

	joined := posted.Plain([]byte("a b c\nd"), false, func(text []byte) []byte {
		return bytes.ReplaceAll(text, []byte(" "), []byte(posted.Removed))
	})
	assert.Equal(t, "abc\nd", string(joined.Bytes))
	assert.Equal(t, []posted.Shift{{Offset: 3, By: 2}}, joined.Shifts)
}

func TestIsMarkup(t *testing.T) {
	assert.True(t, posted.IsMarkup([]byte("a &quot;b")))
	assert.True(t, posted.IsMarkup([]byte("a<br>b")))
	assert.False(t, posted.IsMarkup([]byte(`in the <SystemDrive>:\ folder, "<NULL>" & so on`)))
}

func FuzzPlain(f *testing.F) {
	f.Add("<p>&lt;br&gt;</p> > a `b` \\[1\\] [code]")
	f.Add("=3D=\n\"\\n\"\v\x1f")
	f.Fuzz(func(t *testing.T, text string) {
		made := posted.Plain([]byte(text), true, nil)
		last := int64(-1)
		for _, s := range made.Shifts {
			if s.Offset <= last || made.Bytes[s.Offset] != '\n' {
				t.Fatalf("a shift at %d, where no line ends", s.Offset)
			}
			last = s.Offset
		}
	})
}
