package parser

import (
	"bytes"
	"unicode/utf8"
)

// paste decides which lines begin an entry in text that is no whole log: what people copy out
// of a log, a console or the wizard. Stamps may have lost their brackets or stand there as
// placeholders, or there may be nothing but sentences.
//
// A line begins an entry when it has some form of a head (see looseHead) or is the beginning
// of a message of setup's own frame. After an entry with a head, other lines continue it.
// After a plain line another plain line is an entry of its own, unless it is part of a quoted
// script, a stack trace, or a sentence that was wrapped.
type paste struct {
	kind   Kind
	any    bool // an entry has begun
	headed bool // the entry has a head: a stamp, a level or a tag
	script bool // the entry repeats a script, which setup indents
	quote  quote
	last   lineEnd
	wrap   wrap
	indent int    // blanks before the first line of the entry
	cut    bool   // a console cut the last line
	value  bool   // the entry is an evaluation whose value goes on
	tail   []byte // end of the last line, where a phrase may begin
}

// quote says whether a "generated when "SCRIPT" was run: "EXCEPTION"." is open.
type quote uint8

const (
	quoteNone quote = iota
	quoteScript
	quoteException
)

// lineEnd is what the end of a line says about its being continued.
type lineEnd struct {
	long   bool // as long as a wrapped line is
	indent bool // blanks stand before it
	chars  int  // how wide the line is
	pause  bool // what may end here: a bracket, a quotation, what leads to the rest of a sentence
	ended  bool // a sentence, a link or a progress line ends here
	steps  bool // it is a line of the progress list
}

// begins reports whether line begins an entry, and reads its head.
func (p *paste) begins(line []byte, c *clock, h *head) bool {
	if looseHead(line, c, h) {
		return true
	}
	*h = head{level: -1}
	if p.any && p.cut {
		return false
	}
	switch p.kind {
	case KindServiceControl, KindUpdateScript:
		return !p.any
	case KindMSI:
		return !p.any || !isIndented(line) && len(line) > 0
	}
	return p.plainBegins(line)
}

// plainBegins is begins for a line without any head.
func (p *paste) plainBegins(line []byte) bool {
	text := bytes.TrimSpace(line)
	switch {
	case !p.any:
		return true
	case len(text) == 0 || p.quote == quoteScript:
		return false
	case beginsMessage(text):
		return true
	case p.quote == quoteException || p.headed || p.value || isStackLine(text):
		return false
	case isProgress(text):
		return true
	case p.script && p.last.indent:
		return !isIndented(line)
	}
	return (p.last.steps || indentOf(line) <= p.indent) && !p.last.wraps(text, p.wrap)
}

// first takes note of the line that begins an entry.
func (p *paste) first(line []byte, h *head) {
	p.any = true
	p.headed = h.message > 0
	p.script = isExecuting(line)
	p.indent = indentOf(line)
	p.value = bytes.HasPrefix(bytes.TrimSpace(line), []byte("Evaluated ["))
	p.quote, p.cut, p.tail = quoteNone, false, p.tail[:0]
	p.note(line[h.message:])
	p.last.chars = utf8.RuneCount(line)
	p.cut = p.wrap.isCut(line)
}

// continuation takes note of a line that continues the entry.
func (p *paste) continuation(line []byte) {
	p.note(line)
	p.cut = p.wrap.isCut(line)
}

// maxPhrase is more than a phrase that opens or ends a quotation is long.
const maxPhrase = 40

func (p *paste) note(line []byte) {
	if !p.cut {
		p.tail = append(p.tail, '\n')
	}
	p.tail = append(p.tail, line...)
	if p.quote == quoteException {
		p.tail = append(p.tail[:0], line...)
	}
	p.quote = p.quote.after(p.tail)
	p.value = p.value && !bytes.Contains(line, []byte("[ParentValue:"))
	p.tail = append(p.tail[:0], p.tail[max(0, len(p.tail)-maxPhrase):]...)
	if text := bytes.TrimSpace(line); len(text) > 0 {
		p.last = endOf(text)
		p.last.indent = isIndented(line)
		p.last.chars = utf8.RuneCount(line)
	} else {
		p.last.ended = true // a new paragraph
	}
}

// after is the state of the quotation behind a line.
func (q quote) after(line []byte) quote {
	if q == quoteNone {
		_, to := indexPhrase(line, generatedWhen)
		if to < 0 {
			return q
		}
		q, line = quoteScript, line[to:]
	}
	if q == quoteScript {
		_, to := indexPhrase(line, wasRun)
		if to < 0 {
			return q
		}
		q, line = quoteException, line[to:]
	}
	text := bytes.TrimRight(line, " \t\r.")
	if endsQuote(text) && len(bytes.TrimSpace(text)) > len(`"`) {
		return quoteNone
	}
	return q
}

func endsQuote(text []byte) bool {
	return bytes.HasSuffix(text, []byte(`"`)) || bytes.HasSuffix(text, []byte("”"))
}

// wrapLeast is how long a line is at least that a console or a mail program wrapped.
const wrapLeast = 70

func endOf(text []byte) lineEnd {
	last := text[len(text)-1]
	word := text[bytes.LastIndexByte(text, ' ')+1:]
	return lineEnd{
		long:  len(text) >= wrapLeast,
		pause: bytes.IndexByte([]byte(`:")`), last) >= 0,
		ended: bytes.IndexByte([]byte(".!?;]}"), last) >= 0 ||
			bytes.Contains(word, []byte("http")) && bytes.Contains(word, []byte("://")) || isProgress(text),
		steps: isProgress(text),
	}
}

// wraps says whether the line with this end goes on with text.
func (l lineEnd) wraps(text []byte, w wrap) bool {
	goesOn := continues(text) || !w.fits(l.chars, text)
	if l.ended {
		return w.words && !l.steps && !w.fits(l.chars, text)
	}
	return goesOn || l.long && !l.pause
}

// continues says whether a line begins with what no sentence begins with.
func continues(text []byte) bool {
	return text[0]-'a' <= 'z'-'a' || text[0] == '\'' || text[0] == '(' || bytes.HasPrefix(text[1:], []byte(`:\`))
}

func isIndented(line []byte) bool {
	return len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
}

func indentOf(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) }

// isProgress finds the lines of the console's progress list.
func isProgress(text []byte) bool {
	return bytes.HasSuffix(text, []byte(" COMPLETED")) || bytes.HasSuffix(text, []byte(" FAILED"))
}

// isStackLine finds lines of a .NET stack trace and of what stands between its parts.
func isStackLine(text []byte) bool {
	if rest, ok := bytes.CutPrefix(text, []byte("at ")); ok {
		return isFrame(rest)
	}
	return bytes.HasPrefix(text, []byte("--- End of ")) || bytes.HasPrefix(text, []byte("---> ")) ||
		bytes.HasPrefix(text, []byte("Parameter name: "))
}

// isFrame says whether text begins with a method such as Namespace.Type.Method(.
func isFrame(text []byte) bool {
	dots := 0
	for i, c := range text {
		switch {
		case c == '.':
			dots++
		case c == '(':
			return dots > 0 && i > 0
		case c <= ' ':
			return dots > 1 // cut off before its arguments
		}
	}
	return dots > 1
}

// looseHead reads the head of a pasted line: a full one behind blanks, a stamp without its
// brackets, a placeholder for a stamp, a level or a tag alone, the clock of the other logs.
func looseHead(line []byte, c *clock, h *head) bool {
	at := 0
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	text := line[at:]
	if len(text) < len("[0] ") {
		return false
	}
	var ok bool
	switch {
	case text[0] == '[':
		ok = at > 0 && parseHead(text, c, h) || bracketHead(text, c, h)
	case isDigit(text[0]):
		ok = bareStamp(text, c, h)
	case text[0] == 'M':
		ok = msiHead(text, h)
	}
	h.message += at
	return ok
}

// bracketHead reads "[n] …", "[TAG] …", "[HH:mm:ss] …" and "[PLACEHOLDER] [n] …".
func bracketHead(text []byte, c *clock, h *head) bool {
	*h = head{level: -1}
	if levelHead(text, 0, h) {
		return true
	}
	if isClock(text) {
		h.tag, h.message = parseTag(text, skipBlank(text, len("[00:00:00]")))
		return true
	}
	end := bytes.IndexByte(text[:min(len(text), 60)], ']')
	if end < 0 || end+2 >= len(text) || text[end+1] != ' ' || text[end+2] != '[' {
		return false
	}
	if !levelHead(text, end+2, h) {
		return false
	}
	if at, n := c.parse(text[1:]); n == end {
		h.time = at.time(0) // a stamp that has lost its fraction
	}
	return true
}

// levelHead reads a level with or without a tag, or a tag alone, at i.
func levelHead(text []byte, i int, h *head) bool {
	level, next := parseLevel(text, i)
	if level >= 0 && (next == len(text) || text[next] == ' ') {
		h.level = level
		h.tag, h.message = parseTag(text, skipBlank(text, next))
		return true
	}
	h.tag, h.message = parseTag(text, i)
	return h.tag != TagNone
}

// isClock finds the "[HH:mm:ss]" of the scripts that setup and updates run. Some cultures write
// dots.
func isClock(text []byte) bool {
	return len(text) > 10 && text[0] == '[' && text[9] == ']' && (text[3] == ':' || text[3] == '.') &&
		text[6] == text[3] && two(text, 1)|two(text, 4)|two(text, 7) >= 0
}

// bareStamp reads a stamp that has lost one or both brackets and perhaps its level.
func bareStamp(text []byte, c *clock, h *head) bool {
	at, n := c.parse(text)
	if n == 0 {
		return false
	}
	i, ms := n-1, 0 // parse counts the bracket that is missing here
	if i < len(text) && text[i] == '.' {
		ms, i = fraction(text, i+1)
	}
	*h = head{time: at.time(ms), level: -1}
	if i < len(text) && text[i] == ']' {
		i++
	}
	i = skipBlank(text, i)
	if !levelHead(text, i, h) {
		h.message = i
	}
	return true
}

// msiHead reads "MSI (s) (B4:20) [15:56:08:440]: ", the head of a line of Windows Installer.
func msiHead(text []byte, h *head) bool {
	if !bytes.HasPrefix(text, []byte("MSI (")) || len(text) < len("MSI (s) (B4:20) [15:56:08:440]:") ||
		text[16] != '[' || text[29] != ']' || text[30] != ':' {
		return false
	}
	*h = head{level: -1, message: skipBlank(text, 31)}
	return true
}
