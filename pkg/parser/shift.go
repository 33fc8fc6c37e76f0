package parser

import (
	"bytes"
	"slices"
)

// LineShift is a line break of a text behind which the lines of its source have other numbers: the
// source has no break there, or had more of them before it.
type LineShift struct {
	// Offset of the line break in the text, in bytes.
	Offset int64
	// By is what the number of the next line is greater by than it would be, or less.
	By int
}

// shiftsFrom gives the shifts from an offset on.
func shiftsFrom(shifts []LineShift, offset int64) []LineShift {
	i, _ := slices.BinarySearchFunc(shifts, offset, func(s LineShift, at int64) int { return int(s.Offset - at) })
	return shifts[i:]
}

// LineAt is the line of the source in which an index of Raw stands.
func (e *Entry) LineAt(raw int) int {
	line := e.Line + bytes.Count(e.Raw[:raw], []byte{'\n'})
	for _, s := range e.shifts {
		if int(s.Offset) < raw {
			line += s.By
		}
	}
	return line
}
