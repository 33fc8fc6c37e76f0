package literals

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
)

const (
	// MinLength is the shortest literal that Required gives and that a Matcher accepts.
	MinLength = 7
	// GoodLength is the length from which a literal costs a Matcher next to nothing; a Matcher of
	// such literals only is about three times as fast. Required prefers them.
	GoodLength = 15

	// maxTexts bounds how many texts of a part are told apart, maxSet how many literals one
	// pattern may need.
	maxTexts = 12
	maxSet   = 64
)

// Required derives from a .NET regular expression (the syntax of regexp2, matched with
// IgnoreCase) a set of literals such that every text in which the pattern matches contains at
// least one of them, the case of ASCII letters aside. The literals are in lower case, at least
// MinLength bytes of ASCII each, and none contains another. The second result is false when the
// pattern has no such set.
//
// The pattern is one for canonical text, in which runs of blanks are one blank and quotes and
// dashes are straight. The literals hold for the text as it was before, too, as far as it
// differs at the end of a sentence or clause, after "[Name:", or in a quote or dash: they never
// reach across such a place. They do not hold for text that was wrapped in the middle of a
// sentence, which has to be made canonical first; nor where the letter i or k is written as one
// of the two non-ASCII letters that fold to it (U+0130, U+212A).
func Required(pattern string) ([]string, bool) {
	n, ok := parse(pattern)
	if !ok {
		return nil, false
	}
	best := better(n.need, usable(n.exact))
	return best, tier(best) > 0
}

// needs is what is known of a part of a pattern.
type needs struct {
	// exact lists all the texts the part can match; nil when they are not known or too many.
	// A zero byte stands for one character that is not ASCII.
	exact [][]byte
	// need is the best set of which one literal stands in every text that has a match; or nil.
	need []string
}

// nothing is a part of which nothing is known.
func nothing() needs { return needs{} }

// empty is a part that matches the empty text only.
func empty() needs { return needs{exact: [][]byte{{}}} }

// oneOf is a part that matches one of these characters.
func oneOf(chars []byte) needs {
	var n needs
	for _, c := range chars {
		n.exact = append(n.exact, []byte{c})
	}
	return n
}

// optional is the part when it may be left out.
func (n needs) optional() needs {
	if n.exact == nil || len(n.exact) >= maxTexts {
		return nothing()
	}
	return needs{exact: append(slices.Clone(n.exact), []byte{})}
}

// repeated is the part when it stands at least once, but nobody knows how often.
func (n needs) repeated() needs {
	return needs{need: better(n.need, usable(n.exact))}
}

// zeroWidth is the part when it only looks: its text has to be there, but is not consumed.
func (n needs) zeroWidth() needs {
	return needs{exact: [][]byte{{}}, need: better(n.need, usable(n.exact))}
}

// anyOf is the part that matches one of the branches.
func anyOf(branches []needs) needs {
	if len(branches) == 1 {
		return branches[0]
	}
	return needs{exact: unionExact(branches), need: unionNeed(branches)}
}

func unionExact(branches []needs) [][]byte {
	var all [][]byte
	for _, b := range branches {
		if b.exact == nil || len(all)+len(b.exact) > maxTexts {
			return nil
		}
		all = append(all, b.exact...)
	}
	return all
}

func unionNeed(branches []needs) []string {
	var all []string
	for _, b := range branches {
		best := better(b.need, usable(b.exact))
		if best == nil {
			return nil
		}
		all = append(all, best...)
	}
	return reduce(all)
}

// sequence joins the parts of a concatenation, from left to right.
type sequence struct {
	texts [][]byte // all texts since the last part that was not exact
	run   []byte   // the text since the last part that had several
	best  []string
	exact bool // every part so far was exact
}

func newSequence() *sequence {
	return &sequence{texts: [][]byte{{}}, exact: true}
}

func (s *sequence) add(n needs) {
	s.best = better(s.best, n.need)
	switch {
	case len(n.exact) == 1:
		s.appendText(n.exact[0])
	case n.exact == nil:
		s.cut([][]byte{{}})
	case len(n.exact)*len(s.texts) > maxTexts:
		s.cut(n.exact)
	default:
		s.closeRun()
		s.texts = product(s.texts, n.exact)
	}
}

func (s *sequence) appendText(text []byte) {
	s.run = append(s.run, text...)
	for i := range s.texts {
		s.texts[i] = append(s.texts[i], text...)
	}
}

// cut ends what could be joined so far; the next parts are joined to texts.
func (s *sequence) cut(texts [][]byte) {
	s.closeRun()
	s.best = better(s.best, usable(s.texts))
	s.texts = product([][]byte{{}}, texts)
	s.exact = false
}

func (s *sequence) closeRun() {
	s.best = better(s.best, usable([][]byte{s.run}))
	s.run = s.run[:0]
}

func (s *sequence) result() needs {
	s.closeRun()
	if s.exact {
		return needs{exact: s.texts, need: s.best}
	}
	return needs{need: better(s.best, usable(s.texts))}
}

// product gives every text of a followed by every text of b, each in memory of its own.
func product(a, b [][]byte) [][]byte {
	all := make([][]byte, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			all = append(all, slices.Concat(x, y))
		}
	}
	return all
}

// usable makes a required set of all the texts that a part can match; nil when one of them
// holds no usable literal.
func usable(texts [][]byte) []string {
	var set []string
	for _, t := range texts {
		literal := longest(t)
		if len(literal) < MinLength {
			return nil
		}
		set = append(set, literal)
	}
	return reduce(set)
}

// longest gives the longest stretch of a text that stands in the log as it does in the pattern.
func longest(text []byte) string {
	best, start := []byte(nil), 0
	for i := range len(text) + 1 {
		if i < len(text) && !isBoundary(text, i) {
			continue
		}
		// A blank or dash at either end is the likeliest to be something else in the log.
		if part := bytes.Trim(text[start:i], " -"); len(part) > len(best) {
			best = part
		}
		start = min(i+1, len(text))
	}
	return string(bytes.ToLower(best))
}

// isBoundary says whether no literal may reach across the character at i.
func isBoundary(text []byte, i int) bool {
	c := text[i]
	switch {
	case c < ' ' || c > '~' || c == '\'' || c == '"' || c == '`':
		return true
	case c == ' ':
		return i > 0 && strings.IndexByte(" .:;!?,\"", text[i-1]) >= 0
	case c == '-':
		return i > 0 && text[i-1] == ' ' || i+1 < len(text) && text[i+1] == ' '
	case c == '.':
		return i > 0 && text[i-1] == '.' // three dots may be one character
	case c == ':':
		return endsFieldName(text[:i+1])
	}
	return false
}

// endsFieldName says whether text ends in "[Name:", after which a blank may have been removed.
func endsFieldName(text []byte) bool {
	name, isColon := bytes.CutSuffix(text, []byte(":"))
	open := bytes.LastIndexByte(name, '[')
	return isColon && open >= 0 && open+1 < len(name) && !bytes.ContainsAny(name[open:], " ]")
}

// better gives the set that serves a prefilter better; nil is worse than any.
func better(a, b []string) []string {
	if tier(b) > tier(a) || tier(b) == tier(a) && score(b) > score(a) {
		return b
	}
	return a
}

// tier is 0 for a useless set, 1 for a usable and 2 for a good one.
func tier(set []string) int {
	switch n := shortest(set); {
	case n >= GoodLength:
		return 2
	case n >= MinLength:
		return 1
	}
	return 0
}

// common is the commonness of a text that lines have now and then.
const common = 64

// score weighs the length of the literals against their number, and against how often they stand in
// logs: what stands in every tenth line is a poor sign, however long.
func score(set []string) int {
	often := 0
	for _, s := range set {
		often = max(often, bits.Len(uint(commonness(s)/common)))
	}
	return shortest(set) - 3*len(set) - 3*often
}

func shortest(set []string) int {
	if len(set) == 0 {
		return 0
	}
	n := len(set[0])
	for _, s := range set[1:] {
		n = min(n, len(s))
	}
	return n
}

// reduce sorts a set and drops what another literal of it makes superfluous.
func reduce(set []string) []string {
	if len(set) == 1 {
		return set
	}
	slices.Sort(set)
	set = slices.Compact(set)
	var kept []string
	for _, s := range set {
		if !slices.ContainsFunc(set, func(o string) bool { return o != s && strings.Contains(s, o) }) {
			kept = append(kept, s)
		}
	}
	if len(kept) > maxSet {
		return nil
	}
	return kept
}
