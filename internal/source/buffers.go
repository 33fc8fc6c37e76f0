package source

import "context"

const (
	// smallSize is up to which size a file of an archive that can only be read from front to back
	// is held in memory, so that it can be read twice and beside others.
	smallSize = 8 << 20
	// smallCount is how many are held at the same time.
	smallCount = 3
)

// buffers are used again and again, so that memory does not grow with the archive.
type buffers chan []byte

func newBuffers() buffers {
	b := make(buffers, smallCount)
	for range smallCount {
		b <- nil
	}
	return b
}

// take waits for a buffer of that length; nil when the context ends.
func (b buffers) take(ctx context.Context, size int64) []byte {
	select {
	case buffer := <-b:
		if int64(cap(buffer)) < size {
			buffer = make([]byte, size)
		}
		return buffer[:size]
	case <-ctx.Done():
		return nil
	}
}

func (b buffers) give(buffer []byte) { b <- buffer }
