package parser

import (
	"bytes"
	"slices"
)

// HasBanner reports whether the head of a source, as it is stored, shows a line with the banner
// of an attempt, or the header of a run of another program: it is then a log, and not something
// that a person pasted.
func HasBanner(start []byte) bool {
	var c clock
	var h head
	for line := range bytes.Lines(Decoded(start)) {
		line = bytes.TrimRight(line, "\r\n")
		if parseHead(line, &c, &h) && isBanner(line[h.message:]) || isRunHeader(line) {
			return true
		}
	}
	return false
}

// isRunHeader finds the lines with which the logs of other programs than setup begin a run.
func isRunHeader(line []byte) bool {
	if isClock(line) {
		return isScriptHeader(bytes.TrimLeft(line[len("[00:00:00]"):], " "))
	}
	return hasAnyPrefix(line, "=== Verbose logging started: ", "=== Logging started: ")
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
