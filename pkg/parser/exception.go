package parser

import (
	"bytes"
	"strings"
)

// thrown is the text of an exception taken apart.
type thrown struct {
	kind    string // full name of its type
	message string
	inner   []string
	stack   string
}

// parseThrown takes apart "Type: message ---> Inner: message … at Frame(…) …". The pieces come
// out in canonical form. The text may stand on many lines or on one.
func parseThrown(text []byte) thrown {
	body, stack := text, []byte(nil)
	if i := stackStart(text); i >= 0 {
		body, stack = text[:i], text[i:]
	}
	parts := strings.Split(Canonical(string(body)), "---> ")
	t := thrown{stack: Canonical(string(stack))}
	t.kind, t.message = splitType(parts[0])
	for _, p := range parts[1:] {
		_, message := splitType(p)
		t.addInner(message)
	}
	return t
}

// findType looks for the type within the message: events and consoles write a sentence of
// their own before the exception.
func (t *thrown) findType() {
	i := strings.Index(t.message, "Exception: ")
	if t.kind != "" || i < 0 {
		return
	}
	start := strings.LastIndexByte(t.message[:i], ' ') + 1
	if kind, message := splitType(t.message[start:]); kind != "" {
		t.kind, t.message = kind, message
	}
}

// addInner adds the message of an inner exception, unless it is known already.
func (t *thrown) addInner(message string) {
	if message == "" || message == t.message || len(t.inner) >= 16 {
		return
	}
	for _, known := range t.inner {
		if known == message {
			return
		}
	}
	t.inner = append(t.inner, message)
}

// trimQuote cuts off the quotation mark and full stop that close the exception text.
func trimQuote(text []byte) []byte {
	text = bytes.TrimSpace(text)
	t := bytes.TrimRight(text, ".")
	for _, q := range []string{`"`, "”"} {
		if rest, ok := bytes.CutSuffix(t, []byte(q)); ok {
			return rest
		}
	}
	return text
}

// stackStart finds where the stack trace begins, or returns -1.
func stackStart(text []byte) int {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte("at "))
		if i < 0 {
			break
		}
		i += from
		if (i == 0 || text[i-1] == ' ' || text[i-1] == '\n' || text[i-1] == '\t') && isFrame(text[i+3:]) {
			return endOfInner(text, i)
		}
		from = i + 3
	}
	if i := foreignStack(text); i >= 0 {
		return endOfInner(text, i)
	}
	return bytes.Index(text, []byte("--- End of "))
}

// foreignStack finds the first line of a stack trace as .NET writes it in other languages, such as
// "   bei Namespace.Type.Method(…", or returns -1.
func foreignStack(text []byte) int {
	at := 0
	for line := range bytes.Lines(text) {
		if word, rest, ok := bytes.Cut(bytes.TrimSpace(line), []byte(" ")); ok && at > 0 && isFrameWord(word) {
			name, _, call := bytes.Cut(rest, []byte("("))
			if call && bytes.IndexByte(name, '.') > 0 && bytes.IndexByte(name, ' ') < 0 {
				return at
			}
		}
		at += len(line)
	}
	return -1
}

// isFrameWord knows the word for "at" in the languages of Windows that are met most.
func isFrameWord(word []byte) bool {
	switch string(word) {
	case "bei", "à", "en", "em", "in", "w", "в", "場所", "在":
		return true
	}
	return false
}

// endOfInner moves the start back to an end-of-inner line before it.
func endOfInner(text []byte, i int) int {
	if j := bytes.Index(text[:i], []byte("--- End of ")); j >= 0 {
		return j
	}
	return i
}

// splitType cuts the type of an exception off its message. A code in brackets may stand
// between them.
func splitType(s string) (kind, message string) {
	s = strings.TrimSpace(s)
	end := 0
	for end < len(s) && (isName(s[end]) || strings.IndexByte(".`+", s[end]) >= 0) {
		end++
	}
	name, rest := s[:end], s[end:]
	if !strings.HasSuffix(name, "Exception") && !strings.HasSuffix(name, "Error") || !strings.Contains(name, ".") {
		return "", s
	}
	if code, after, ok := strings.Cut(rest, ")"); ok && strings.HasPrefix(code, " (0x") {
		rest = after
	}
	if rest == "" {
		return name, ""
	}
	if rest[0] != ':' {
		return "", s
	}
	return name, strings.TrimSpace(rest[1:])
}

// quotedTerms lists what stands in single or double quotes in a message.
func quotedTerms(s string) []string {
	var terms []string
	for _, q := range []string{"'", `"`} {
		parts := strings.Split(s, q)
		for i := 1; i+1 < len(parts) && len(terms) < 16; i += 2 {
			if n := len(parts[i]); n > 2 && n < 200 {
				terms = append(terms, parts[i])
			}
		}
	}
	return terms
}

// scriptLine gives the line of a script that most likely failed: of the lines that run the
// cmdlet, or hold a term which the message quotes, the one that shares most words with the
// message, the later of two; else the only line there is.
func scriptLine(script, cmdlet, message string) string {
	lines := scriptLines(script)
	if len(lines) == 1 {
		return lines[0]
	}
	if line := bestLine(lines, []string{cmdlet}, message); line != "" {
		return line
	}
	terms := quotedTerms(message)
	if line := bestLine(lines, terms, message); line != "" {
		return line
	}
	for i, t := range terms { // the script builds the path that the message quotes
		terms[i] = t[strings.LastIndexByte(t, '\\')+1:]
	}
	if line := bestLine(lines, terms, message); line != "" {
		return line
	}
	return bestLine(lines, nameWords(message), message)
}

// nameWords are the words of a message that are names of cmdlets or files.
func nameWords(message string) []string {
	var words []string
	for _, word := range strings.Fields(message) {
		word = strings.Trim(word[strings.LastIndexByte(word, '\\')+1:], ".,;:'\"()")
		if i := strings.IndexAny(word, "-."); i > 1 && i < len(word)-2 && len(words) < 16 {
			words = append(words, word)
		}
	}
	return words
}

// bestLine picks among the lines that hold one of the terms.
func bestLine(lines, terms []string, message string) string {
	best, most := "", -1
	for _, line := range lines {
		if n := commonWords(line, message); n >= most && holdsAny(line, terms) {
			best, most = line, n
		}
	}
	return best
}

func holdsAny(line string, terms []string) bool {
	line = strings.ToLower(line)
	for _, t := range terms {
		if len(t) > 2 && strings.Contains(line, strings.ToLower(t)) {
			return true
		}
	}
	return false
}

// commonWords counts the longer words of a message that stand in a line.
func commonWords(line, message string) int {
	n := 0
	for i, word := range strings.Fields(message) {
		if i == 100 {
			break
		}
		if len(word) > 3 && strings.Contains(line, word) {
			n++
		}
	}
	return n
}

// scriptLines are the lines that do something.
func scriptLines(script string) []string {
	var lines []string
	for line := range strings.SplitSeq(script, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "$error.Clear();"))
		if len(line) < 3 || line[0] == '#' || strings.HasPrefix(line, "[...") {
			continue
		}
		lines = append(lines, line[:min(len(line), maxValue)])
	}
	return lines
}
