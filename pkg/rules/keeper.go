package rules

import (
	"bytes"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Bounds of what a keeper holds: entries at each end of an attempt, and bytes of each entry.
const (
	keepFirst = 200
	keepLast  = 64
	keepBytes = 64 << 10
	keepTotal = 4 << 20
)

// keeper holds copies of the entries that speak of errors, so that evidence for a failure can
// point to the line which says it. In an excerpt it holds every entry.
type keeper struct {
	first, last []*parser.Entry
	bytes       int
}

func (k *keeper) add(e *parser.Entry, all bool) {
	if !all && !speaksOfErrors(e) {
		return
	}
	c := e.Clone(keepBytes)
	if len(k.first) < keepFirst && k.bytes+len(c.Raw) <= keepTotal {
		k.first = append(k.first, c)
		k.bytes += len(c.Raw)
		return
	}
	if len(k.last) == keepLast {
		k.last = k.last[:copy(k.last, k.last[1:])]
	}
	k.last = append(k.last, c)
}

// speaksOfErrors says whether an entry belongs to what error blocks are made of.
func speaksOfErrors(e *parser.Entry) bool {
	switch e.Tag {
	case parser.TagError, parser.TagErrorReference:
		return true
	}
	head := e.Message[:min(len(e.Message), 40)]
	return bytes.Contains(head, []byte("ErrorRecord:"))
}

func (k *keeper) void(from int) {
	for len(k.last) > 0 && k.last[len(k.last)-1].Ordinal >= from {
		k.last = k.last[:len(k.last)-1]
	}
	if len(k.last) > 0 {
		return
	}
	for len(k.first) > 0 && k.first[len(k.first)-1].Ordinal >= from {
		n := len(k.first) - 1
		k.bytes -= len(k.first[n].Raw)
		k.first = k.first[:n]
	}
}

// between lists the kept entries with ordinals from first to last.
func (k *keeper) between(first, last int) []*parser.Entry {
	var out []*parser.Entry
	for _, list := range [][]*parser.Entry{k.first, k.last} {
		for _, e := range list {
			if e.Ordinal >= first && e.Ordinal <= last {
				out = append(out, e)
			}
		}
	}
	return out
}
