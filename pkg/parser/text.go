package parser

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxText is how much of a message is brought into canonical form.
const maxText = 256 << 10

// ellipsis stands for script text that has been cut out.
const ellipsis = "…"

// Text is the message in canonical form: every run of blanks, tabs and line breaks is one
// blank, typographic quotes and dashes are straight, a blank after "[Rule:" and the like is
// gone, and script text that setup repeats is cut out. It is made once.
func (e *Entry) Text() string {
	e.make()
	return e.text
}

// Script is the script text that the entry repeats, with its line breaks: the continuation of
// "Executing:", or what stands in quotes before "was run:". It is empty for other entries.
func (e *Entry) Script() string {
	e.make()
	return e.script
}

// RawIndex gives the index in Raw that an offset in Text belongs to. Within a run of blanks
// that became one it is the index of the first.
func (e *Entry) RawIndex(textOffset int) int {
	if text := e.Text(); 0 <= textOffset && textOffset < len(text) && beginsWith(e.Message, text) {
		return e.rawIndex(textOffset) // nothing had to be brought into another form
	}
	w := canonWriter{want: textOffset, found: -1}
	from, to := scriptIn(e.Message)
	e.writeText(&w, from, to)
	if w.found < 0 || textOffset < 0 {
		return len(e.Raw)
	}
	return e.rawIndex(w.found)
}

func beginsWith(message []byte, text string) bool {
	return len(message) >= len(text) && string(message[:len(text)]) == text
}

// Canonical brings a piece of text into the form that Entry.Text has; script text stays.
func Canonical(s string) string {
	w := canonWriter{want: -1, found: -1}
	w.write([]byte(s), 0)
	return string(bytes.TrimRight(w.out, " "))
}

func (e *Entry) make() {
	if e.split {
		return
	}
	e.split = true
	w := canonWriter{want: -1, found: -1}
	from, to := scriptIn(e.Message)
	e.writeText(&w, from, to)
	e.text = string(bytes.TrimRight(w.out[:threwAt(w.out)], " "))
	if from < to {
		e.script = scriptText(e.Message[from:to])
	}
}

// threwAt is where the text of an evaluation ends that threw an exception: settings throw in
// healthy logs, and what they threw is no message of setup.
func threwAt(text []byte) int {
	if !bytes.HasPrefix(text, []byte("Evaluated [")) {
		return len(text)
	}
	head := text[:min(len(text), 400)]
	at := bytes.Index(head, []byte("[Value:"))
	if at < 0 || !bytes.Contains(head[:at], []byte("[HasException:True]")) {
		return len(text)
	}
	return at
}

// writeText writes the message without the script between from and to.
func (e *Entry) writeText(w *canonWriter, from, to int) {
	m := e.Message
	if from == to {
		w.write(m[:cut(m, maxText)], 0)
		return
	}
	w.write(m[:from], 0)
	if to == len(m) && isExecuting(m) {
		return
	}
	w.out = append(w.out, ellipsis...)
	w.write(m[to:to+cut(m[to:], maxText)], to)
}

func isExecuting(message []byte) bool {
	return bytes.HasPrefix(message, []byte("Executing"))
}

// scriptIn finds the script text in a message; both ends are equal when there is none.
func scriptIn(m []byte) (from, to int) {
	if isExecuting(m) {
		for _, prefix := range []string{executing, executingNonCritical} {
			if bytes.HasPrefix(m, []byte(prefix)) {
				return len(prefix), len(m)
			}
		}
		return 0, 0
	}
	if _, from = indexPhrase(m, generatedWhen); from < 0 {
		return 0, 0
	}
	from += quoteLength(m[from:])
	i, _ := indexPhrase(m[from:], wasRun)
	if i < 0 {
		return from, len(m)
	}
	return from, from + quoteBefore(m[from:from+i])
}

// quoteLength is the length of the quotation mark at the start of p.
func quoteLength(p []byte) int {
	for _, q := range []string{`"`, "“", "”", "„"} {
		if bytes.HasPrefix(p, []byte(q)) {
			return len(q)
		}
	}
	return 0
}

// quoteBefore is where the script ends whose closing quotation mark ends p, save for blanks.
func quoteBefore(p []byte) int {
	p = bytes.TrimRight(p, " \t\r\n")
	for _, q := range []string{`"`, "”", "“"} {
		if bytes.HasSuffix(p, []byte(q)) {
			return len(p) - len(q)
		}
	}
	return len(p)
}

// scriptText copies a script, with plain line breaks and without blank lines round it.
func scriptText(p []byte) string {
	s := keepString(p, maxText)
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	s = strings.TrimRight(s, " \t\n")
	for {
		line, rest, ok := strings.Cut(s, "\n")
		if !ok || strings.TrimSpace(line) != "" {
			return s
		}
		s = rest
	}
}

// canonWriter writes canonical text and finds the place in the source that a place in the
// text came from.
type canonWriter struct {
	out   []byte
	want  int // offset in out to be found; negative when none
	found int // index in the source that it came from; -1 before it is known
}

// write appends src, which begins at index base of the message.
func (w *canonWriter) write(src []byte, base int) {
	if w.out == nil {
		w.out = make([]byte, 0, len(src))
	}
	for i := 0; i < len(src); {
		from := i
		if c := src[i]; c > ' ' && c < utf8.RuneSelf {
			w.out = append(w.out, c)
			i++
		} else {
			i += w.special(src[i:])
		}
		if w.want >= 0 && w.found < 0 && len(w.out) > w.want {
			w.found = base + from
		}
	}
}

// special appends a blank or a character beyond ASCII, and returns how many bytes it used.
func (w *canonWriter) special(src []byte) int {
	switch src[0] {
	case '\r', '\n':
		if !w.hyphened() {
			w.blank()
		}
		return 1
	case ' ', '\t', '\v', '\f':
		w.blank()
		return 1
	}
	r, n := utf8.DecodeRune(src)
	switch r {
	case '\u2018', '\u2019', '\u201A', '\u201B', '\u2032':
		w.out = append(w.out, '\'')
	case '\u201C', '\u201D', '\u201E', '\u201F', '\u2033':
		w.out = append(w.out, '"')
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		w.out = append(w.out, '-')
	case '\u00A0', '\u2002', '\u2003', '\u2007', '\u2008', '\u2009', '\u200A', '\u202F', '\u3000', '\u0085', '\u2028', '\u2029':
		w.blank()
	case '\u200B', '\u2060', '\uFEFF', '\u00AD':
	default:
		w.out = append(w.out, src[:n]...)
	}
	return n
}

// hyphened says whether a word or a path was wrapped behind its hyphen or backslash.
func (w *canonWriter) hyphened() bool {
	n := len(w.out)
	return n > 1 && (w.out[n-1] == '-' || w.out[n-1] == '\\') && (isName(w.out[n-2]) || w.out[n-2] == ':')
}

// blank appends one blank, unless it would be the first character, a second blank, or stand
// after the colon of "[Rule:" and its like.
func (w *canonWriter) blank() {
	n := len(w.out)
	if n == 0 || w.out[n-1] == ' ' {
		return
	}
	if w.out[n-1] == ':' {
		for _, s := range []string{"[Rule:", "[Message:", "[Setting:"} {
			if bytes.HasSuffix(w.out, []byte(s)) {
				return
			}
		}
	}
	w.out = append(w.out, ' ')
}
