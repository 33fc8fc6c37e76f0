package rules

import (
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Bounds that keep the memory of an attempt flat, whatever it holds.
const (
	maxFirstHits = 64   // of one probe in one attempt, from the beginning
	maxLastHits  = 64   // and the latest ones
	maxEvidence  = 1000 // characters of one evidence
	entryWindow  = 64 << 10
	partWindow   = 256 << 10
)

// hit is one match of a probe on one entry.
type hit struct {
	ordinal  int
	line     int
	time     time.Time
	local    parser.LocalTime
	text     string // raw evidence
	captures map[string]string
	script   bool          // the pattern matched source text, not output
	bare     bool          // counts only in an excerpt that holds nothing else
	silence  time.Duration // how long nothing was logged after it
	duration time.Duration // how long the script ran
	failure  int           // index of the failure that matched, -1 for an entry
}

// clock is the time of the entry, in UTC or else by the clock of the server.
func (h *hit) clock() time.Time {
	if h.time.IsZero() {
		return h.local.Time
	}
	return h.time
}

// hits are the matches of one probe in one attempt: the first ones, the last ones, and how many.
type hits struct {
	first, last []*hit
	count       int
	waiting     []candidate
	waitingSize int // bytes of their texts
}

func (h *hits) add(x *hit) {
	h.count++
	if len(h.first) < maxFirstHits {
		h.first = append(h.first, x)
		return
	}
	if len(h.last) == maxLastHits {
		h.last = h.last[:copy(h.last, h.last[1:])]
	}
	h.last = append(h.last, x)
}

// void takes back the matches from an ordinal on: a non-critical task swallowed them.
func (h *hits) void(from int) {
	for len(h.waiting) > 0 && h.waiting[len(h.waiting)-1].ordinal >= from {
		h.waiting = h.waiting[:len(h.waiting)-1]
	}
	for len(h.last) > 0 && h.last[len(h.last)-1].ordinal >= from {
		h.last = h.last[:len(h.last)-1]
		h.count--
	}
	if len(h.last) > 0 {
		return
	}
	for len(h.first) > 0 && h.first[len(h.first)-1].ordinal >= from {
		h.first = h.first[:len(h.first)-1]
		h.count--
	}
}

// total is how many matches there were, those that were not kept included.
func (h *hits) total() int {
	if h == nil {
		return 0
	}
	return h.count
}

// all lists the matches that were kept, in order.
func (h *hits) all() []*hit {
	if h == nil {
		return nil
	}
	if len(h.last) == 0 {
		return h.first
	}
	return append(append(make([]*hit, 0, len(h.first)+len(h.last)), h.first...), h.last...)
}
