package literals

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"math"
)

// background holds fragments of text that are frequent in logs, one a line after a digit that
// says how frequent: one more is twice as often. It only decides how fast a Matcher is, which
// looks for the parts of a literal that are the rarest. internal/tools/background makes it.
//
//go:embed background.txt
var background []byte

// multipliers are tried as hash functions; the one that confuses the fewest of the frequent
// grams with those of literals is used. They are odd and have their bits spread. The first one
// is that of the milestones of setup logs, and of all who do not try.
var multipliers = [...]uint64{
	0xc4ceb9fe1a85ec53, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 0xd6e8feb86659fd93,
	0xff51afd7ed558ccd, 0x9e3779b97f4a7c15, 0x87c37b91114253d5, 0x4cf5ad432745937f,
}

// newMatcher enters the literals by their windows. Multipliers and hash tables are missing yet.
func newMatcher(literals []Literal) *Matcher {
	m := &Matcher{literals: newLiterals(literals)}
	m.long = index{size: 8, shift: shift8, entries: make([]entry, 0, 8*len(literals))}
	m.short = index{size: 4, shift: shift4}
	for i, l := range literals {
		x := &m.long
		if len(l.Text) < GoodLength {
			x = &m.short
		}
		x.add(int32(i), m.literals[i].lower, l.Window)
		m.overlap = max(m.overlap, len(l.Text)-1)
	}
	return m
}

// link makes the hash tables.
func (m *Matcher) link() {
	m.long.link()
	m.short.link()
}

// add enters the grams of a window of a literal: as many as a gram has bytes.
func (x *index) add(number int32, literal []byte, window int) {
	for offset := window; offset < window+x.size; offset++ {
		gram := gramAt(literal, offset, x.size)
		x.entries = append(x.entries, entry{gram: gram, literal: number, offset: int32(offset)})
	}
}

// gramAt gives the folded gram at an offset.
func gramAt(text []byte, offset, size int) uint64 {
	if size == 4 {
		return uint64(binary.LittleEndian.Uint32(text[offset:]) | fold4)
	}
	return binary.LittleEndian.Uint64(text[offset:]) | fold8
}

// chooseMultiplier tries them all on the frequent grams.
func (x *index) chooseMultiplier() {
	if x.isEmpty() {
		return
	}
	f := frequencyOf(x.size)
	best, least := multipliers[0], math.MaxInt
	for _, multiplier := range multipliers {
		x.setMultiplier(multiplier)
		if sum := f.sumOf(x.has); sum < least {
			best, least = multiplier, sum
		}
	}
	x.setMultiplier(best)
}

// frequency knows the grams of one size in the background, and how often each stands in logs.
type frequency struct {
	size   int
	grams  []weighted
	counts [1 << countBits]uint32 // by hash; two grams may share one
}

const countBits = 15

type weighted struct {
	gram   uint64
	weight uint32
}

func countBackground(size int) *frequency {
	f := &frequency{size: size}
	for line := range bytes.Lines(background) {
		weight := uint32(1) << (line[0] - '0')
		text := bytes.TrimSuffix(line[1:], []byte("\n"))
		for i := 0; i+size <= len(text); i++ {
			f.add(weighted{gramAt(text, i, size), weight})
		}
	}
	return f
}

func (f *frequency) add(g weighted) {
	f.grams = append(f.grams, g)
	f.counts[countSlot(g.gram)] += g.weight
}

func countSlot(gram uint64) uint64 { return gram * multipliers[0] >> (64 - countBits) }

// sumOf adds the weights of the grams that suit.
func (f *frequency) sumOf(suits func(gram uint64) bool) int {
	sum := 0
	for _, g := range f.grams {
		if suits(g.gram) {
			sum += int(g.weight)
		}
	}
	return sum
}

// rarestWindow gives the offset of the window whose grams are the least frequent together. The
// window holds as many grams as a gram has bytes.
func (f *frequency) rarestWindow(literal []byte) int {
	best, least, sum := 0, math.MaxInt, 0
	for i := 0; i+f.size <= len(literal); i++ {
		sum += f.at(literal, i)
		if i < f.size-1 {
			continue
		}
		if sum < least {
			best, least = i-f.size+1, sum
		}
		sum -= f.at(literal, i-f.size+1)
	}
	return best
}

func (f *frequency) at(literal []byte, offset int) int {
	return int(f.counts[countSlot(gramAt(literal, offset, f.size))])
}
