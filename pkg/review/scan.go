package review

import (
	"bytes"
	"errors"
	"io"
	"math"

	"github.com/setuplogreview/setuplogreview/internal/blocks"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

//go:generate go run ../../internal/tools/genmilestones

// The first pass over a log that can be read again need not look at every entry. All it wants
// is where attempts begin and how they ended, and the entries that say so hold known literals
// (parser.Milestones). So the scan finds those literals in blocks, several blocks at a time,
// counts line breaks in between, and gives the builder only the entries round the hits:
//
//	blocks -> blockScan (parallel): literals -> marks -> scan.take (in order): Builder
//
// The result is the same as that of reading every entry; a test compares the two. Where a log is
// not what the scan can stand (another encoding, an entry of many kilobytes beside a banner)
// it gives up, and every entry is read.

// errNotPlain says that a source has to be read entry by entry.
var errNotPlain = errors.New("the log cannot be scanned for its milestones")

const (
	maxHead   = 80       // bytes from the start of a line to the end of its level and tag
	maxLine   = 4 << 10  // bytes of a line that a milestone can need
	surround  = 16 << 10 // bytes round a block in which neighbours of a boundary are looked for
	largeSize = 1 << 20  // bytes from which on a file is worth several workers

	smallLog      = 16 << 20
	smallBlock    = 64 << 10
	smallSurround = 8 << 10

	encodingUTF8 = "utf-8"
)

var newline = []byte{'\n'}

// startsWithBanner says whether a log begins the way setup begins it: with the banner, or with
// the line of stars above it. No line before it can then have been pasted.
func startsWithBanner(head []byte) bool {
	var s parser.Scout
	var e parser.Entry
	for range 2 {
		if !s.Read(lineAt(head, 0), &e) {
			return false
		}
		if _, boundary := e.Milestone(); !boundary {
			return false
		}
		if parser.IsBanner(e.Message) {
			return true
		}
		head = head[bytes.IndexByte(head, '\n')+1:]
	}
	return false
}

// scan is the first pass over a log by its milestones.
type scan struct {
	pass  *pass
	scout parser.Scout
	lines int   // line breaks before the block
	size  int64 // of the decoded text, known at its end
	last  int64 // offset of the last entry that the builder was given, -1 before the first
}

// scanFile scans a log that is UTF-8 byte for byte, on several goroutines.
func (s *sourceReview) scanFile() error {
	workers := s.workers()
	defer s.take(1 - workers)
	x, err := s.scan(s.at, s.size, workers)
	if err != nil {
		return err
	}
	s.src.Lines, s.src.Bytes, s.src.Encoding = x.lines, s.size, encodingUTF8
	s.unit = 1
	return nil
}

// scanDecoded scans the decoded text of a log in any encoding.
func (s *sourceReview) scanDecoded() error {
	stream, err := s.again()
	if err != nil {
		return err
	}
	defer stream.Close()
	decoder := parser.NewReader(stream)
	x, err := s.scan(blocks.NewSequential(decoder), math.MaxInt64, 1)
	if err != nil {
		return err
	}
	s.src.Lines, s.src.Bytes, s.src.Encoding = x.lines, decoder.BytesRead(), decoder.Encoding()
	s.unit, s.mark = units(s.src.Encoding, s.src.Bytes, x.size)
	return nil
}

// units says how offsets in decoded text become offsets in the file: bytes per character, and
// bytes of the mark in front. It gives 0 when there is no such rule, since characters differ.
func units(encoding string, stored, decoded int64) (unit, mark int64) {
	switch encoding {
	case encodingUTF8, "utf-8-bom":
		unit = 1
	case "utf-16le", "utf-16be":
		unit = 2
	default:
		return 0, 0
	}
	if mark = stored - unit*decoded; mark < 0 || mark > 3 {
		return 0, 0
	}
	return unit, mark
}

// scan makes the index of a log from its milestones. After an error the list is empty.
func (s *sourceReview) scan(r io.ReaderAt, size int64, workers int) (*scan, error) {
	x := &scan{last: -1, pass: &pass{s: s, builder: parser.NewBuilder(parser.BuilderOptions{Summary: true})}}
	o := s.blocks(workers)
	look := func(b blocks.Block, found *marks) *marks { return scanBlock(&milestoneMatcher, b, o.After, found) }
	err := blocks.Each(s.ctx, r, 0, size, o, look, x.take)
	if err != nil {
		s.list = attemptList{wanted: s.list.wanted}
	}
	return x, err
}

// blocks says how to read the log. The blocks of a log of a few megabytes are small: memory that is
// touched for the first time costs as much as reading the log.
func (s *sourceReview) blocks(workers int) blocks.Options {
	o := blocks.Options{Size: s.opts.blockSize, Before: surround, After: surround, Workers: workers}
	if o.Size == 0 && s.size < smallLog {
		o.Size, o.Before, o.After = smallBlock, smallSurround, smallSurround
	}
	return o
}

// workers is how many blocks are looked at at the same time: a large log takes who is idle.
func (s *sourceReview) workers() int {
	if s.size < largeSize && s.opts.Workers == 0 {
		return 1
	}
	return 1 + s.helpers()
}

// take gives the builder what the scan of a block found.
func (x *scan) take(b blocks.Block, found *marks) error {
	if !found.plain {
		return errNotPlain
	}
	for i := range found.list {
		x.mark(b, &found.list[i])
	}
	if b.Last {
		return x.finish(b, found)
	}
	x.lines += found.lines
	return x.pass.s.progress(b.Offset + int64(b.To))
}

// mark gives the builder one entry, unless it has it from the block before.
func (x *scan) mark(b blocks.Block, m *mark) {
	at := b.Offset + int64(m.at)
	if at <= x.last {
		return
	}
	x.last = at
	m.entry.Offset, m.entry.Line = at, x.lines+m.lines+1
	x.add(&m.entry)
}

// add gives the builder an entry. An attempt reaches to the beginning of the next one.
func (x *scan) add(e *parser.Entry) {
	if x.pass.builder.Begins(e) {
		x.pass.finishAt(e.Line-1, e.Offset)
	}
	x.pass.add(e)
}

// finish adds the last entry of the log, which says when the last attempt was still alive, and
// ends that attempt.
func (x *scan) finish(b blocks.Block, found *marks) error {
	if err := x.addLast(b); err != nil {
		return err
	}
	x.lines += found.lines
	x.size = b.Offset + int64(len(b.Data))
	if len(b.Data) > 0 && b.Data[len(b.Data)-1] != '\n' {
		x.lines++
	}
	x.pass.finishAt(x.lines, x.size)
	return nil
}

func (x *scan) addLast(b blocks.Block) error {
	for end := len(b.Data); end > 0; {
		start := bytes.LastIndexByte(b.Data[:end-1], '\n') + 1
		if b.Offset+int64(start) <= x.last {
			return nil
		}
		m := mark{at: start, lines: linesTo(b, start)}
		if (start > 0 || b.Offset == 0) && x.scout.Read(lineAt(b.Data, start), &m.entry) {
			x.mark(b, &m)
			return nil
		}
		end = start
	}
	return errNotPlain
}

// linesTo counts the line breaks from the start of the block to a place in its data, which is
// negative for a place before the block.
func linesTo(b blocks.Block, at int) int {
	if at < b.From {
		return -bytes.Count(b.Data[at:b.From], newline)
	}
	return bytes.Count(b.Data[b.From:at], newline)
}

// lineAt gives the line that begins at start, or its first part.
func lineAt(data []byte, start int) []byte {
	line := data[start:min(len(data), start+maxLine)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return bytes.TrimSuffix(line, []byte{'\r'})
}
