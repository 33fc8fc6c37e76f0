package rules

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// optionalPattern is a part of a text that stands only when there is something to say:
// [[words with {{name}}]]. The second group is the blank or the line break behind it.
var optionalPattern = lazy.Regexp(`(?s)\[\[(.*?)\]\]([ \n]?)`)

// withoutUnknown takes the brackets off the optional parts of a text of which all values are
// known, and leaves the others out. A placeholder with other words is always known.
func withoutUnknown(text string, values Values) string {
	if !strings.Contains(text, "[[") {
		return text
	}
	kept, at := "", 0
	for _, m := range optionalPattern().FindAllStringSubmatchIndex(text, -1) {
		kept += text[at:m[0]]
		part, space := text[m[2]:m[3]], text[m[4]:m[5]]
		at = m[1]
		if slices.ContainsFunc(placeholders(part), values.lacks) {
			kept = closed(kept, space)
		} else {
			kept += part + space
		}
	}
	return strings.TrimRight(kept+text[at:], " \n")
}

// closed closes the gap that a part leaves between what stands before it and the blank or line
// break behind it.
func closed(before, space string) string {
	switch {
	case before == "" || strings.HasSuffix(before, "\n"):
		return before
	case space == "\n":
		return strings.TrimRight(before, " ") + space
	case strings.HasSuffix(before, " "):
		return before
	}
	return before + space
}

// lacks says whether there is nothing to put in the place of a placeholder.
func (v Values) lacks(p placeholder) bool {
	return !p.hasWords && len(v.filled(p.name)) == 0
}

// malformedOptional gives where an optional part of a text begins or ends without the other, or "".
func malformedOptional(text string) string {
	rest := optionalPattern().ReplaceAllString(text, "")
	for _, mark := range []string{"[[", "]]"} {
		if i := strings.Index(rest, mark); i >= 0 {
			return shorten(rest[i:], 30)
		}
	}
	return ""
}
