package parser

import (
	"time"
)

// LocalTime is what the clock on the wall of the server showed when an entry was written. It has
// no zone: what it was in UTC only something else can tell. The zero value means unknown.
type LocalTime struct {
	// Time is the reading. Its location is UTC by form only, and its year is 0 when the log shows
	// only the time of day and no date before it.
	Time time.Time
	// Other is the other reading of a date such as 11/03/2020; zero when there is only one.
	Other time.Time
}

// IsZero says whether nothing is known.
func (t LocalTime) IsZero() bool { return t.Time.IsZero() }

// HasDate says whether the day is known, perhaps in two readings.
func (t LocalTime) HasDate() bool { return !t.IsZero() && t.Time.Year() > 0 }

// String writes the time for people and documents: "2022-11-21 00:50:54", with both days when
// there are two readings, and without any when none is known.
func (t LocalTime) String() string {
	clock := "15:04:05"
	if t.Time.Nanosecond() != 0 {
		clock = "15:04:05.000"
	}
	switch {
	case t.IsZero():
		return ""
	case !t.HasDate():
		return t.Time.Format(clock)
	case t.Other.IsZero():
		return t.Time.Format("2006-01-02 " + clock)
	}
	return t.Time.Format("2006-01-02") + " or " + t.Other.Format("2006-01-02") + ", " + t.Time.Format(clock)
}

// shift moves a reading by whole days and drops the other one.
func (t LocalTime) shift(d time.Duration) LocalTime {
	if !t.HasDate() {
		return t
	}
	return LocalTime{Time: t.Time.Add(d)}
}

// localClock follows the wall clock of a log whose lines show only the time of day. The date
// comes from the headers in it.
type localClock struct {
	days dayReadings
	last time.Duration // time of day of the last line
	any  bool
	// slack is how far the clock may go back without midnight having passed.
	slack time.Duration
}

// noDay is the day of a log that shows no date.
var noDay = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)

// header takes the date of a header.
func (c *localClock) header(days dayReadings, at time.Duration) {
	if days.first.IsZero() {
		return
	}
	c.days, c.last, c.any = days, at, true
}

// at gives the local time of a line with that time of day. A clock that goes back shows that
// midnight has passed.
func (c *localClock) at(clock time.Duration) LocalTime {
	if c.any && c.last-clock > c.slack {
		c.days = c.days.next()
	}
	c.last, c.any = clock, true
	return c.now()
}

// now is the local time of the line before, for lines without a clock.
func (c *localClock) now() LocalTime {
	if !c.any {
		return LocalTime{}
	}
	first := c.days.first
	if first.IsZero() {
		first = noDay
	}
	t := LocalTime{Time: first.Add(c.last)}
	if !c.days.other.IsZero() {
		t.Other = c.days.other.Add(c.last)
	}
	return t
}

// clockOf reads "HH:mm:ss" at the start of p; ok is false when it is none.
func clockOf(p []byte) (time.Duration, bool) {
	if len(p) < 8 || isDigit(p[2]) || isDigit(p[5]) {
		return 0, false
	}
	hour, minute, second := two(p, 0), two(p, 3), two(p, 6)
	if hour|minute|second < 0 || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	return time.Duration(hour*3600+minute*60+second) * time.Second, true
}
