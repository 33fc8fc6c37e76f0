package literals

import "encoding/binary"

// literal is a text that is looked for whatever the case of its letters: ASCII in lower case, of
// at least MinLength bytes.
type literal string

const ones = 0x0101010101010101

func fold(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return c
}

// equals compares with a text of the same length, eight bytes at a time; the last eight may have
// been compared in part already.
func (l literal) equals(text []byte) bool {
	n := len(l)
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

func (l literal) equalsEight(text []byte, i int) bool {
	lower := wordAt(string(l), i)
	return binary.LittleEndian.Uint64(text[i:])|lettersOf(lower) == lower
}

func (l literal) equalsBytes(text []byte) bool {
	for i, c := range text {
		if fold(c) != l[i] {
			return false
		}
	}
	return true
}

// wordAt gives the eight bytes from offset i on.
func wordAt(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// lettersOf has bit 5 set in each byte that is a lower-case letter; all bytes are below 0x80. A byte
// of text with that bit equals the letter exactly if it is the same one, large or small.
func lettersOf(word uint64) uint64 {
	from := word + (0x80-'a')*ones   // bit 7: 'a' or more
	beyond := word + (0x7f-'z')*ones // bit 7: more than 'z'
	return from &^ beyond & (0x80 * ones) >> 2
}
