package parser

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

const (
	maxLine         = 1 << 20  // bytes kept of one line
	maxContinuation = 1 << 20  // bytes kept of an entry's continuation lines together
	firstBuffer     = 64 << 10 // what the buffer begins with; it grows with long entries only
	leastRead       = 32 << 10
)

// lineBuffer cuts text into lines and keeps the lines of the entry being put together. In the
// usual case the entry is a piece of the buffer as it was read: nothing is copied.
type lineBuffer struct {
	src io.Reader
	buf []byte

	start, kept int   // buf[start:kept] is the entry so far
	pos, end    int   // buf[pos:end] is text not yet used
	searched    int   // no line break in buf[pos:searched]
	size        int   // length of the line at pos with its line break; 0 when it is not known
	dropped     int64 // bytes of that line that were not kept in the buffer
	err         error // of the source; io.EOF at its end
}

// peek makes the next line ready and reports whether there is one.
func (b *lineBuffer) peek() bool {
	for b.size == 0 {
		if i := bytes.IndexByte(b.buf[b.searched:b.end], '\n'); i >= 0 {
			b.size = b.searched + i + 1 - b.pos
			break
		}
		b.searched = b.end
		switch {
		case b.err != nil:
			b.size = b.end - b.pos
			return b.size > 0
		case b.end-b.pos > maxLine:
			b.skipLong()
		default:
			b.fill()
		}
	}
	return true
}

// line is the line made ready, without its line break and cut at the cap.
func (b *lineBuffer) line() []byte {
	line := trimBreak(b.buf[b.pos : b.pos+b.size])
	return line[:cut(line, maxLine)]
}

// take uses the line made ready. It becomes a part of the entry, or is only stepped over, and
// take reports whether all of it was kept.
func (b *lineBuffer) take(keep bool) bool {
	n, whole := 0, b.dropped == 0 && keep
	if keep {
		n = b.size
		if line := b.line(); b.size > maxLine+2 {
			n, whole = len(line), false
		}
		if b.kept != b.pos {
			copy(b.buf[b.kept:], b.buf[b.pos:b.pos+n])
		}
		b.kept += n
		if n < b.size {
			b.buf[b.kept] = '\n'
			b.kept++
		}
	}
	b.pos += b.size
	b.searched = b.pos
	b.size, b.dropped = 0, 0
	return whole
}

// begin starts a new entry at the line made ready.
func (b *lineBuffer) begin() { b.start, b.kept = b.pos, b.pos }

// ahead gives up to n bytes of what comes next, whole lines only unless the text ends there.
func (b *lineBuffer) ahead(n int) []byte {
	for b.err == nil && b.end-b.pos < n {
		b.fill()
	}
	text := b.buf[b.pos:min(b.end, b.pos+n)]
	if len(text) < n {
		return text
	}
	return text[:bytes.LastIndexByte(text, '\n')+1]
}

// entry is the text of the entry, without its last line break.
func (b *lineBuffer) entry() []byte { return trimBreak(b.buf[b.start:b.kept]) }

// fill reads more text behind what there is.
func (b *lineBuffer) fill() {
	b.makeRoom()
	b.read()
}

func (b *lineBuffer) read() {
	n, err := b.src.Read(b.buf[b.end:])
	b.end += n
	b.err = err
	for tries := 0; n == 0 && b.err == nil; tries++ {
		if tries == 100 {
			b.err = io.ErrNoProgress
			return
		}
		n, b.err = b.src.Read(b.buf[b.end:])
		b.end += n
	}
}

// failed is the error of the source, if it was not just its end.
func (b *lineBuffer) failed() error {
	if errors.Is(b.err, io.EOF) {
		return nil
	}
	return b.err
}

// makeRoom moves the text to the front of the buffer when there is little room behind it, and
// makes the buffer larger when that does not help.
func (b *lineBuffer) makeRoom() {
	if len(b.buf)-b.end >= leastRead {
		return
	}
	b.compact()
	if room := len(b.buf) - b.end; room >= max(leastRead, len(b.buf)/4) {
		return
	}
	larger := make([]byte, max(firstBuffer, 2*len(b.buf)))
	copy(larger, b.buf[:b.end])
	b.buf = larger
}

func (b *lineBuffer) compact() {
	n := copy(b.buf, b.buf[b.start:b.kept])
	m := copy(b.buf[n:], b.buf[b.pos:b.end])
	b.start, b.kept = 0, n
	b.searched -= b.pos - n
	b.pos, b.end = n, n+m
}

// skipLong keeps the beginning of a line longer than the cap and reads on to its end without
// keeping anything of it.
func (b *lineBuffer) skipLong() {
	keep := cut(b.buf[b.pos:b.end], maxLine)
	b.dropped = int64(b.end - b.pos - keep)
	b.end = b.pos + keep
	for b.err == nil {
		b.makeRoom()
		from := b.end
		b.read()
		if i := bytes.IndexByte(b.buf[from:b.end], '\n'); i >= 0 {
			b.dropped += int64(i)
			b.end = from + copy(b.buf[from:], b.buf[from+i:b.end])
			break
		}
		b.dropped += int64(b.end - from)
		b.end = from
	}
	b.searched = b.pos + keep
}

// trimBreak removes the line break at the end.
func trimBreak(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line
}

// cut gives the length of the longest prefix of at most n bytes that ends with a whole
// character.
func cut(p []byte, n int) int {
	if len(p) <= n {
		return len(p)
	}
	for i := 0; i < utf8.UTFMax-1 && n > 0 && !utf8.RuneStart(p[n]); i++ {
		n--
	}
	return n
}
