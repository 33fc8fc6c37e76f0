package parser

import (
	"time"
)

// head is what the first line of an entry says before its message.
type head struct {
	time    time.Time
	level   int
	tag     Tag
	stamped bool // the line has the full grammar
	message int  // where the message begins
}

// clock remembers the last date, which almost every line repeats.
type clock struct {
	date  [10]byte
	day   int64 // its midnight in Unix seconds
	valid bool
}

// The fixed part of a stamp: "[MM/dd/yyyy HH:mm:ss." with any single separators.
const (
	stampFixed = len("[00/00/0000 00:00:00.")
	stampLeast = len("[00/00/0000 00:00:00.0] [0]")
)

// IsHead says whether a line begins an entry: whether it has the full grammar
// "[MM/dd/yyyy HH:mm:ss.ffff] [n] message". This is the one definition of it.
func IsHead(line []byte) bool {
	var c clock
	var h head
	return parseHead(line, &c, &h)
}

// parseHead reads the head of a line with the full grammar
//
//	[MM/dd/yyyy HH:mm:ss.ffff] [n] [TAG] message
//
// into h, and reports whether the line has it. The order of the date is fixed, its separators
// follow the culture of the user; ffff are milliseconds padded to four digits. A date that
// does not exist leaves the time empty.
func parseHead(line []byte, c *clock, h *head) bool {
	if len(line) < stampLeast || line[0] != '[' {
		return false
	}
	at, n := c.parse(line[1:])
	if n == 0 {
		at, n = c.parseWide(line)
	}
	if n == 0 || line[n] != '.' {
		return false
	}
	ms, i := fraction(line, n+1)
	if i == n+1 || i+2 >= len(line) || line[i] != ']' || line[i+1] != ' ' {
		return false
	}
	level, i := parseLevel(line, i+2)
	if level < 0 {
		return false
	}
	*h = head{time: at.time(ms), level: level, stamped: true}
	i = skipBlank(line, i)
	h.tag, h.message = parseTag(line, i)
	if h.tag == TagError && line[h.message-1] != ' ' {
		h.tag, h.message = TagNone, i // the writer puts a blank behind the tag
	}
	return true
}

// instant is a point in time in Unix seconds.
type instant struct {
	seconds int64
	valid   bool // there is such a day and hour
}

// time is the instant with its milliseconds, or the zero time.
func (i instant) time(ms int) time.Time {
	if !i.valid {
		return time.Time{}
	}
	return time.Unix(i.seconds, int64(ms)*int64(time.Millisecond)).UTC()
}

// parse reads "MM/dd/yyyy HH:mm:ss" at the start of p. It returns the index in the line (which
// has one byte before p) behind the seconds, 0 when the form does not fit.
func (c *clock) parse(p []byte) (instant, int) {
	if len(p) < stampFixed-2 || p[10] != ' ' || isDigit(p[13]) || isDigit(p[16]) {
		return instant{}, 0
	}
	hour, minute, second := two(p, 11), two(p, 14), two(p, 17)
	if hour|minute|second < 0 || !c.setDate(p[:10]) {
		return instant{}, 0
	}
	at := instant{c.day + int64(hour*3600+minute*60+second), c.valid}
	if hour > 23 || minute > 59 || second > 59 {
		at.valid = false
	}
	return at, stampFixed - 1
}

// wideGroups are the digits of a stamp, and widest is how long a separator of some cultures is.
var wideGroups = [...]int{2, 2, 4, 2, 2, 2}

const widest = 4

// parseWide reads a stamp whose separators are longer than one byte, such as ". ".
func (c *clock) parseWide(line []byte) (instant, int) {
	plain := [stampFixed - 2]byte{2: '/', 5: '/', 10: ' ', 13: ':', 16: ':'}
	i, to := 1, 0
	for g, digits := range &wideGroups {
		if i+digits >= len(line) {
			return instant{}, 0
		}
		to += copy(plain[to:], line[i:i+digits]) + 1
		i += digits
		if g == len(wideGroups)-1 {
			break
		}
		from := i
		for i < len(line) && i-from < widest && !isDigit(line[i]) && line[i] != ']' {
			i++
		}
		if i == from {
			return instant{}, 0
		}
	}
	at, n := c.parse(plain[:])
	if n == 0 || i >= len(line) {
		return instant{}, 0
	}
	return at, i
}

// setDate reads "MM/dd/yyyy" and reports whether it has that form.
func (c *clock) setDate(p []byte) bool {
	if string(p) == string(c.date[:]) {
		return true
	}
	month, day, century, year := two(p, 0), two(p, 3), two(p, 6), two(p, 8)
	if month|day|century|year < 0 || isDigit(p[2]) || isDigit(p[5]) {
		return false
	}
	copy(c.date[:], p)
	t := time.Date(century*100+year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	c.day = t.Unix()
	c.valid = t.Day() == day && int(t.Month()) == month
	return true
}

// fraction reads up to four digits of milliseconds.
func fraction(line []byte, i int) (ms, end int) {
	for end = i; end < len(line) && end < i+4 && isDigit(line[end]); end++ {
		ms = ms*10 + int(line[end]-'0')
	}
	if ms > 999 { // no writer of setup does this; take it for what it would mean elsewhere
		ms /= 10
	}
	return ms, end
}

// parseLevel reads "[n]" and returns the index behind it, or a level of -1.
func parseLevel(line []byte, i int) (level, end int) {
	if i+2 >= len(line) || line[i] != '[' || !isDigit(line[i+1]) {
		return -1, i
	}
	level = int(line[i+1] - '0')
	for end = i + 2; end < len(line) && isDigit(line[end]); end++ {
		level = 3
	}
	if end >= len(line) || line[end] != ']' {
		return -1, i
	}
	return min(level, 3), end + 1
}

// tagNames are the tags in lower case; the longer of two with the same beginning needs no
// place before the shorter, since the bracket belongs to the name.
var tagNames = [...]struct {
	name string
	tag  Tag
}{
	{"[error]", TagError},
	{"[warning]", TagWarning},
	{"[required]", TagRequired},
	{"[recomended]", TagRecommended},
	{"[recommended]", TagRecommended},
	{"[error-reference]", TagErrorReference},
}

// parseTag reads the tag at i, in any letter case, and returns where the message begins.
func parseTag(line []byte, i int) (Tag, int) {
	if i >= len(line) || line[i] != '[' {
		return TagNone, i
	}
	for _, t := range &tagNames {
		if hasPrefixFold(line[i:], t.name) {
			return t.tag, skipBlank(line, i+len(t.name))
		}
	}
	return TagNone, i
}

// skipBlank steps over one blank.
func skipBlank(line []byte, i int) int {
	if i < len(line) && line[i] == ' ' {
		i++
	}
	return i
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// two reads two digits; it is negative when there are none.
func two(p []byte, i int) int {
	a, b := p[i]-'0', p[i+1]-'0'
	if a > 9 || b > 9 {
		return -1
	}
	return int(a)*10 + int(b)
}

// hasPrefixFold is bytes.HasPrefix without regard to the case of ASCII letters; prefix is in
// lower case.
func hasPrefixFold(s []byte, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c-'A' <= 'Z'-'A' {
		c += 'a' - 'A'
	}
	return c
}
