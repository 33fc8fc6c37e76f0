package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// jsonWriter writes one document, version 1.
type jsonWriter struct{}

// emptyLists is how a document ends that has no sources and no findings.
const emptyLists = `  "sources": [],
  "findings": []
}
`

// write writes the long lists one member at a time, since together they may be large.
func (jsonWriter) write(w io.Writer, r *review.Report, opts Options) error {
	out := newListWriter(w)
	frame := out.encoded(newDocument(r, opts), "")
	out.text(bytes.TrimSuffix(frame, []byte(emptyLists)))
	out.text([]byte(`  "sources": [`))
	writeList(out, "  ", r.Sources, out.source)
	out.text([]byte("],\n  \"findings\": ["))
	writeList(out, "  ", opts.shownFindings(r.Findings), func(f review.Finding, prefix string) { out.value(newFinding(f), prefix) })
	out.text([]byte("]\n}\n"))
	return out.err
}

// listWriter writes parts of a document and remembers the first error.
type listWriter struct {
	w        io.Writer
	compact  bytes.Buffer
	encoder  *json.Encoder // into compact
	indented []byte
	err      error
}

func newListWriter(w io.Writer) *listWriter {
	l := &listWriter{w: w}
	l.encoder = json.NewEncoder(&l.compact)
	l.encoder.SetEscapeHTML(false)
	return l
}

func (l *listWriter) text(s []byte) {
	if l.err == nil {
		_, l.err = l.w.Write(s)
	}
}

// encoded gives a value as JSON and a line break; its lines but the first begin with prefix. It is
// valid until the next one.
func (l *listWriter) encoded(v any, prefix string) []byte {
	l.compact.Reset()
	if err := l.encoder.Encode(v); err != nil && l.err == nil {
		l.err = err
	}
	l.indented = appendIndented(l.indented[:0], escapeInvisible(l.compact.Bytes()), prefix)
	return l.indented
}

// value writes a value as a member of a list.
func (l *listWriter) value(v any, prefix string) {
	l.text(bytes.TrimSuffix(l.encoded(v, prefix), newline))
}

// source writes a source, whose attempts may be hundreds.
func (l *listWriter) source(s review.Source, prefix string) {
	frame := l.encoded(newReviewed(s), prefix)
	l.text(bytes.TrimSuffix(frame, []byte("]\n"+prefix+"}\n")))
	writeList(l, prefix+"  ", s.Attempts, func(a review.Attempt, prefix string) { l.value(newAttempt(a), prefix) })
	l.text([]byte("]\n" + prefix + "}"))
}

// writeList writes the members of a list that stands in a line which begins with prefix.
func writeList[A any](l *listWriter, prefix string, list []A, member func(a A, prefix string)) {
	for i, v := range list {
		if i > 0 {
			l.text([]byte(","))
		}
		l.text([]byte("\n  " + prefix))
		member(v, prefix+"  ")
	}
	if len(list) > 0 {
		l.text([]byte("\n" + prefix))
	}
}

var newline = []byte{'\n'}

// encode writes a value as JSON and a line break, on one line or on indented ones. What a terminal
// would obey or hide is escaped, so that the bytes are harmless wherever they are shown; the value is
// the same.
func encode(w io.Writer, v any, indented bool) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	document := escapeInvisible(b.Bytes())
	if indented {
		document = appendIndented(nil, document, "")
	}
	_, err := w.Write(document)
	return err
}

// escapeInvisible writes invisible characters of a JSON document as \u escapes. Outside strings
// JSON has none but the line break.
func escapeInvisible(document []byte) []byte {
	if isPlain(document) || bytes.IndexFunc(document, printable.Hidden) < 0 {
		return document
	}
	var b bytes.Buffer
	for _, c := range string(document) {
		if !printable.Hidden(c) {
			b.WriteRune(c)
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}

// isPlain says whether a document has but ASCII characters that are seen, and line breaks.
func isPlain(document []byte) bool {
	for _, c := range document {
		if (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}
