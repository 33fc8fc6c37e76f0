package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
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

// write writes the two long lists one member at a time, since together they may be large.
func (jsonWriter) write(w io.Writer, r *review.Report, opts Options) error {
	var frame bytes.Buffer
	if err := encode(&frame, newDocument(r, opts), "  "); err != nil {
		return err
	}
	out := &listWriter{w: w}
	out.text(strings.TrimSuffix(frame.String(), emptyLists))
	out.text(`  "sources": [`)
	writeList(out, r.Sources, newReviewed)
	out.text("],\n  \"findings\": [")
	writeList(out, opts.shownFindings(r.Findings), newFinding)
	out.text("]\n}\n")
	return out.err
}

// listWriter remembers the first error.
type listWriter struct {
	w   io.Writer
	err error
}

func (l *listWriter) text(s string) {
	if l.err == nil {
		_, l.err = io.WriteString(l.w, s)
	}
}

// writeList writes the members of a list that stands in the document itself.
func writeList[A, B any](l *listWriter, list []A, convert func(A) B) {
	var b bytes.Buffer
	for i, v := range list {
		if i > 0 {
			l.text(",")
		}
		b.Reset()
		if err := encodeWithin(&b, convert(v), "    ", "  "); err != nil && l.err == nil {
			l.err = err
		}
		l.text("\n    " + strings.TrimSuffix(b.String(), "\n"))
	}
	if len(list) > 0 {
		l.text("\n  ")
	}
}

// encode writes a value as JSON and a line break. What a terminal would obey or hide is escaped,
// so that the bytes are harmless wherever they are shown; the value is the same.
func encode(w io.Writer, v any, indent string) error { return encodeWithin(w, v, "", indent) }

// encodeWithin is encode for a part of a document, whose lines but the first begin with prefix.
func encodeWithin(w io.Writer, v any, prefix, indent string) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, indent)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeInvisible(b.Bytes()))
	return err
}

// escapeInvisible writes invisible characters of a JSON document as \u escapes. Outside strings
// JSON has none but the line break.
func escapeInvisible(document []byte) []byte {
	if bytes.IndexFunc(document, printable.Hidden) < 0 {
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
