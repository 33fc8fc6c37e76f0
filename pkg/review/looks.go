package review

import (
	"bytes"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// firstLines is how many lines tell the kinds of log that have no stamps.
const firstLines = 3

// LooksLikeLog is true when the beginning of a file, in whatever encoding, is that of a log which
// this program reads. Its own reports quote logs and are none: their quotations are indented, and
// stand behind the first lines.
func LooksLikeLog(head []byte) bool {
	text, err := io.ReadAll(parser.NewReader(bytes.NewReader(head)))
	if err != nil {
		return false
	}
	lines := bytes.Split(text, []byte("\n"))
	for _, line := range lines {
		if parser.IsHead(line) {
			return true
		}
	}
	first := bytes.Join(lines[:min(firstLines, len(lines))], []byte("\n"))
	return !isDocument(first) && parser.KindOf(first) != parser.KindUnknown
}

// isDocument is true for what begins like JSON.
func isDocument(head []byte) bool { return bytes.HasPrefix(head, []byte("{")) }
