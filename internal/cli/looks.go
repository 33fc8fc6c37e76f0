package cli

import (
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// headSize is how much of a file is looked at to see whether it is a log.
const headSize = 64 << 10

// looksLikeLog is true when the file, in whatever encoding, begins like a log that this program
// reads.
func looksLikeLog(file io.Reader) (bool, error) {
	head, err := io.ReadAll(parser.NewReader(io.LimitReader(file, headSize)))
	if err != nil {
		return false, err
	}
	return parser.KindOf(head) != parser.KindUnknown, nil
}
