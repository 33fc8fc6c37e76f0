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

// index says which literals hold a gram, and first of all, quickly, that none does.
type index struct {
	size       int  // of a gram: 8 or 4
	shift      uint // of a hash: shift8 or shift4
	multiplier uint64
	bits       [bitmapLen]uint64 // by hash: may there be such a gram
	slots      []int32           // a hash table, open addressing: 1 + the first entry of a gram, or 0
	slotShift  uint
	entries    []entry
}

// entry is one gram of the window of a literal.
type entry struct {
	gram    uint64
	literal int32
	offset  int32 // of the gram in the literal
	next    int32 // the next entry with the same gram, or -1
}

func (x *index) isEmpty() bool { return len(x.entries) == 0 }

// has says whether the gram may be one; it is rarely wrong.
func (x *index) has(gram uint64) bool {
	h := gram * x.multiplier >> x.shift
	return x.bits[h>>6]&(1<<(h&63)) != 0
}

// has8 is has for an index of grams of 8 bytes, has4 for one of 4: a shift by a constant is fast.
func (x *index) has8(gram uint64) bool {
	h := gram * x.multiplier >> shift8
	return x.bits[h>>6]&(1<<(h&63)) != 0
}

func (x *index) has4(gram uint64) bool {
	h := gram * x.multiplier >> shift4
	return x.bits[h>>6]&(1<<(h&63)) != 0
}

// next8 gives the next offset of the block, in steps of 8 from the given one, where a gram of 8
// bytes may stand, or -1. Four steps are written out, since a step is hardly more than its loop.
func (x *index) next8(block []byte, at int) int {
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
func (x *index) next4(block []byte, at int) int {
	for ; at+4 <= len(block); at += 4 {
		if x.has4(uint64(binary.LittleEndian.Uint32(block[at:]) | fold4)) {
			return at
		}
	}
	return -1
}

// nextBoth gives the next offset of the block, in steps of 8 from the given one, where a gram of
// either index may stand in the 8 bytes, or -1.
func nextBoth(long, short *index, block []byte, at int) int {
	for ; at+8 <= len(block); at += 8 {
		gram := binary.LittleEndian.Uint64(block[at:]) | fold8
		if long.has8(gram) || short.has4(gram&low4) || short.has4(gram>>32) {
			return at
		}
	}
	return -1
}

// find gives the first entry of a gram, or -1.
func (x *index) find(gram uint64) int32 {
	return x.slots[x.slotOf(gram)] - 1
}

// slotOf gives the slot of a gram, or the free one where it would stand.
func (x *index) slotOf(gram uint64) int {
	i := int(gram * x.multiplier >> x.slotShift)
	for x.slots[i] != 0 && x.entries[x.slots[i]-1].gram != gram {
		i = (i + 1) & (len(x.slots) - 1)
	}
	return i
}

// setMultiplier fills the bitmap by the hash of this multiplier.
func (x *index) setMultiplier(multiplier uint64) {
	x.multiplier = multiplier
	clear(x.bits[:])
	for i := range x.entries {
		h := x.entries[i].gram * multiplier >> x.shift
		x.bits[h>>6] |= 1 << (h & 63)
	}
}

// link fills the hash table once entries and multiplier are there.
func (x *index) link() {
	width := bits.Len(uint(2 * len(x.entries)))
	x.slotShift = uint(64 - width)
	x.slots = make([]int32, 1<<width)
	for i := range x.entries {
		e := &x.entries[i]
		s := &x.slots[x.slotOf(e.gram)]
		e.next, *s = *s-1, int32(i)+1
	}
}
