package cli

import (
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// headSize is how much of a file is looked at to see whether it is a log.
const headSize = 64 << 10

// looksLikeLog is true when the file begins like a log that this program reads.
func looksLikeLog(file io.Reader) (bool, error) {
	head, err := io.ReadAll(io.LimitReader(file, headSize))
	if err != nil {
		return false, err
	}
	return review.LooksLikeLog(head), nil
}
