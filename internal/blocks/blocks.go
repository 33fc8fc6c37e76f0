// Package blocks reads a large file in blocks on several goroutines and hands what each block
// gave to one consumer, in the order of the file. It knows nothing of what is in the blocks.
package blocks

import (
	"context"
	"io"
)

// Block is a piece of a file with some of what stands round it.
type Block struct {
	// Data is Before bytes that belong to blocks before, the block itself, and what comes after it.
	// It belongs to the reader and is valid until the consumer has returned.
	Data []byte
	// From and To bound the block itself in Data.
	From, To int
	// Offset is the place of Data[0] in the file.
	Offset int64
	// Last is true for the block that the file ends with.
	Last bool
}

// Options say how to read. The zero value reads one block of 256 KiB after the other.
type Options struct {
	Size    int // bytes of a block
	Before  int // bytes of context in front of it
	After   int // bytes of context behind it
	Workers int // how many blocks are looked at at the same time
}

const defaultSize = 256 << 10

func (o Options) size() int {
	if o.Size <= 0 {
		return defaultSize
	}
	return o.Size
}

// Each looks at the blocks of r between from and to with scan, which may run on several
// goroutines, and gives what it found to take, in order and one after the other, on any of them. It
// ends with the first error of reading, of take, or of ctx. At most a few blocks per worker are
// held. With one worker r is read from front to back, and a file that is shorter than to just ends
// there. A panic of scan or take goes on in the caller.
func Each[T any](ctx context.Context, r io.ReaderAt, from, to int64, o Options, scan func(Block, T) T, take func(Block, T) error) error {
	if o.Workers <= 1 {
		return each(ctx, r, from, to, o, scan, take)
	}
	return parallel(ctx, r, from, to, o, scan, take)
}

// each is Each on one goroutine.
func each[T any](ctx context.Context, r io.ReaderAt, from, to int64, o Options, scan func(Block, T) T, take func(Block, T) error) error {
	j := &job[T]{}
	for at := from; at < to; at += int64(o.size()) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := j.read(r, at, from, to, o); err != nil {
			return err
		}
		j.found = scan(j.block, j.found)
		if err := take(j.block, j.found); err != nil || j.block.Last {
			return err
		}
	}
	return nil
}

// job is one block on its way from reader to consumer. Its buffers are used again.
type job[T any] struct {
	buffer []byte
	block  Block
	found  T
}

// read fills the job with the block at offset at.
func (j *job[T]) read(r io.ReaderAt, at, from, to int64, o Options) error {
	start := max(from, at-int64(o.Before))
	end := min(to, at+int64(o.size())+int64(o.After))
	if cap(j.buffer) < int(end-start) {
		j.buffer, j.block = make([]byte, o.Before+o.size()+o.After), Block{}
	}
	data := j.buffer[:end-start]
	kept := j.keep(start)
	n, err := r.ReadAt(data[kept:], start+int64(kept))
	if n += kept; n == len(data) {
		err = nil
	}
	if err != nil && err != io.EOF {
		return err
	}
	front := int(at - start)
	j.block = Block{Data: data[:n], Offset: start, From: min(n, front), To: min(n, front+o.size())}
	j.block.Last = j.block.To == n && (n < len(data) || end == to)
	return nil
}

// keep moves what the buffer holds from offset start on to its front, and says how much that is: the
// end of one block stands in front of the next one and need not be read again.
func (j *job[T]) keep(start int64) int {
	skip := start - j.block.Offset
	if skip < 0 || skip > int64(len(j.block.Data)) {
		return 0
	}
	return copy(j.buffer, j.block.Data[skip:])
}
