package cli

import (
	"bytes"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

const (
	// headSize is how much of a file is looked at to see whether it is a log.
	headSize = 64 << 10
	// firstLines is how many lines tell the kinds of log that have no stamps.
	firstLines = 3
)

// looksLikeLog is true when the file, in whatever encoding, begins like a log that this program
// reads. Our own reports quote logs and are none: their quotations are indented, and stand behind
// the first lines.
func looksLikeLog(file io.Reader) (bool, error) {
	head, err := io.ReadAll(parser.NewReader(io.LimitReader(file, headSize)))
	if err != nil {
		return false, err
	}
	lines := bytes.Split(head, []byte("\n"))
	for _, line := range lines {
		if parser.IsHead(line) {
			return true, nil
		}
	}
	first := bytes.Join(lines[:min(firstLines, len(lines))], []byte("\n"))
	return !isDocument(first) && parser.KindOf(first) != parser.KindUnknown, nil
}

// isDocument is true for what begins like JSON.
func isDocument(head []byte) bool { return bytes.HasPrefix(head, []byte("{")) }
