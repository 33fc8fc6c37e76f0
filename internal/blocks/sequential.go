package blocks

import "io"

// Sequential lets a stream be read as Each reads with one worker: from front to back, with a
// little of what came before. It keeps only what was asked for last.
type Sequential struct {
	r      io.Reader
	buffer []byte // what has been read and may be asked for again
	offset int64  // of buffer in the stream
	err    error
}

// NewSequential reads r.
func NewSequential(r io.Reader) *Sequential { return &Sequential{r: r} }

// ReadAt implements io.ReaderAt for offsets that do not go back behind the offset asked for last.
func (s *Sequential) ReadAt(p []byte, offset int64) (int, error) {
	drop := int(offset - s.offset)
	if drop < 0 {
		return 0, errBackwards
	}
	s.buffer = s.buffer[:copy(s.buffer, s.buffer[min(drop, len(s.buffer)):])]
	s.offset = offset
	if cap(s.buffer) < len(p) {
		s.buffer = append(make([]byte, 0, len(p)), s.buffer...)
	}
	for len(s.buffer) < len(p) && s.err == nil {
		var n int
		n, s.err = s.r.Read(s.buffer[len(s.buffer):len(p)])
		s.buffer = s.buffer[:len(s.buffer)+n]
	}
	n := copy(p, s.buffer)
	if n < len(p) {
		return n, s.err
	}
	return n, nil
}

var errBackwards = errorString("blocks: a stream cannot be read backwards")

type errorString string

func (e errorString) Error() string { return string(e) }
