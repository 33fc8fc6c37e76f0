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

func (jsonWriter) write(w io.Writer, r *review.Report, opts Options) error {
	return encode(w, newDocument(r, opts), "  ")
}

// encode writes a value as JSON and a line break. What a terminal would obey or hide is escaped,
// so that the bytes are harmless wherever they are shown; the value is the same.
func encode(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
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
