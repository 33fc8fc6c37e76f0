package rules

// Patterns that only captures ask for are the dearest, and their answers are needed only when a
// rule has matched, which most never do. So the texts wait in which such a pattern may match.

// Bounds of what waits for one probe; beyond them the pattern is tried after all.
const (
	maxWaiting      = 128
	maxWaitingBytes = 64 << 10
)

// candidate is an entry in which a probe may match.
type candidate struct {
	ordinal int
	text    string
}

// postpone puts the current entry off.
func (c *Collector) postpone(i int32) {
	h, text := c.hitsOf(i), c.entryText()
	h.waiting = append(h.waiting, candidate{c.current.Ordinal, text})
	if h.waitingSize += len(text); len(h.waiting) >= maxWaiting || h.waitingSize > maxWaitingBytes {
		c.catchUp(i)
	}
}

// catchUp tries a probe on what waits for it. Captures look at the ordinals and groups of a hit, and
// at nothing else.
func (c *Collector) catchUp(i int32) {
	h := c.hits[i]
	if h == nil || len(h.waiting) == 0 {
		return
	}
	for _, w := range h.waiting {
		if f, ok := c.find(i, w.text); ok {
			h.add(&hit{ordinal: w.ordinal, captures: f.captures, failure: -1})
		}
	}
	clear(h.waiting) // lets go of the texts
	h.waiting, h.waitingSize = h.waiting[:0], 0
}
