package lookup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// eachWord calls f for every word of a text, in lower case. The slice is valid during the call.
// A word is letters and digits; an apostrophe inside is dropped, so that isn't is one word.
func eachWord(text string, f func(word []byte)) {
	buf := make([]byte, 0, 64)
	flush := func() {
		if len(buf) > 0 {
			f(buf)
			buf = buf[:0]
		}
	}
	for _, c := range text {
		switch {
		case c < utf8.RuneSelf && isWordByte(byte(c)):
			buf = append(buf, lower(byte(c)))
		case (c == '\'' || c == '’') && len(buf) > 0:
		case c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)):
			buf = utf8.AppendRune(buf, unicode.ToLower(c))
		default:
			flush()
		}
	}
	flush()
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// stem cuts the endings off an English word that do not change what it is about. It need not be
// right, only the same for the text and for those who look for it.
func stem(word []byte) []byte {
	if len(word) < 4 || isDigit(word[0]) {
		return word
	}
	word = cutPlural(word)
	for _, ending := range []string{"ation", "ing", "ed"} {
		if n := len(word) - len(ending); n >= 4 && string(word[n:]) == ending {
			return undouble(word[:n])
		}
	}
	if n := len(word) - 1; n >= 4 && word[n] == 'e' {
		return word[:n]
	}
	return word
}

func cutPlural(word []byte) []byte {
	n := len(word) - 1
	if word[n] != 's' || word[n-1] == 's' || word[n-1] == 'u' || word[n-1] == 'i' {
		return word
	}
	return word[:n]
}

// undouble makes stop of stopp, but leaves install alone.
func undouble(word []byte) []byte {
	n := len(word) - 1
	if word[n] == word[n-1] && word[n] != 'l' && word[n] != 's' {
		return word[:n]
	}
	if word[n] == 'e' {
		return word[:n]
	}
	return word
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isCommon says whether a word is in every second sentence and tells nothing.
func isCommon(word string) bool {
	_, found := slices.BinarySearch(commonWords, word)
	return found
}

// commonWords are such words, sorted.
var commonWords = strings.Fields(`a about after all also an and any are as at be been but by can did
do does for from get had has have how i if in into is it its me my no of on or our so than that the
their then there these they this to up us was we were what when where which while why will with you
your`)

// isFiller says whether a stem is one of those that most questions about setup have: it orders what
// other words find, and alone finds nothing.
func isFiller(stemmed string) bool {
	return slices.Contains(fillers, stemmed)
}

// fillers are the stems of such words.
var fillers = stems(`code cumulative cu error event exception exchange fail failure fatal found help id
install installed issue line log message microsoft not number problem server setup status trouble
unknown update upgrade version warning windows wrong`)

func stems(words string) []string {
	list := strings.Fields(words)
	for i, word := range list {
		list[i] = string(stem([]byte(word)))
	}
	return list
}
