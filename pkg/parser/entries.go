package parser

import (
	"bytes"
	"io"
	"iter"
)

// EntryOptions say where in a source a text begins and what is known of it. The zero value is
// right for a whole source of any kind.
type EntryOptions struct {
	// FirstLine is the 1-based number of the first line; 0 means 1.
	FirstLine int
	// FirstOffset is where the text begins in the decoded source, in bytes.
	FirstOffset int64
	// Kind of the source, when it is known. For the kinds other than setup's own log it says
	// which lines begin an entry.
	Kind Kind
	// Log is true for a piece of a real log that may not show its banner: only lines with the
	// full grammar begin entries then.
	Log bool
	// Excerpt is true for text that is known to be no log: looser beginnings count to its end.
	Excerpt bool
	// Shifts say where lines of the text are not lines of the source, in order.
	Shifts []LineShift
}

// Entries cuts decoded text (see NewReader) into entries. The yielded entry and its byte slices
// are valid until the next step. A read error is yielded once, after the entries read so far.
//
// Until a banner with the full grammar has been seen the text may be something that a person
// pasted, and looser beginnings of entries count (see paste). From the banner on it is a log:
// only lines with the full grammar begin an entry, since script text can contain anything. Behind
// the end of an attempt all is open again, so that an attempt reads the same when it is read
// alone, from its first line on.
func Entries(r io.Reader, opts EntryOptions) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		s := newScanner(r, opts)
		for s.next() {
			if !yield(&s.entry, nil) {
				return
			}
		}
		if err := s.text.failed(); err != nil {
			yield(nil, err)
		}
	}
}

// scanner puts lines together to entries.
type scanner struct {
	text   lineBuffer
	clock  clock
	head   head // of the line made ready, when it begins an entry
	paste  paste
	local  *localHeads // for the kinds that write the time of day only, else nil
	fixed  bool        // whether it is a log was said and is not found out
	log    bool        // a banner has been seen
	ended  bool        // the last entry was "End of Setup"
	line   int         // number of the line made ready
	offset int64
	rest   int         // bytes of continuation lines that the entry still may keep
	shifts []LineShift // to come
	entry  Entry
}

func newScanner(r io.Reader, opts EntryOptions) *scanner {
	return &scanner{
		text:   lineBuffer{src: r},
		paste:  paste{kind: opts.Kind},
		local:  newLocalHeads(opts.Kind),
		log:    opts.Log,
		fixed:  opts.Log || opts.Excerpt,
		line:   max(opts.FirstLine, 1),
		offset: opts.FirstOffset,
		shifts: shiftsFrom(opts.Shifts, opts.FirstOffset),
	}
}

// next puts the next entry together.
func (s *scanner) next() bool {
	if !s.skipBlank() {
		return false
	}
	if s.entry.Line == 0 && !s.log && s.local == nil {
		s.paste.wrap = wrapOf(s.text.ahead(wrapSample))
	}
	s.begins()
	s.first()
	for s.text.peek() && !s.begins() {
		s.continuation()
	}
	s.finish()
	return true
}

// skipBlank steps over blank lines before the first entry.
func (s *scanner) skipBlank() bool {
	for s.text.peek() {
		if len(bytes.TrimSpace(s.text.line())) > 0 || s.entry.Line > 0 {
			return true
		}
		s.step(false)
	}
	return false
}

// begins reports whether the line made ready begins an entry.
func (s *scanner) begins() bool {
	line := s.text.line()
	if s.local != nil {
		return s.local.begins(line, &s.clock, &s.head)
	}
	if parseHead(line, &s.clock, &s.head) {
		return true
	}
	s.head = head{level: -1}
	return !s.log && s.paste.begins(line, &s.clock, &s.head)
}

// first opens the entry with the line made ready.
func (s *scanner) first() {
	h := &s.head
	s.entry = Entry{
		Line: s.line, Lines: 1, Offset: s.offset,
		Time: h.time, Level: h.level, Tag: h.tag, Stamped: h.stamped, messageAt: h.message,
	}
	if s.local != nil {
		s.entry.Local = s.local.reading
	}
	line := s.text.line()
	if !s.fixed {
		s.frame(line[h.message:])
	}
	if !s.log {
		s.paste.first(line, h)
		s.entry.messageAt = max(h.message, indentOf(line))
	}
	s.rest = maxContinuation
	s.text.begin()
	s.entry.Truncated = !s.step(true)
}

// frame follows the beginning and the end of attempts.
func (s *scanner) frame(message []byte) {
	switch {
	case !s.head.stamped:
	case s.log:
		s.log = !s.ended || !isStars(message)
	default:
		s.log = isBanner(message)
	}
	s.ended = bytes.HasPrefix(message, []byte(endOfSetup))
}

// continuation adds the line made ready to the entry.
func (s *scanner) continuation() {
	if !s.log {
		s.paste.continuation(s.text.line())
	}
	s.entry.Lines = s.line - s.entry.Line + 1
	s.rest -= s.text.size
	if !s.step(s.rest >= 0) {
		s.entry.Truncated = true
	}
}

// step goes on to the next line.
func (s *scanner) step(keep bool) bool {
	s.line++
	s.offset += int64(s.text.size) + s.text.dropped
	if len(s.shifts) > 0 && s.shifts[0].Offset < s.offset {
		s.entry.shifts = append(s.entry.shifts, LineShift{int64(s.text.kept + s.text.size - 1 - s.text.start), s.shifts[0].By})
		s.line += s.shifts[0].By
		s.shifts = s.shifts[1:]
	}
	return s.text.take(keep)
}

func (s *scanner) finish() {
	e := &s.entry
	e.Raw = s.text.entry()
	e.Message = e.Raw[min(e.messageAt, len(e.Raw)):]
	if (s.paste.wrap.cuts || s.paste.wrap.words) && !s.log && e.Lines > 1 {
		e.mend(s.paste.wrap)
	}
	if !s.log && e.Lines > 1 {
		e.skipBlanks()
	}
	e.size = s.offset - e.Offset
}
