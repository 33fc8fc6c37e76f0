package printable

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

func TestHidden(t *testing.T) {
	for c := rune(0); c <= unicode.MaxRune; c++ {
		want := c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
		if Hidden(c) != want {
			assert.Equal(t, want, Hidden(c), "%U", c)
		}
	}
}

func TestText(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		assert.Equal(t, want, Text(in))
	}
	f("plain text, äöü 漢字 “x”", "plain text, äöü 漢字 “x”")
	f("a\tb", "a b")
	f("a\r\nb\nc", "a\nb\nc")
	f("a\rb", `a\u000db`)
	f("\x1b[31mred", `\u001b[31mred`)
	f("\u009b31m", `\u009b31m`)
	f("\u202egpj.exe", `\u202egpj.exe`)
	f("a\u200bb\ufeff", `a\u200bb\ufeff`)
	f("a\u2028b", `a\u2028b`)
	f("\U000e0041", `\U000e0041`)
	f("a\xff\xfeb", "a\ufffdb")
}

func TestRune(t *testing.T) {
	assert.Equal(t, "a b\ufffdc\ufffd[31mü\ufffd", strings.Map(Rune, "a\tb\nc\x1b[31mü\u2028"))
}

func TestQuoteLeavesPathsAsTheyAreTyped(t *testing.T) {
	assert.Equal(t, `"C:\ExchangeSetupLogs\a b.log"`, Quote(`C:\ExchangeSetupLogs\a b.log`))
	assert.Equal(t, `"\\server\share"`, Quote(`\\server\share`))
	assert.Equal(t, `"a\u000ab\u001b[31m"`, Quote("a\nb\x1b[31m"))
}
