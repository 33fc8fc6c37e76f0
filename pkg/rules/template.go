package rules

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// Values are captures and facts by name: no value, one, or several distinct ones.
type Values map[string][]string

// filled lists the values of a name that are not empty.
func (v Values) filled(name string) []string {
	return slices.DeleteFunc(slices.Clone(v[name]), func(s string) bool { return s == "" })
}

// Expand puts values into prose. Several values are joined by commas; where there is none, the
// words after | stand, or else the name in angle brackets. Control characters of values become
// visible replacements. An optional part, [[...]], is left out when a value in it is missing.
func Expand(text string, values Values) string {
	return replacePlaceholders(withoutUnknown(text, values), func(p placeholder) string {
		found := values.filled(p.name)
		switch {
		case len(found) > 0:
			return strings.Map(inLines, strings.Join(found, ", "))
		case p.hasWords:
			return p.words
		case p.name == licenceSwitchName:
			return newLicenceSwitch
		}
		return "<" + p.name + ">"
	})
}

// inLines is printable.Rune, but keeps line breaks.
func inLines(r rune) rune {
	if r == '\n' {
		return r
	}
	return printable.Rune(r)
}
