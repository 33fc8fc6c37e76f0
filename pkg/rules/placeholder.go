package rules

import (
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// placeholderPattern is {{name}} or {{name|other words}}.
var placeholderPattern = lazy.Regexp(`\{\{([A-Za-z][A-Za-z0-9_.]*)(\|[^{}]*)?\}\}`)

// placeholder is a {{name}} in a text.
type placeholder struct {
	start, end int
	name       string
	words      string // after |
	hasWords   bool
}

// placeholders finds the placeholders of a text, in order.
func placeholders(text string) []placeholder {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var found []placeholder
	for _, m := range placeholderPattern().FindAllStringSubmatchIndex(text, -1) {
		p := placeholder{start: m[0], end: m[1], name: text[m[2]:m[3]]}
		if m[4] >= 0 {
			p.hasWords, p.words = true, text[m[4]+1:m[5]]
		}
		found = append(found, p)
	}
	return found
}

// malformedPlaceholder gives the first "{{" of a text that begins no placeholder, or "".
func malformedPlaceholder(text string) string {
	rest := placeholderPattern().ReplaceAllString(text, "")
	if i := strings.Index(rest, "{{"); i >= 0 {
		return shorten(rest[i:], 30)
	}
	return ""
}

// replacePlaceholders puts what value gives in the place of every placeholder. What it gives is
// not looked at again.
func replacePlaceholders(text string, value func(placeholder) string) string {
	var b strings.Builder
	at := 0
	for _, p := range placeholders(text) {
		b.WriteString(text[at:p.start])
		b.WriteString(value(p))
		at = p.end
	}
	b.WriteString(text[at:])
	return b.String()
}
