package literals

import "encoding/binary"

// literal is a text that is looked for whatever the case of its letters.
type literal struct {
	lower []byte
	// mask has bit 5 set where lower has a letter: a byte of text with the mask equals the one of
	// lower exactly if it is the same letter, large or small, or the same other byte.
	mask []byte
}

// newLiterals makes all literals in one piece of memory.
func newLiterals(list []Literal) []literal {
	size := 0
	for _, l := range list {
		size += len(l.Text)
	}
	memory := make([]byte, 2*size)
	literals := make([]literal, len(list))
	for i, l := range list {
		n := len(l.Text)
		literals[i] = fold(l.Text, memory[:n:n], memory[n:2*n:2*n])
		memory = memory[2*n:]
	}
	return literals
}

func newLiteral(s string) literal { return fold(s, make([]byte, len(s)), make([]byte, len(s))) }

// fold makes a literal in memory of its length.
func fold(s string, lower, mask []byte) literal {
	l := literal{lower: lower, mask: mask}
	copy(lower, s)
	for i, c := range l.lower {
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			l.lower[i], l.mask[i] = c|0x20, 0x20
		}
	}
	return l
}

// equals compares with a text of the same length, eight bytes at a time; the last eight may have
// been compared in part already.
func (l *literal) equals(text []byte) bool {
	n := len(l.lower)
	if n < 8 {
		return l.equalsBytes(text)
	}
	for i := 0; i < n-8; i += 8 {
		if !l.equalsEight(text, i) {
			return false
		}
	}
	return l.equalsEight(text, n-8)
}

func (l *literal) equalsEight(text []byte, i int) bool {
	word := binary.LittleEndian.Uint64(text[i:]) | binary.LittleEndian.Uint64(l.mask[i:])
	return word == binary.LittleEndian.Uint64(l.lower[i:])
}

func (l *literal) equalsBytes(text []byte) bool {
	for i, c := range text {
		if c|l.mask[i] != l.lower[i] {
			return false
		}
	}
	return true
}
