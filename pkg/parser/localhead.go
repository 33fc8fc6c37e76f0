package parser

import (
	"bytes"
	"time"
)

// localHeads tells which lines begin an entry in logs whose lines carry the time of day only:
// those of ServiceControl.ps1 and its sisters, and those of Windows Installer.
type localHeads struct {
	kind  Kind
	clock localClock
	any   bool
	// reading is the local time of the head that was read last.
	reading LocalTime
}

// How far back the clock may go before it must be the next day: an hour is the end of summer
// time, and the processes of Windows Installer write into one log at the same time.
const (
	scriptSlack = 61 * time.Minute
	msiSlack    = 12 * time.Hour
)

// newLocalHeads gives nil for the kinds of log that have other heads.
func newLocalHeads(kind Kind) *localHeads {
	switch kind {
	case KindServiceControl, KindUpdateScript:
		return &localHeads{kind: kind, clock: localClock{slack: scriptSlack}}
	case KindMSI:
		return &localHeads{kind: kind, clock: localClock{slack: msiSlack}}
	}
	return nil
}

// begins reports whether line begins an entry, and reads its head. Asking twice for the same line
// gives the same.
func (l *localHeads) begins(line []byte, c *clock, h *head) bool {
	first := !l.any
	l.any, l.reading = true, LocalTime{}
	if parseHead(line, c, h) {
		return true // somebody put two logs into one file
	}
	*h = head{level: -1}
	at := len(line) - len(bytes.TrimLeft(line, " \t"))
	text := line[at:]
	if l.kind == KindMSI {
		return l.msi(text, at, h) || first
	}
	return l.script(text, at, h) || first
}

// script reads "[HH:mm:ss] [TAG] message".
func (l *localHeads) script(text []byte, at int, h *head) bool {
	if !isClock(text) {
		return false
	}
	clock, ok := clockOf(text[1:])
	if !ok {
		return false
	}
	h.stamped = true
	h.tag, h.message = parseTag(text, skipBlank(text, len("[00:00:00]")))
	message := text[h.message:]
	h.message += at
	if isSeparator(message) {
		l.reading = LocalTime{Time: noDay.Add(clock)} // the date stands in the line after it
		return true
	}
	if date, ok := scriptDate(message); ok {
		days, _ := readDate(date)
		l.clock.header(days, clock)
	}
	l.reading = l.clock.at(clock)
	return true
}

// isSeparator finds the line of hyphens or stars before a header.
func isSeparator(message []byte) bool {
	line := bytes.TrimRight(firstLine(message), " ")
	return len(line) >= 20 && (len(bytes.Trim(line, "*")) == 0 || len(bytes.Trim(line, "-")) == 0)
}

// scriptDate gives the date of a header "* NAME.ps1: DATE".
func scriptDate(message []byte) ([]byte, bool) {
	if len(message) == 0 || message[0] != '*' {
		return nil, false
	}
	name, date, ok := bytes.Cut(firstLine(message), []byte(": "))
	return date, ok && bytes.HasSuffix(name, []byte(".ps1"))
}

// msi reads the head of a line of Windows Installer. Lines without a head of their own belong to
// the time of the one before.
func (l *localHeads) msi(text []byte, at int, h *head) bool {
	if len(text) == 0 {
		return false
	}
	if text[0] == 'M' && msiHead(text, h) {
		clock, ok := clockOf(text[17:])
		if ms := text[26:29]; ok && isDigit(ms[0]) && two(ms, 1) >= 0 {
			clock += time.Duration(int(ms[0]-'0')*100+two(ms, 1)) * time.Millisecond
		}
		if ok {
			l.reading = l.clock.at(clock)
		}
		h.stamped, h.message = true, h.message+at
		return true
	}
	if date, ok := msiDate(text); ok {
		l.msiHeader(date)
		h.stamped = true
	} else if at > 0 && !opensMSI(text) {
		return false
	}
	l.reading, h.message = l.clock.now(), at
	return true
}

// msiDate gives what stands behind the colon in "=== Verbose logging started: DATE  TIME …".
func msiDate(text []byte) ([]byte, bool) {
	if !hasAnyPrefix(text, "=== Verbose logging st", "=== Logging st") {
		return nil, false
	}
	_, date, ok := bytes.Cut(text, []byte("ed: "))
	return date, ok
}

func (l *localHeads) msiHeader(date []byte) {
	days, rest := readDate(date)
	rest = bytes.TrimLeft(rest, " .")
	if len(rest) > 1 && !isDigit(rest[1]) {
		rest = append([]byte("0"), rest...) // a culture without a zero before the hour
	}
	if clock, ok := clockOf(rest); ok {
		l.clock.header(days, clock)
	}
}

// opensMSI finds the lines that begin an entry even where a pasted log is indented.
func opensMSI(text []byte) bool {
	return hasAnyPrefix(text, "CAQuietExec:", "CustomAction ", "Action start ", "Action ended ", "Property(S): ",
		"Property(C): ", "Error ")
}
