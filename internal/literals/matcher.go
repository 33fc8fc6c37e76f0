package literals

import "strings"

// Hit is one occurrence of a literal in a block.
type Hit struct {
	Literal int // index in the list that the Matcher was made from
	Start   int // offset of its first byte in the block
}

// Matcher finds all occurrences of many literals. It may be used concurrently.
//
// It does not look at every byte. Of each literal it knows a window of 15 bytes; wherever the
// window stands in a text, exactly one of its eight stretches of 8 bytes (its grams) begins at
// a multiple of 8. So the Matcher looks at every eighth offset only, asks a bitmap whether the
// 8 bytes there may be a gram, and compares when they may. Grams are folded by setting bit 5
// of each byte, which makes letters lower case and confuses some other characters; the
// comparison that follows does not. Literals of less than 15 bytes have windows of 7 bytes and
// grams of 4 at multiples of 4: the first such literal makes a scan three times as long.
//
// NewMatcher fills in the fields. They are exported for generated code, which holds Matchers ready.
type Matcher struct {
	Literals []Literal // in lower case
	Long     Index     // of literals of at least GoodLength bytes
	Short    Index     // of the others
	Longest  int       // bytes of the longest literal
}

const (
	fold8 = 0x2020202020202020
	fold4 = 0x20202020
	low4  = 0xffffffff
)

// NewMatcher makes a Matcher of literals that Place gave, at another time perhaps. They are ASCII of
// at least MinLength bytes. The list belongs to the Matcher from then on.
func NewMatcher(literals []Literal) (*Matcher, error) {
	m := &Matcher{Literals: literals, Long: Index{Size: 8}, Short: Index{Size: 4}}
	for i := range literals {
		l := &literals[i]
		if err := l.check(); err != nil {
			return nil, err
		}
		l.Text = strings.ToLower(l.Text)
		x := m.indexOf(l)
		x.Members = append(x.Members, int32(i))
		m.Longest = max(m.Longest, len(l.Text))
	}
	m.Long.enter(literals)
	m.Short.enter(literals)
	return m, nil
}

func (m *Matcher) indexOf(l *Literal) *Index {
	if gramSize(l.Text) == m.Short.Size {
		return &m.Short
	}
	return &m.Long
}

// Overlap is how many bytes of a block have to stand in front of the next one, so that no
// occurrence is lost between them.
func (m *Matcher) Overlap() int { return max(0, m.Longest-1) }

// Length is the length of a literal in bytes.
func (m *Matcher) Length(literal int) int { return len(m.Literals[literal].Text) }

// Scan appends to hits every occurrence that lies in the block, by its start and then by the
// number of its literal, and gives the longer slice. It allocates only when hits has to grow.
func (m *Matcher) Scan(hits []Hit, block []byte) []Hit {
	switch {
	case m.Short.isEmpty():
		return m.scanLong(hits, block)
	case m.Long.isEmpty():
		return m.scanShort(hits, block)
	}
	return m.scanBoth(hits, block)
}

func (m *Matcher) scanLong(hits []Hit, block []byte) []Hit {
	first := len(hits)
	for at := m.Long.next8(block, 0); at >= 0; at = m.Long.next8(block, at+8) {
		hits = m.verify(hits, first, block, at, &m.Long)
	}
	return hits
}

func (m *Matcher) scanShort(hits []Hit, block []byte) []Hit {
	first := len(hits)
	for at := m.Short.next4(block, 0); at >= 0; at = m.Short.next4(block, at+4) {
		hits = m.verify(hits, first, block, at, &m.Short)
	}
	return hits
}

func (m *Matcher) scanBoth(hits []Hit, block []byte) []Hit {
	first := len(hits)
	for at := nextBoth(&m.Long, &m.Short, block, 0); at >= 0; at = nextBoth(&m.Long, &m.Short, block, at+8) {
		hits = m.verify(hits, first, block, at, &m.Long)
		hits = m.verify(hits, first, block, at, &m.Short)
		hits = m.verify(hits, first, block, at+4, &m.Short)
	}
	if rest := len(block) % 8; rest >= 4 {
		hits = m.verify(hits, first, block, len(block)-rest, &m.Short)
	}
	return hits
}

// verify appends the literals that really stand round the gram at an offset of the block. Hits
// of this scan begin at first; the new ones are put in order.
func (m *Matcher) verify(hits []Hit, first int, block []byte, at int, x *Index) []Hit {
	for number := x.find(gramAt(block, at, x.Size)); number >= 0; number = x.Next[number] {
		member, offset := x.memberOf(number)
		l := &m.Literals[member]
		start := at - l.Window - offset
		end := start + len(l.Text)
		if start >= 0 && end <= len(block) && literal(l.Text).equals(block[start:end]) {
			hits = insert(hits, first, Hit{Literal: int(member), Start: start})
		}
	}
	return hits
}

// insert adds a hit where it belongs, which is near the end.
func insert(hits []Hit, first int, h Hit) []Hit {
	hits = append(hits, h)
	i := len(hits) - 1
	for ; i > first && before(h, hits[i-1]); i-- {
		hits[i] = hits[i-1]
	}
	hits[i] = h
	return hits
}

func before(a, b Hit) bool {
	return a.Start < b.Start || a.Start == b.Start && a.Literal < b.Literal
}
