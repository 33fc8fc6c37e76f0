package review

import (
	"bytes"
	"errors"
	"runtime"
	"sync"

	"github.com/setuplogreview/setuplogreview/internal/blocks"
	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

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
	largeSize = 8 << 20  // bytes from which on a file is worth several workers
)

var newline = []byte{'\n'}

// milestoneMatcher finds the milestones of setup logs. It is made once and never changed.
var milestoneMatcher = sync.OnceValues(func() (*literals.Matcher, error) {
	return literals.NewMatcher(parser.Milestones())
})

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
	entry parser.Entry
	lines int   // line breaks before the block
	last  int64 // offset of the last entry that the builder was given, -1 before the first
	tail  byte  // the last byte of the log
}

// scanPlain makes the index of a log from its milestones. After errNotPlain the list is empty.
func (s *sourceReview) scanPlain() error {
	m, err := milestoneMatcher()
	if err != nil {
		return err
	}
	x := &scan{last: -1, pass: &pass{s: s, builder: parser.NewBuilder(parser.BuilderOptions{Summary: true})}}
	look := func(b blocks.Block, found *marks) *marks { return scanBlock(m, b, found) }
	o := blocks.Options{Size: s.opts.blockSize, Before: surround, After: surround, Workers: s.workers()}
	if err = blocks.Each(s.ctx, s.at, 0, s.in.Size, o, look, x.take); err == nil {
		err = x.finish()
	}
	if err != nil {
		s.list = attemptList{wanted: s.list.wanted}
	}
	return err
}

// workers is how many blocks are looked at at the same time.
func (s *sourceReview) workers() int {
	switch {
	case s.opts.Workers > 0:
		return s.opts.Workers
	case s.in.Size < largeSize:
		return 1
	}
	return min(4, runtime.GOMAXPROCS(0))
}

// take gives the builder what the scan of a block found.
func (x *scan) take(b blocks.Block, found *marks) error {
	if !found.plain {
		return errNotPlain
	}
	for _, m := range found.list {
		x.mark(b, m)
	}
	x.lines += found.lines
	if b.To > 0 {
		x.tail = b.Data[b.To-1]
	}
	return x.pass.s.progress(b.Offset + int64(b.To))
}

func (x *scan) mark(b blocks.Block, m mark) {
	e := &x.entry
	at := b.Offset + int64(m.at)
	if at <= x.last || !x.scout.Read(lineAt(b.Data, m.at), e) {
		return
	}
	x.last = at
	e.Offset, e.Line = at, x.lines+m.lines+1
	x.add(e)
}

// add gives the builder an entry. An attempt reaches to the beginning of the next one.
func (x *scan) add(e *parser.Entry) {
	if x.pass.builder.Begins(e) {
		x.pass.finishAt(e.Line-1, e.Offset)
	}
	x.pass.add(e)
}

// finish adds the last entry of the log and ends the last attempt.
func (x *scan) finish() error {
	s := x.pass.s
	if x.tail != '\n' {
		x.lines++
	}
	if err := x.addLast(); err != nil {
		return err
	}
	x.pass.finishAt(x.lines, s.in.Size)
	s.src.Lines, s.src.Bytes, s.src.Encoding, s.plain = x.lines, s.in.Size, "utf-8", true
	return nil
}

// addLast finds the last entry of the log, which says when the last attempt was still alive.
func (x *scan) addLast() error {
	s := x.pass.s
	from := max(0, s.in.Size-4*surround)
	tail := make([]byte, s.in.Size-from)
	if n, err := s.at.ReadAt(tail, from); n < len(tail) {
		return err
	}
	for end := len(tail); end > 0; {
		start := bytes.LastIndexByte(tail[:end-1], '\n') + 1
		if at := from + int64(start); at <= x.last {
			return nil
		}
		var e parser.Entry
		if (start > 0 || from == 0) && x.scout.Read(lineAt(tail, start), &e) {
			e.Offset = from + int64(start)
			e.Line = x.lines - bytes.Count(tail[start:max(start, len(tail)-1)], newline)
			x.add(&e)
			return nil
		}
		end = start
	}
	return errNotPlain
}

// lineAt gives the line that begins at start, or its first part.
func lineAt(data []byte, start int) []byte {
	line := data[start:min(len(data), start+maxLine)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return bytes.TrimSuffix(line, []byte{'\r'})
}
