package posted

import "bytes"

// Text is a text that was made plain.
type Text struct {
	// Bytes are the text. They may be those it was made of.
	Bytes []byte
	// Shifts say where its lines are not those of what it was made of, in order.
	Shifts []Shift
}

// Shift is a line break of a plain text, and by how much the number of the line behind it differs
// from one more than that of the line before it.
type Shift struct {
	Offset int64
	By     int
}

// The marks of line breaks that were put in and taken out, until all is done. Programs that break
// a line with the first byte of Added alone mean the same.
const (
	Added   = "\v\n"
	Removed = "\x1f"
)

// stages are what can have been done to a text, the last thing first. Each gives the text itself
// when there is nothing to undo.
var stages = [...]func([]byte) []byte{
	fromQuotedPrintable, fromJSON, fromHTML, fromWrongEncoding, withPlainBlanks, fromLiteralBreaks,
	fromCells, withoutMarks, fromMarkdown, withoutIndent,
}

// Plain undoes what was done to a text that was posted, and what repair, which may be nil, undoes of
// it. Repair marks line breaks that it puts in and takes out with Added and Removed. To what was
// not posted only repair is done.
func Plain(text []byte, isPost bool, repair func([]byte) []byte) Text {
	text = bytes.ReplaceAll(text, []byte(Removed), nil)
	if isPost {
		for _, undo := range &stages {
			text = undo(text)
		}
	}
	if repair != nil {
		text = repair(text)
	}
	return settled(text)
}

// settled makes line breaks of those that stand for one, and notes how lines are counted.
func settled(text []byte) Text {
	if bytes.IndexByte(text, Added[0]) < 0 && bytes.IndexByte(text, Removed[0]) < 0 {
		return Text{Bytes: text}
	}
	t, by := Text{Bytes: make([]byte, 0, len(text))}, 0
	for i, c := range text {
		switch c {
		case Added[0]:
			by--
			if i+1 == len(text) || text[i+1] != '\n' {
				t.lineBreak(&by)
			}
		case Removed[0]:
			by++
		case '\n':
			t.lineBreak(&by)
		default:
			t.Bytes = append(t.Bytes, c)
		}
	}
	return t
}

// lineBreak appends a line break behind which lines are counted otherwise.
func (t *Text) lineBreak(by *int) {
	if *by != 0 {
		t.Shifts = append(t.Shifts, Shift{int64(len(t.Bytes)), *by})
	}
	t.Bytes, *by = append(t.Bytes, '\n'), 0
}

// lines calls edit for every line without its line break and puts what it gives in its place.
func lines(text []byte, edit func([]byte) []byte) []byte {
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text) {
		bare := bytes.TrimRight(line, "\v\r\n")
		out = append(append(out, edit(bare)...), line[len(bare):]...)
	}
	return out
}
