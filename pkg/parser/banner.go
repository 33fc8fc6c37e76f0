package parser

import (
	"bytes"
	"slices"
)

// HasBanner reports whether the head of a source, as it is stored, shows a line with the banner
// of an attempt: it is then a log, and not something that a person pasted.
func HasBanner(start []byte) bool {
	var c clock
	var h head
	for line := range bytes.Lines(decoded(start)) {
		if parseHead(bytes.TrimRight(line, "\r\n"), &c, &h) && isBanner(line[h.message:]) {
			return true
		}
	}
	return false
}

// Clone copies an entry, so that it stays valid when the reader goes on. At most limit bytes of
// it are kept.
func (e *Entry) Clone(limit int) *Entry {
	c := *e
	c.Raw = slices.Clone(e.Raw[:min(len(e.Raw), limit)])
	if len(e.joins) > 0 {
		c.Message = slices.Clone(e.Message[:min(len(e.Message), limit)])
		c.joins = slices.Clone(e.joins)
	} else {
		c.Message = c.Raw[min(len(e.Raw)-len(e.Message), len(c.Raw)):]
	}
	c.text, c.script, c.split = "", "", false
	return &c
}

// IsBanner reports whether a message is the banner with which an attempt begins.
func IsBanner(message []byte) bool { return isBanner(message) }
