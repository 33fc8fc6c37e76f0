package rules

import "strings"

// Nearly half of all patterns are a fixed text. They are looked for as such, which costs neither
// compiling a regular expression nor running one.

// plainPattern gives the text that a pattern matches, in lower case, if it matches just one.
func plainPattern(pattern string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c == '\\' {
			if i++; i == len(pattern) || !strings.ContainsRune(`\.+*?()|[]{}^$/-#`, rune(pattern[i])) {
				return "", false
			}
			c = pattern[i]
		} else if strings.ContainsRune(`.+*?()|[]{}^$`, rune(c)) {
			return "", false
		}
		if c >= 0x80 {
			return "", false
		}
		b.WriteByte(c)
	}
	return strings.ToLower(b.String()), b.Len() > 0
}

// indexFold finds lower-case ASCII text without regard to letter case; false when the text it is
// looked for in is no ASCII, where letters can fold in other ways.
func indexFold(text, lower string) (int, bool) {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return 0, false
		}
	}
	first := lower[0]
	for i := 0; i+len(lower) <= len(text); i++ {
		if foldByte(text[i]) == first && equalFoldASCII(text[i:i+len(lower)], lower) {
			return i, true
		}
	}
	return -1, true
}

func equalFoldASCII(text, lower string) bool {
	for i := 0; i < len(lower); i++ {
		if foldByte(text[i]) != lower[i] {
			return false
		}
	}
	return true
}

func foldByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return c
}
