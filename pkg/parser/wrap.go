package parser

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A console cuts what is longer than its window, also within words; mail programs and forums wrap
// between words. Whoever copies the text copies the line breaks. The beginning of a pasted text
// shows which of it happened and at what width.

const (
	wrapSample = 16 << 10 // how much of a text is looked at
	wrapWidest = 200      // characters; no window is wider
)

// consoles are usual widths of a window. For them one line that fills it is enough.
var consoles = [...]int{80, 100, 120, 132, 160}

// wrap is how the lines of a text were wrapped; the zero value is not at all.
type wrap struct {
	width int  // characters
	cuts  bool // also within words
	words bool // between words, and most lines were
}

// wrapOf finds out how a text was wrapped.
func wrapOf(text []byte) wrap {
	w := wrap{}
	for line := range bytes.Lines(text) {
		w.width = max(w.width, lineWidth(line))
	}
	if w.width < wrapLeast-10 || w.width > wrapWidest {
		return wrap{}
	}
	full, short := w.count(text)
	w.words = full+short > 2 && 2*(full+short) > len(bytes.Split(bytes.TrimSpace(text), []byte("\n")))
	console := slices.Contains(consoles[:], w.width)
	w.cuts = console && full > short || full > 3 && short == 0
	if full == 1 && w.endsAtWord(text) {
		w.cuts = false
	}
	return w
}

// shortWords never end a word that was cut; where one begins a line, the line before was wrapped.
var shortWords = [...]string{
	"and", "are", "could", "did", "for", "from", "has", "not", "of", "that", "the", "this", "to", "using", "was", "with",
	"you",
}

// endsAtWord says whether the line that fills the window ends at the end of a word.
func (w wrap) endsAtWord(text []byte) bool {
	last := []byte(nil)
	for line := range bytes.Lines(text) {
		line = trimBreak(line)
		if w.fills(last) {
			word, _, _ := bytes.Cut(line, []byte(" "))
			before := last[bytes.LastIndexByte(last, ' ')+1:]
			return slices.Contains(shortWords[:], string(word)) &&
				(len(before) > 3 || slices.Contains(shortWords[:], string(before)))
		}
		last = line
	}
	return false
}

// count says how many lines fill the window, and how many end before it since the next word is
// too long.
func (w wrap) count(text []byte) (full, short int) {
	last := []byte(nil)
	for line := range bytes.Lines(text) {
		line = trimBreak(line)
		switch {
		case w.fills(last):
			full++
		case !w.fits(lineWidth(last), line):
			short++
		}
		last = line
	}
	return full, short
}

func lineWidth(line []byte) int { return utf8.RuneCount(trimBreak(line)) }

// fills says whether a line is as wide as the window, and no row of a table.
func (w wrap) fills(line []byte) bool {
	if w.width == 0 || utf8.RuneCount(line) != w.width {
		return false
	}
	text := bytes.TrimSpace(line)
	return !bytes.HasSuffix(text, []byte("...")) && !bytes.HasSuffix(text, []byte(ellipsis)) &&
		!bytes.Contains(text, []byte("   "))
}

// fits says whether the first word of the next line had room behind a line of that many characters.
func (w wrap) fits(chars int, next []byte) bool {
	if w.width == 0 || chars == 0 || chars > w.width {
		return true
	}
	next = bytes.TrimSpace(next)
	if i := bytes.IndexByte(next, ' '); i >= 0 {
		next = next[:i]
	}
	return len(next) == 0 || chars+1+utf8.RuneCount(next) <= w.width
}

// isCut says whether a console cut the line.
func (w wrap) isCut(line []byte) bool { return w.cuts && w.fills(line) }

// join is a place in a message where a line break was taken out.
type join struct {
	at  int // index in the message
	gap int // bytes of the line break
}

// mend takes the line breaks out of the message that a console put in.
func (e *Entry) mend(w wrap) {
	text := make([]byte, 0, len(e.Raw))
	for line := range bytes.Lines(e.Raw) {
		bare := trimBreak(line)
		if len(bare) == len(line) || !w.isCut(bare) {
			text = append(text, line...)
			continue
		}
		text = append(text, bare...)
		e.joins = append(e.joins, join{at: len(text) - e.messageAt, gap: len(line) - len(bare)})
	}
	e.Message = text[min(e.messageAt, len(text)):]
}

// rawIndex gives the index in Raw of an index in the message.
func (e *Entry) rawIndex(i int) int {
	at := len(e.Raw) - len(e.Message) + i
	if len(e.joins) == 0 {
		return at
	}
	at = e.messageAt + i
	for _, j := range e.joins {
		if j.at <= i {
			at += j.gap
		}
	}
	return min(at, len(e.Raw))
}

// indexPhrase finds words that stand one blank apart, or where a line was wrapped more.
func indexPhrase(p []byte, phrase string) (from, to int) {
	if i := bytes.Index(p, []byte(phrase)); i >= 0 {
		return i, i + len(phrase)
	}
	if bytes.IndexByte(p, '\n') < 0 {
		return -1, -1
	}
	word := []byte(phrase[:bytes.IndexByte([]byte(phrase), ' ')])
	for from := 0; ; from++ {
		i := bytes.Index(p[from:], word)
		if i < 0 {
			return -1, -1
		}
		from += i
		if n := phraseLength(p[from:], phrase); n > 0 {
			return from, from + n
		}
	}
}

// phraseLength is how long the phrase at the start of p is there, 0 when it is not.
func phraseLength(p []byte, phrase string) int {
	i := 0
	for _, c := range []byte(phrase) {
		from := i
		for c == ' ' && i < len(p) && isBlank(p[i]) {
			i++
		}
		if c == ' ' && i > from {
			continue
		}
		if i >= len(p) || p[i] != c {
			return 0
		}
		i++
	}
	return i
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
