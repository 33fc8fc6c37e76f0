package review

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"github.com/setuplogreview/setuplogreview/internal/blocks"
	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// mark is the first line of an entry that the builder has to see.
type mark struct {
	at    int // of the line, in the data of the block
	lines int // line breaks from the start of the block to it; negative before the block
	entry parser.Entry
}

// marks is what the scan of one block found.
type marks struct {
	list  []mark
	lines int  // line breaks in the block
	plain bool // the scan could do its work
	hits  []literals.Hit
}

// blockScan is the scan of one block. It runs on any goroutine and touches nothing else.
type blockScan struct {
	blocks.Block
	*marks
	scout  parser.Scout
	behind int // bytes behind the block that were asked for
	pos    int // how far line breaks have been counted
	count  int // line breaks from the start of the block to pos
	end    int // of the line that the last hit stood in
}

// scanBlock finds the milestones of one block, behind which so many bytes were asked for; found is
// used again.
func scanBlock(m *literals.Matcher, b blocks.Block, behind int, found *marks) *marks {
	if found == nil {
		found = &marks{}
	}
	s := blockScan{Block: b, marks: found, behind: behind, pos: b.From}
	s.list = s.list[:0]
	if s.plain = isPlain(b.Data[b.From:min(len(b.Data), b.To+utf8.UTFMax)]); !s.plain {
		return found
	}
	s.hits = m.Scan(s.hits[:0], b.Data[b.From:min(len(b.Data), b.To+m.Overlap())])
	s.rows()
	s.lines = s.count
	if s.pos <= b.To {
		s.lines += bytes.Count(b.Data[s.pos:b.To], newline)
	} else {
		s.lines -= bytes.Count(b.Data[b.To:s.pos], newline)
	}
	return found
}

// rows looks at the hits. Of a row of milestones of one sort only the last counts.
func (s *blockScan) rows() {
	sorts := parser.MilestoneSorts()
	for hits := s.hits; len(hits) > 0 && s.From+hits[0].Start < s.To; {
		sort, n := sorts[hits[0].Literal], 1
		for sort > 0 && n < len(hits) && sorts[hits[n].Literal] == sort && s.From+hits[n].Start < s.To {
			n++
		}
		s.row(hits[:n])
		hits = hits[n:]
	}
}

// row looks at hits from the last back to the one that is a milestone indeed.
func (s *blockScan) row(hits []literals.Hit) {
	end := s.end
	for i := len(hits) - 1; i >= 0; i-- {
		s.end = end
		if s.hit(s.From + hits[i].Start) {
			return
		}
	}
}

// hit looks at the line that a literal stands in, and says whether it is a milestone.
func (s *blockScan) hit(at int) bool {
	if at < s.end {
		return false
	}
	from := max(0, at-maxHead)
	start := from + bytes.LastIndexByte(s.Data[from:at], '\n') + 1
	if start == from && !s.isStart(start) {
		return false
	}
	line := lineAt(s.Data, start)
	s.end = start + len(line)
	var e parser.Entry
	if !s.scout.Read(line, &e) {
		return false
	}
	matters, boundary := e.Milestone()
	if boundary {
		s.before(start)
	}
	if matters {
		s.mark(start, &e)
	}
	if boundary {
		s.after(start)
	}
	return matters
}

// isStart says whether a line begins at i.
func (s *blockScan) isStart(i int) bool {
	if i == 0 {
		return s.Offset == 0
	}
	return s.Data[i-1] == '\n'
}

// mark notes the line that begins at start, once and in order.
func (s *blockScan) mark(start int, e *parser.Entry) {
	if n := len(s.list); n > 0 && s.list[n-1].at >= start {
		return
	}
	if start < s.From {
		s.list = append(s.list, mark{at: start, lines: linesTo(s.Block, start), entry: *e})
		return
	}
	s.count += bytes.Count(s.Data[s.pos:start], newline)
	s.pos = start
	s.list = append(s.list, mark{at: start, lines: s.count, entry: *e})
}

// before marks the entry in front of a boundary.
func (s *blockScan) before(start int) {
	var e parser.Entry
	for end := start; end > 0; {
		end = bytes.LastIndexByte(s.Data[:end-1], '\n') + 1
		if n := len(s.list); n > 0 && end <= s.list[n-1].at {
			return
		}
		if s.isStart(end) && s.scout.Read(lineAt(s.Data, end), &e) {
			s.mark(end, &e)
			return
		}
	}
	s.plain = s.plain && s.Offset == 0
}

// after marks the entry behind a boundary. Anything but an entry there was put between two
// attempts by somebody, and has to be read line by line.
func (s *blockScan) after(start int) {
	var e parser.Entry
	for at := start; ; {
		i := bytes.IndexByte(s.Data[at:], '\n')
		if i < 0 || at+i+1 == len(s.Data) {
			// Behind the end of the log there is nothing; else the entry is too far away.
			s.plain = s.plain && (s.Last || len(s.Data)-s.To < s.behind)
			return
		}
		at += i + 1
		line := lineAt(s.Data, at)
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if s.plain = s.plain && s.scout.Read(line, &e); s.plain {
			s.mark(at, &e)
		}
		return
	}
}

// isPlain says whether the bytes are UTF-8 text that the parser yields byte for byte.
func isPlain(data []byte) bool {
	if isASCII(data) {
		return true
	}
	for len(data) > 0 && !utf8.RuneStart(data[0]) {
		data = data[1:] // the end of a character that began before
	}
	for n := 1; n < utf8.UTFMax && n <= len(data); n++ {
		if tail := data[len(data)-n:]; utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			data = data[:len(data)-n]
			break
		}
	}
	return utf8.Valid(data) && !bytes.Contains(data, []byte("\uFEFF"))
}

// isASCII looks at 64 bytes at a time.
func isASCII(data []byte) bool {
	const high = 0x8080808080808080
	for len(data) >= 64 {
		c := data[:64:64]
		x := binary.LittleEndian.Uint64(c[0:]) | binary.LittleEndian.Uint64(c[8:]) |
			binary.LittleEndian.Uint64(c[16:]) | binary.LittleEndian.Uint64(c[24:]) |
			binary.LittleEndian.Uint64(c[32:]) | binary.LittleEndian.Uint64(c[40:]) |
			binary.LittleEndian.Uint64(c[48:]) | binary.LittleEndian.Uint64(c[56:])
		if x&high != 0 {
			return false
		}
		data = data[64:]
	}
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
