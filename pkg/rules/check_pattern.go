package rules

import "strings"

// checkPattern checks one pattern and gives its named groups.
func checkPattern(at place, text string, use patternUse) []string {
	if strings.TrimSpace(text) == "" {
		at.errorf("the pattern is empty; write what the log says")
		return nil
	}
	re, err := compilePattern(text)
	if err != nil {
		at.errorf("the pattern does not compile: %v; patterns are .NET regular expressions in single quotes", err)
		return nil
	}
	if use.canonical {
		checkCanonical(at, text)
	}
	if use.literal && !hasLiteral(text) {
		at.errorf("the pattern has no text of at least 7 characters that every match contains; add such words of the sentence, or narrow the entry with tags: [error]")
	}
	return groupNames(re)
}

// checkCanonical says what can never match, because the text a pattern sees is canonical.
func checkCanonical(at place, text string) {
	if strings.Contains(text, "  ") {
		at.errorf("two blanks in a row never match; the text that a pattern sees has single ones")
	}
	if i := strings.IndexAny(text, "‘’‚‛“”„‟–—"); i >= 0 {
		r := []rune(text[i:])[0]
		at.errorf("the typographic character %q never matches; the text that a pattern sees has straight quotes and hyphens", r)
	}
}
