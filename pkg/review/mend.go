package review

import (
	"bytes"
	"io"

	"github.com/setuplogreview/setuplogreview/internal/posted"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// maxMended is how long a text may be that is made plain. Nobody posts more.
const maxMended = 1 << 20

// mended is the text of a post, made plain, and what its source is like.
type mended struct {
	text     posted.Text
	encoding string
	stored   int64
	lines    int
}

// mend makes the text of a post plain. It gives the head and the reader to go on with; what is no
// post, or too long for one, it leaves alone.
func (s *sourceReview) mend(head []byte, rest io.Reader) ([]byte, io.Reader) {
	if s.size > maxMended {
		return head, rest
	}
	text := parser.Decoded(head)
	isPost := s.pasted || posted.IsMarkup(text)
	if !isPost && !parser.NeedsRepair(text) {
		return head, rest
	}
	stored, err := io.ReadAll(io.LimitReader(rest, maxMended+1))
	again := io.MultiReader(bytes.NewReader(stored), rest)
	if err != nil || len(stored) > maxMended {
		return head, again
	}
	if s.mended = mendedText(stored, isPost); s.mended == nil {
		return head, again
	}
	r := bytes.NewReader(s.mended.text.Bytes)
	s.put(r, r.Size())
	return s.mended.text.Bytes[:min(r.Len(), headSize)], r
}

// mendedText makes a text plain, and gives nil when it is. A log that is no post may have been
// wrapped all the same.
func mendedText(stored []byte, isPost bool) *mended {
	decoder := parser.NewReader(bytes.NewReader(stored))
	text, err := io.ReadAll(decoder)
	if err != nil {
		return nil
	}
	plain := posted.Plain(text, isPost, func(text []byte) []byte {
		return parser.Repair(text, posted.Added, posted.Removed)
	})
	if bytes.Equal(plain.Bytes, text) {
		return nil
	}
	return &mended{text: plain, encoding: decoder.Encoding(), stored: int64(len(stored)), lines: lineCount(text)}
}

// lineCount counts the lines of a text.
func lineCount(text []byte) int {
	n := bytes.Count(text, newline)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}

// shifts says where the lines of the plain text are not those of the source.
func (m *mended) shifts() []parser.LineShift {
	if m == nil {
		return nil
	}
	list := make([]parser.LineShift, len(m.text.Shifts))
	for i, s := range m.text.Shifts {
		list[i] = parser.LineShift(s)
	}
	return list
}

// describe says of a source what it is like as it is stored.
func (m *mended) describe(src *Source) {
	if m != nil {
		src.Encoding, src.Bytes, src.Lines = m.encoding, m.stored, m.lines
	}
}
