package blocks

import (
	"errors"
	"io"
)

// Sequential lets a stream be read as Each reads with one worker: from front to back, each byte
// once.
type Sequential struct {
	r      io.Reader
	offset int64
}

// NewSequential reads r.
func NewSequential(r io.Reader) *Sequential { return &Sequential{r: r} }

// ReadAt implements io.ReaderAt for the offset at which the read before ended.
func (s *Sequential) ReadAt(p []byte, offset int64) (int, error) {
	if offset != s.offset {
		return 0, errJump
	}
	n, err := io.ReadFull(s.r, p)
	s.offset += int64(n)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}

var errJump = errors.New("blocks: a stream can only be read from front to back")
