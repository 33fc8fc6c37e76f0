package literals

import (
	"encoding/binary"
	"math/bits"
)

const (
	// The hashes of grams have 17 and 15 bits, so that the bitmaps, of 16 and 4 KiB, stay in the
	// fastest cache.
	shift8    = 64 - 17
	shift4    = 64 - 15
	bitmapLen = 1 << 17 / 64
)

// Index says which literals hold a gram, and first of all, quickly, that none does.
//
// The window of a literal has as many grams as a gram has bytes. They are numbered in the order of
// members: gram n belongs to member n/Size and begins n%Size bytes into its window.
type Index struct {
	Size      int // of a gram: 8 or 4
	Members   []int32
	Bits      [bitmapLen]uint64 // by hash: may there be such a gram
	Slots     []int32           // a hash table, open addressing: 1 + the number of a gram, or 0
	SlotShift uint
	Grams     []uint64 // by number
	Next      []int32  // by number: the next one that is the same gram, or -1
}

// multiplier is the hash function: it is odd and has its bits spread.
const multiplier = 0xc4ceb9fe1a85ec53

func (x *Index) isEmpty() bool { return len(x.Members) == 0 }

// has8 says whether the gram of 8 bytes may be one; it is rarely wrong. has4 is the same for an
// index of grams of 4 bytes: a shift by a constant is fast.
func (x *Index) has8(gram uint64) bool {
	h := gram * multiplier >> shift8
	return x.Bits[h>>6]&(1<<(h&63)) != 0
}

func (x *Index) has4(gram uint64) bool {
	h := gram * multiplier >> shift4
	return x.Bits[h>>6]&(1<<(h&63)) != 0
}

// next8 gives the next offset of the block, in steps of 8 from the given one, where a gram of 8
// bytes may stand, or -1. Four steps are written out, since a step is hardly more than its loop.
func (x *Index) next8(block []byte, at int) int {
	for ; at+32 <= len(block); at += 32 {
		four := block[at : at+32 : at+32]
		if x.has8(binary.LittleEndian.Uint64(four) | fold8) {
			return at
		}
		if x.has8(binary.LittleEndian.Uint64(four[8:]) | fold8) {
			return at + 8
		}
		if x.has8(binary.LittleEndian.Uint64(four[16:]) | fold8) {
			return at + 16
		}
		if x.has8(binary.LittleEndian.Uint64(four[24:]) | fold8) {
			return at + 24
		}
	}
	for ; at+8 <= len(block); at += 8 {
		if x.has8(binary.LittleEndian.Uint64(block[at:]) | fold8) {
			return at
		}
	}
	return -1
}

// next4 is next8 for an index of grams of 4 bytes, in steps of 4.
func (x *Index) next4(block []byte, at int) int {
	for ; at+4 <= len(block); at += 4 {
		if x.has4(uint64(binary.LittleEndian.Uint32(block[at:]) | fold4)) {
			return at
		}
	}
	return -1
}

// nextBoth gives the next offset of the block, in steps of 8 from the given one, where a gram of
// either index may stand in the 8 bytes, or -1.
func nextBoth(long, short *Index, block []byte, at int) int {
	for ; at+8 <= len(block); at += 8 {
		gram := binary.LittleEndian.Uint64(block[at:]) | fold8
		if long.has8(gram) || short.has4(gram&low4) || short.has4(gram>>32) {
			return at
		}
	}
	return -1
}

// memberOf gives the member of a gram, and where in its window the gram begins.
func (x *Index) memberOf(number int32) (member int32, offset int) {
	if x.Size == 4 {
		return x.Members[number>>2], int(number & 3)
	}
	return x.Members[number>>3], int(number & 7)
}

// find gives the first gram that equals this one, or -1.
func (x *Index) find(gram uint64) int32 { return x.Slots[x.slotOf(gram)] - 1 }

// slotOf gives the slot of a gram, or the free one where it would stand.
func (x *Index) slotOf(gram uint64) int {
	i := int(gram * multiplier >> x.SlotShift)
	for x.Slots[i] != 0 && x.Grams[x.Slots[i]-1] != gram {
		i = (i + 1) & (len(x.Slots) - 1)
	}
	return i
}

// enter enters the grams of all members.
func (x *Index) enter(literals []Literal) {
	count := x.Size * len(x.Members)
	width := bits.Len(uint(count + count/2))
	x.SlotShift = uint(64 - width)
	x.Slots = make([]int32, 1<<width)
	x.Grams, x.Next = make([]uint64, 0, count), make([]int32, 0, count)
	for _, member := range x.Members {
		l := &literals[member]
		for i := range x.Size {
			x.put(gramOf(l.Text, l.Window+i, x.Size))
		}
	}
}

// put enters one gram.
func (x *Index) put(gram uint64) {
	h := gram * multiplier >> x.shift()
	x.Bits[h>>6] |= 1 << (h & 63)
	x.Grams = append(x.Grams, gram)
	first := &x.Slots[x.slotOf(gram)]
	x.Next = append(x.Next, *first-1)
	*first = int32(len(x.Grams))
}

func (x *Index) shift() uint {
	if x.Size == 4 {
		return shift4
	}
	return shift8
}

// gramAt gives the folded gram at an offset.
func gramAt(text []byte, offset, size int) uint64 {
	if size == 4 {
		return uint64(binary.LittleEndian.Uint32(text[offset:]) | fold4)
	}
	return binary.LittleEndian.Uint64(text[offset:]) | fold8
}

// gramOf gives the folded gram at an offset of a literal.
func gramOf(text string, offset, size int) uint64 {
	if size == 4 {
		t := text[offset : offset+4]
		return uint64(t[0]|0x20) | uint64(t[1]|0x20)<<8 | uint64(t[2]|0x20)<<16 | uint64(t[3]|0x20)<<24
	}
	return wordAt(text, offset) | fold8
}
