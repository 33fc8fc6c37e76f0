package source

import (
	"bytes"
	"io"
	"os"
	"sync"
)

const (
	// keptInMemory is the largest stream that is kept in memory.
	keptInMemory = 1 << 20
	// keptAtOnce is how much of a larger one is moved to its temporary file at a time.
	keptAtOnce = 128 << 10
)

// keeper keeps one stream that can be read only once, so that it can be read at any place: in
// memory, or in a temporary file when it is large. The file has no name, or loses it when it is
// closed, however the program ends.
type keeper struct {
	limit   int64 // bytes of a temporary file
	over    error // what to say when there are more
	buffers *sync.Pool
	whole   func() // called when the stream has been read to its end

	buffer *keepBuffer
	file   *os.File
	size   int64 // of what is in the file
}

type keepBuffer [keptInMemory]byte

// keep reads a stream to its end and gives it as something that can be read in place. When it can
// not keep all of it, it says why, and gives the stream from its beginning on, to be read once.
func (k *keeper) keep(r io.Reader) (io.Reader, error) {
	k.buffer, _ = k.buffers.Get().(*keepBuffer)
	if k.buffer == nil {
		k.buffer = new(keepBuffer)
	}
	n, err := io.ReadFull(r, k.buffer[:])
	data := bytesAt(k.buffer[:n])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		k.whole()
		return io.NewSectionReader(data, 0, int64(n)), nil
	}
	if err == nil {
		k.file, err = tempFile()
		err = noRoom(err)
	}
	if err != nil {
		return io.MultiReader(bytes.NewReader(data), r), err
	}
	return k.spool(data, r)
}

// spool moves what has been read, and then the rest of the stream, to the temporary file.
func (k *keeper) spool(data []byte, r io.Reader) (io.Reader, error) {
	var err error
	for err == nil {
		var n int
		n, err = k.write(data)
		if data = data[n:]; err == nil {
			n, err = io.ReadFull(r, k.buffer[:keptAtOnce])
			data = k.buffer[:n]
		}
		if err == io.ErrUnexpectedEOF {
			err = nil // the end comes next
		}
	}
	kept := io.NewSectionReader(k.file, 0, k.size)
	if err == io.EOF {
		k.whole()
		return kept, nil
	}
	return io.MultiReader(kept, bytes.NewReader(data), r), err
}

// write adds to the temporary file, and says how much of it is there.
func (k *keeper) write(data []byte) (int, error) {
	n, err := k.file.Write(data)
	if k.size += int64(n); err == nil && k.size > k.limit {
		return n, k.over
	}
	return n, noRoom(err)
}

// release lets go of what was kept.
func (k *keeper) release() {
	if k.file != nil {
		k.file.Close()
	}
	if k.buffer != nil {
		k.buffers.Put(k.buffer)
	}
}
