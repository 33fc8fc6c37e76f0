package lookup

import (
	"slices"
	"strconv"
	"strings"
)

// maxWords is how many words of a query count; a longer paste has said enough.
const maxWords = 120

// query is what somebody typed, taken apart.
type query struct {
	id    string         // the query as an id
	words []int          // numbers of its words, in order, common ones left out
	known map[string]int // word -> its number
	all   []int          // numbers of all its words, common ones too, for phrases
	// common says of a number whether the word is too common to tell anything.
	common []bool
	bare   bool   // the query is nothing but a short number, which as a word tells nothing
	filler []bool // by number: the word stands in most questions and alone finds nothing
	codes  []code
	typed  []string        // by code: how it was typed, "event 2142"
	names  map[string]bool // words of the query, as written but in lower case
}

func newQuery(text string) *query {
	q := &query{known: map[string]int{}, names: map[string]bool{}}
	q.id = strings.ToLower(strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '_' || c == '-' || c == '\n' }), "-"))
	eachWord(text, func(word []byte) {
		if len(q.all) < maxWords {
			q.add(string(word))
		}
	})
	if c, ok := bareNumber(text); ok {
		q.bare, q.codes, q.typed = true, []code{c}, []string{strings.TrimSpace(text)}
		return q
	}
	q.findCodes(text)
	return q
}

// shortNumber is how many digits are too few to be anything but a code when they stand alone, or a
// count when they stand among words.
const shortNumber = 3

// bareNumber reads a query that is one short number, perhaps with a minus.
func bareNumber(text string) (code, bool) {
	digits := strings.TrimPrefix(strings.TrimSpace(text), "-")
	n, err := strconv.ParseUint(digits, 10, 32)
	return code(n), err == nil && len(digits) <= shortNumber
}

func (q *query) add(word string) {
	q.names[word] = true
	stemmed := string(stem([]byte(word)))
	n, known := q.known[stemmed]
	if !known {
		n = len(q.common)
		q.known[stemmed] = n
		q.common = append(q.common, isCommon(word))
		q.filler = append(q.filler, isFiller(stemmed))
	}
	q.all = append(q.all, n)
	if !q.common[n] && !slices.Contains(q.words, n) {
		q.words = append(q.words, n)
	}
}

// announces says whether a word before a number tells that it is a code.
func announces(word string) bool {
	switch word {
	case "error", "code", "event", "events", "id", "exit", "status", "number", "errorcode", "eventid", "hresult", "result", "is":
		return true
	}
	return false
}

// findCodes takes the codes out of the query: hexadecimal ones, and numbers in a short query or
// behind a word that announces them.
func (q *query) findCodes(text string) {
	short := len(q.words) <= 3
	before := ""
	for _, field := range strings.FieldsFunc(text, isBetweenCodes) {
		word := strings.ToLower(strings.TrimRight(field, ".,;:!?"))
		digits := strings.TrimLeft(word, "-")
		c, ok := parseCode(digits, digits != word)
		if ok && (short || strings.HasPrefix(digits, "0x") || digits != word && len(digits) > 8 || announces(before)) && !slices.Contains(q.codes, c) {
			q.codes = append(q.codes, c)
			q.typed = append(q.typed, typedCode(before, word))
		}
		before = word
	}
}

// typedCode is a code as it is spoken of: an event is called one.
func typedCode(before, word string) string {
	if before == "event" || before == "events" {
		return "event " + word
	}
	return word
}

func isBetweenCodes(c rune) bool {
	return c <= ' ' || strings.ContainsRune(`()[]{}'"=,;:<>|/\`, c)
}
