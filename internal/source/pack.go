package source

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/s2"
)

const (
	// packBlock is how much is compressed at a time; it decides on the memory that takes.
	packBlock = 128 << 10
	// packSpare is what a block may need that does not compress, with what is still to be written.
	packSpare = 4 * packBlock
)

// pack compresses a stream lightly into a buffer: a log shrinks to a fifth or less. When the
// buffer is full, whole is false and the rest of the stream has not been read.
func pack(r io.Reader, buffer []byte) (packed []byte, whole bool, err error) {
	out := bytes.NewBuffer(buffer[:0])
	w := s2.NewWriter(out, s2.WriterConcurrency(1), s2.WriterBlockSize(packBlock))
	data := make([]byte, packBlock)
	for cap(buffer)-out.Len() > packSpare && err == nil {
		var n int
		n, err = io.ReadFull(r, data)
		if _, writeError := w.Write(data[:n]); writeError != nil {
			return nil, false, writeError
		}
	}
	if closeError := w.Close(); closeError != nil {
		return nil, false, closeError
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return out.Bytes(), true, nil
	}
	return out.Bytes(), false, err
}

// unpack reads what pack made.
func unpack(packed []byte) io.Reader {
	return s2.NewReader(bytes.NewReader(packed), s2.ReaderMaxBlockSize(packBlock))
}
