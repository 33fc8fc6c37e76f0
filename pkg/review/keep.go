package review

import (
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// sized is what can be read at any place.
type sized interface {
	io.ReaderAt
	Size() int64
}

// keep has a log kept that can only be read from front to back, if its first pass would gain by
// that, and places the source there. It gives the reader for that pass.
func (s *sourceReview) keep(rest io.Reader) io.Reader {
	if s.in.Keep == nil || s.at != nil || s.kind != parser.KindExchangeSetup {
		return rest
	}
	s.incoming = &incoming{source: s, r: rest}
	kept, err := s.in.Keep(s.incoming)
	if err != nil && s.again == nil {
		s.note(0, fmt.Sprintf("it could be read only once, so every attempt in it was looked at, which takes longer: %v", err))
	}
	if at, ok := kept.(sized); ok {
		s.put(at, at.Size())
	}
	return kept
}

// incoming is a log on its way to where it is kept. It says how far it is, and ends where it can
// not be read on, as a file does that was cut there.
type incoming struct {
	source *sourceReview
	r      io.Reader
	n      int64
	err    error // other than its end
}

// Read implements io.Reader.
func (i *incoming) Read(p []byte) (int, error) {
	if i.err != nil {
		return 0, io.EOF
	}
	n, err := i.r.Read(p)
	i.n += int64(n)
	if stopped := i.source.progress(i.n); stopped != nil {
		err = stopped
	}
	if err != nil && err != io.EOF {
		i.err, err = err, io.EOF
	}
	return n, err
}

// arrived notes what ended a log that was kept before its end.
func (i *incoming) arrived() {
	if i != nil && i.err != nil {
		i.source.readError(i.err)
	}
}
