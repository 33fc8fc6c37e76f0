package source

import (
	"io"
	"os"
	"sync/atomic"
)

// regular reads a regular file to the size it had when it was opened and then, once, what was
// added in the meantime. So a log that setup is still writing ends all the same.
type regular struct {
	file     *os.File
	size     int64
	closes   bool // Close closes the file
	offset   int64
	limit    atomic.Int64
	extended bool
}

func newRegular(file *os.File, size int64) *regular {
	r := &regular{file: file, size: size}
	r.limit.Store(size)
	return r
}

// openRegular opens a file that is only read.
func openRegular(path string) (*regular, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	r := newRegular(file, info.Size())
	r.closes = true
	return r, nil
}

// Size is what the file had when it was opened.
func (r *regular) Size() int64 { return r.size }

// Close implements io.Closer.
func (r *regular) Close() error {
	if !r.closes {
		return nil
	}
	return r.file.Close()
}

// Read implements io.Reader. It is not for concurrent use.
func (r *regular) Read(p []byte) (int, error) {
	if r.offset >= r.limit.Load() && !r.extend() {
		return 0, io.EOF
	}
	n, err := r.ReadAt(p, r.offset)
	r.offset += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

// ReadAt implements io.ReaderAt and may be used concurrently.
func (r *regular) ReadAt(p []byte, offset int64) (int, error) {
	left := r.limit.Load() - offset
	if left <= 0 {
		return 0, io.EOF
	}
	if int64(len(p)) <= left {
		return r.file.ReadAt(p, offset)
	}
	n, err := r.file.ReadAt(p[:left], offset)
	if err == nil {
		err = io.EOF
	}
	return n, err
}

// extend moves the limit to the present size, the first time it is asked.
func (r *regular) extend() bool {
	if r.extended {
		return false
	}
	r.extended = true
	info, err := r.file.Stat()
	if err != nil || info.Size() <= r.limit.Load() {
		return false
	}
	r.limit.Store(info.Size())
	return true
}
