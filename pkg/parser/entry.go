package parser

import "time"

// Kind says what sort of log a source is. It is known by content, never by name.
type Kind string

// The kinds of source, as they stand in reports.
const (
	KindExchangeSetup  Kind = "exchange-setup"
	KindServiceControl Kind = "service-control"
	KindMSI            Kind = "msi"
	KindLdifError      Kind = "ldif-error"
	KindUpdateScript   Kind = "update-script"
	KindEventLog       Kind = "event-log"
	KindUnknown        Kind = "unknown"
)

// Tag is the marker that stands directly after the level of an entry, such as [ERROR].
type Tag uint8

// The tags that ExchangeSetup.log knows. There is no [INFO]: what has no tag is information.
const (
	TagNone           Tag = iota
	TagError              // [ERROR]
	TagWarning            // [WARNING]
	TagRequired           // [REQUIRED], a readiness rule that failed
	TagRecommended        // [RECOMENDED], misspelt in the product, and [RECOMMENDED]
	TagErrorReference     // [ERROR-REFERENCE]
)

// Entry is one record of a log: its first line and the continuation lines that belong to it.
//
// The byte slices belong to the reader that yielded the entry and are valid until its next
// step. An Entry is not for concurrent use.
type Entry struct {
	// Ordinal counts the entries of an attempt from 0; the Builder sets it.
	Ordinal int
	// Line is the 1-based number of the entry's first line in its source, Lines how many it has.
	Line, Lines int
	// Offset is where the first line begins in the decoded text, in bytes.
	Offset int64
	// Time is UTC. It is zero when the entry carries no complete date and time.
	Time time.Time
	// Local is the local time, for logs that write that and not UTC.
	Local LocalTime
	// Level is the indent level 0 to 3, or -1 when the entry carries none.
	Level int
	// Tag is the marker before the message.
	Tag Tag
	// Stamped says whether the first line had the full grammar of a log line.
	Stamped bool
	// Message is the text after stamp, level and tag, continuation lines included, as it stands.
	Message []byte
	// Raw is the whole entry as it stands, without the last line break.
	Raw []byte
	// Truncated is true when a line was longer than the cap and has been cut.
	Truncated bool

	messageAt    int         // where Message begins in Raw
	joins        []join      // line breaks of Raw that Message has not
	shifts       []LineShift // by index in Raw
	size         int64       // bytes in the decoded text, with line breaks and what was cut off
	text, script string      // canonical forms, made when first asked for
	split        bool
}

// Position is a place in a source that evidence can point to.
type Position struct {
	// Ordinal is the entry's number within its attempt, from 0.
	Ordinal int
	// Line is 1-based; 0 means unknown.
	Line int
	// Time is UTC, zero when unknown.
	Time time.Time
	// Local is set instead for logs that write local time.
	Local LocalTime
	// Text is the raw text at that place, at most a few hundred characters.
	Text string
}

// Clock is the time by which entries of one source follow each other: UTC, or the local time of
// logs that write that. It is zero when the entry carries none.
func (e *Entry) Clock() time.Time {
	if e.Time.IsZero() {
		return e.Local.Time
	}
	return e.Time
}
