package source

import (
	"io"
	"sync/atomic"
)

// File is one stream that was found: no archive and no folder, but not yet known to be a log.
// Whoever gets it calls Release once, when it is done with it.
type File struct {
	// Path is the name in reports: dir/x.log, bundle.zip!/dir/x.log.
	Path string
	// Root is the path that the user gave.
	Root string
	// Named is true when that is this file.
	Named bool
	// Open opens the stream, as often as wanted and also concurrently. What it gives is an
	// io.ReaderAt with a method Size where the stream lies in a file.
	Open func() (io.ReadCloser, error)
	// Reader is set instead of Open for what can be read only once. The walk goes on when the
	// file has been kept or is released.
	Reader io.Reader
	// Keep is set for what can not be read in place. It keeps r, which is the file from its beginning
	// on, in memory or in a temporary file until the file is released, and gives a reader that is an
	// io.ReaderAt with a method Size. Where that is not possible it says why, and gives a reader of
	// all that was or will be in r. It may be called once.
	Keep func(r io.Reader) (io.Reader, error)

	release func()
}

// Release lets go of the file.
func (f *File) Release() {
	if f.release != nil {
		f.release()
	}
}

// handle keeps something open as long as it is held. A nil handle holds nothing.
type handle struct {
	refs  atomic.Int32
	close func()
}

// newHandle gives a handle that is held once.
func newHandle(end func()) *handle {
	h := &handle{close: end}
	h.refs.Store(1)
	return h
}

func (h *handle) hold() {
	if h != nil {
		h.refs.Add(1)
	}
}

func (h *handle) release() {
	if h != nil && h.refs.Add(-1) == 0 {
		h.close()
	}
}

// sized is a stream that can be read in place.
type sized interface {
	io.ReaderAt
	Size() int64
}

// inPlace is a part of something that somebody else closes.
type inPlace struct{ *io.SectionReader }

// Close implements io.Closer.
func (inPlace) Close() error { return nil }

// section gives the part of r from offset on.
func section(r io.ReaderAt, offset, n int64) io.ReadCloser {
	return inPlace{io.NewSectionReader(r, offset, n)}
}
