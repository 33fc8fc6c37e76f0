// Package printable makes text from outside safe to show.
package printable

import (
	"fmt"
	"strings"
	"unicode"
)

// Hidden says whether a terminal would obey or hide a character: control characters, marks of
// writing direction, what has no width, and separators of lines that are no line break.
func Hidden(c rune) bool {
	if c < 0x7f { // most of any text
		return c < ' ' && c != '\n'
	}
	return unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// Text makes untrusted text safe to show: what is hidden becomes visible (\u001b), a tab becomes
// a blank, invalid UTF-8 the replacement character. Line breaks stay.
func Text(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\t':
			b.WriteByte(' ')
		case Hidden(c) && c > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, c)
		case Hidden(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Rune gives a character that stands in the place of another one, so that columns stay: a blank
// for a tab, the replacement character for what is hidden and for a line break.
func Rune(c rune) rune {
	switch {
	case c == '\t':
		return ' '
	case c == '\n' || Hidden(c):
		return unicode.ReplacementChar
	}
	return c
}

// Quote puts a name into quotes on one line and makes what is hidden in it visible. A backslash
// stays one: paths are shown the way they are typed.
func Quote(s string) string {
	return `"` + strings.ReplaceAll(Text(s), "\n", `\u000a`) + `"`
}
