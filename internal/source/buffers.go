package source

import "context"

const (
	// bufferSize is how much of an archive that can only be read from front to back is held in
	// memory for one file, so that the file can be read twice and beside others.
	bufferSize = 4 << 20
	// bufferCount is how many files are held at the same time.
	bufferCount = 3
)

// buffers are used again and again, so that memory does not grow with the archive.
type buffers chan []byte

func newBuffers() buffers {
	b := make(buffers, bufferCount)
	for range bufferCount {
		b <- nil
	}
	return b
}

// take waits for a buffer; nil when the context ends.
func (b buffers) take(ctx context.Context) []byte {
	select {
	case buffer := <-b:
		if buffer == nil {
			buffer = make([]byte, bufferSize)
		}
		return buffer
	case <-ctx.Done():
		return nil
	}
}

func (b buffers) give(buffer []byte) { b <- buffer }
