package cli

import (
	"strconv"
	"strings"
	"unicode"
)

// printable makes text from outside safe for a terminal: control and format characters other
// than line breaks and tabs are shown as escapes.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '\n' || r == '\t' || unicode.IsGraphic(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
