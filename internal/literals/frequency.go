package literals

import (
	"bytes"
	_ "embed"
	"math"
)

// background holds fragments of text that are frequent in logs, one a line after a digit that
// says how frequent: one more is twice as often. It only decides how fast a Matcher is, which
// looks for the parts of a literal that are the rarest. internal/tools/background makes it.
//
//go:embed background.txt
var background []byte

// frequency knows how often each gram of one size stands in logs.
type frequency struct {
	size   int
	counts [1 << countBits]uint32 // by hash; two grams may share one
}

const countBits = 15

func countBackground(size int) *frequency {
	f := &frequency{size: size}
	for line := range bytes.Lines(background) {
		weight := uint32(1) << (line[0] - '0')
		text := bytes.TrimSuffix(line[1:], []byte("\n"))
		for i := 0; i+size <= len(text); i++ {
			f.counts[countSlot(gramAt(text, i, size))] += weight
		}
	}
	return f
}

func countSlot(gram uint64) uint64 { return gram * multiplier >> (64 - countBits) }

// commonness says how often the rarest window of a literal stands in logs.
func commonness(literal string) int {
	_, sum := frequencyOf(gramSize(literal)).rarestWindow(literal)
	return sum
}

// rarestWindow gives the offset of the window whose grams are the least frequent together, and how
// frequent they are. The window holds as many grams as a gram has bytes.
func (f *frequency) rarestWindow(literal string) (window, often int) {
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
	return best, least
}

func (f *frequency) at(literal string, offset int) int {
	return int(f.counts[countSlot(gramOf(literal, offset, f.size))])
}
