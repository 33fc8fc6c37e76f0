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
		if isSentence(line) {
			w.width = max(w.width, lineWidth(line))
		}
	}
	if w.width < wrapLeast-10 || w.width > wrapWidest {
		return wrap{}
	}
	n := w.count(text)
	w.words = n.full+n.short > 2 && 2*(n.full+n.short) > len(bytes.Split(bytes.TrimSpace(text), []byte("\n"))) ||
		n.cut+n.wrapped > 2 && 5*(n.cut+n.wrapped) > 4*n.bare
	console := slices.Contains(consoles[:], w.width)
	if console {
		w.cuts = n.cut > n.wrapped+2*n.atWords
	} else {
		w.cuts = w.width >= wrapLeast && n.cut > 1 && n.cut > 2*(n.wrapped+n.atWords)
	}
	return w
}

// isSentence says whether a line has more than one word, and could have been wrapped before a word.
func isSentence(line []byte) bool {
	text := bytes.TrimSpace(line)
	i := bytes.IndexByte(text, ' ')
	return i > 0 && (i < wrapLeast || bytes.IndexByte(text[i+1:], ' ') > 0)
}

// shortWords never end a word that was cut; where one begins a line, the line before was wrapped.
var shortWords = [...]string{
	"and", "are", "because", "been", "cannot", "could", "did", "for", "from", "has", "have", "must", "not", "of", "that",
	"the", "this", "to", "using", "was", "when", "which", "while", "with", "you",
}

// endsAtWord says whether a line that fills the window ends at the end of a word.
func endsAtWord(line, next []byte) bool {
	word, _, _ := bytes.Cut(next, []byte(" "))
	before := line[bytes.LastIndexByte(line, ' ')+1:]
	if bytes.HasSuffix(before, []byte(",")) && !isIndented(next) {
		return true
	}
	return slices.Contains(shortWords[:], string(word)) &&
		(len(before) > 3 || slices.Contains(shortWords[:], string(before)))
}

// endsAtBlank says whether a blank stands where a line ends, which wrapping between words drops.
func endsAtBlank(line, next []byte) bool {
	return bytes.HasSuffix(line, []byte(" ")) || bytes.HasPrefix(next, []byte(" ")) && !bytes.HasPrefix(next, []byte("  "))
}

// ends counts the lines of a text by their ends.
type ends struct {
	full, short  int // that fill the window, and that end before it since the next word is too long
	cut, wrapped int // the same, without those whose next line begins something of its own
	bare         int // that have no head and no blanks before them
	atWords      int // that fill the window and end with a word
}

// count counts the lines of a text by their ends.
func (w wrap) count(text []byte) (n ends) {
	var c clock
	var h head
	last := []byte(nil)
	for line := range bytes.Lines(text) {
		line = trimBreak(line)
		own := looseHead(line, &c, &h)
		n.bare += count(!own && len(line) > 0 && !isIndented(line))
		switch own = own || len(line) == 0 || bytes.HasPrefix(line, []byte("  ")) || endsSentence(last, line); {
		case w.fills(last):
			n.full, n.cut = n.full+1, n.cut+count(!own)+count(!own && endsAtBlank(last, line))
			n.atWords += count(endsAtWord(last, line))
		case !w.fits(lineWidth(last), line):
			n.short, n.wrapped = n.short+1, n.wrapped+count(!own)
		}
		last = line
	}
	return n
}

// count is 1 for what is true.
func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// endsSentence says whether a sentence ends with a line, and the next line begins one.
func endsSentence(line, next []byte) bool {
	last := bytes.TrimRight(line, " ")
	return len(last) > 0 && len(next) > 0 && bytes.IndexByte([]byte(".!?"), last[len(last)-1]) >= 0 && next[0]-'A' <= 'Z'-'A'
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

// mend takes the line breaks out of the message that a console put in, and puts a blank in the
// place of those that stand where a line was wrapped between words.
func (e *Entry) mend(w wrap) {
	text := make([]byte, 0, len(e.Raw))
	for rest := e.Raw; len(rest) > 0; {
		line, next, broken := bytes.Cut(rest, []byte{'\n'})
		bare, size := bytes.TrimSuffix(line, []byte{'\r'}), len(rest)-len(next)
		switch {
		case broken && w.isCut(bare):
			text = append(text, bare...)
			e.joins = append(e.joins, join{at: len(text) - e.messageAt, gap: size - len(bare)})
		case broken && w.wrapsWord(bare, next):
			text = append(append(text, bare...), ' ')
			if gap := size - len(bare) - 1; gap > 0 {
				e.joins = append(e.joins, join{at: len(text) - e.messageAt, gap: gap})
			}
		default:
			text = append(text, rest[:size]...)
		}
		rest = next
	}
	e.Message = text[min(e.messageAt, len(text)):]
}

// skipBlanks leaves out the blanks before a message that begins on the line behind its head.
func (e *Entry) skipBlanks() {
	n := len(e.Message) - len(bytes.TrimLeft(e.Message, " \t\r\n"))
	e.Message, e.messageAt = e.Message[n:], e.messageAt+n
	for i := range e.joins {
		e.joins[i].at -= n
	}
}

// wrapsWord says whether a line was wrapped between words before next. Behind a hyphen there was no
// blank.
func (w wrap) wrapsWord(line, next []byte) bool {
	if !w.words || len(line) == 0 || line[len(line)-1] == '-' || line[len(line)-1] == '\\' || isIndented(next) {
		return false
	}
	next, _, _ = bytes.Cut(next, []byte{'\n'})
	return !w.fits(utf8.RuneCount(line), next)
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
