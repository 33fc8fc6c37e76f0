package report

import (
	"fmt"
	"strings"
	"unicode"
)

// hidden says whether a terminal would obey or hide a character: control characters, marks of
// writing direction, what has no width, and separators of lines that are no line break.
func hidden(c rune) bool {
	if c < 0x7f { // most of any report
		return c < ' ' && c != '\n'
	}
	return unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// sanitize makes untrusted text safe to show: what is hidden becomes visible (\u001b), a tab
// becomes a blank, invalid UTF-8 the replacement character. Line breaks stay.
func sanitize(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\t':
			b.WriteByte(' ')
		case hidden(c) && c > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, c)
		case hidden(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// oneLine is sanitize for what has to stay on one line.
func oneLine(s string) string {
	return strings.Join(strings.Fields(sanitize(s)), " ")
}

// manyLines is sanitize for what keeps its lines; empty lines at both ends are dropped.
func manyLines(s string) []string {
	lines := strings.Split(strings.Trim(sanitize(s), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}
