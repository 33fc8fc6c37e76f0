package parser

import (
	"bytes"
	"time"
)

// dayReadings are the days that a date can mean: the zero value means none.
type dayReadings struct {
	first, other time.Time
}

// next is the day after.
func (d dayReadings) next() dayReadings {
	if d.first.IsZero() {
		return dayReadings{first: noDay.AddDate(0, 0, 1)}
	}
	n := dayReadings{first: d.first.AddDate(0, 0, 1)}
	if !d.other.IsZero() {
		n.other = d.other.AddDate(0, 0, 1)
	}
	return n
}

// readDate reads a date at the start of p as some culture writes it, and gives the rest.
//
// A year in front settles the order. With the year at the end, dots and hyphens are written by
// cultures that put the day first; a slash may be either, and only a part over 12 settles it. No
// culture can be concluded from other dates in a file, since updates that Windows installs run
// under another account than those of an administrator.
func readDate(p []byte) (days dayReadings, rest []byte) {
	var parts [3]int
	var sizes [3]int
	var separator byte
	p = bytes.TrimLeft(p, " ")
	for i := range parts {
		for sizes[i] < len(p) && sizes[i] < 4 && isDigit(p[sizes[i]]) {
			parts[i] = parts[i]*10 + int(p[sizes[i]]-'0')
			sizes[i]++
		}
		if sizes[i] == 0 {
			return dayReadings{}, p
		}
		p = p[sizes[i]:]
		if i == 2 {
			break
		}
		if len(p) == 0 || bytes.IndexByte([]byte("/.-"), p[0]) < 0 {
			return dayReadings{}, p
		}
		separator = p[0]
		p = bytes.TrimLeft(p[1:], " ")
	}
	if sizes[0] == 4 {
		return dayReadings{first: dayOf(parts[0], parts[1], parts[2])}, p
	}
	return dayAtEnd(parts, separator), p
}

// dayAtEnd reads a date whose year stands at the end.
func dayAtEnd(parts [3]int, separator byte) dayReadings {
	year := parts[2]
	if year < 100 {
		year += 2000
	}
	monthFirst, dayFirst := dayOf(year, parts[0], parts[1]), dayOf(year, parts[1], parts[0])
	switch {
	case monthFirst.IsZero():
		return dayReadings{first: dayFirst}
	case dayFirst.IsZero() || monthFirst.Equal(dayFirst):
		return dayReadings{first: monthFirst}
	case separator != '/':
		return dayReadings{first: dayFirst}
	}
	return dayReadings{first: monthFirst, other: dayFirst}
}

// dayOf is midnight of a day, zero when there is no such day. Years of the Thai calendar are
// brought into the usual one.
func dayOf(year, month, day int) time.Time {
	if year >= 2400 {
		year -= 543
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1990 || month < 1 || month > 12 || day < 1 || t.Day() != day {
		return time.Time{}
	}
	return t
}

// SettleDates decides between the readings of ambiguous dates where the order of the attempts of
// one source does: their dates never go back. It changes LocalStarted and LocalEnded of the
// attempts; what it decided is in their LocalShift.
func SettleDates(attempts []*Attempt) {
	var earliest time.Time
	for _, a := range attempts {
		a.dropReadings(func(t time.Time) bool { return t.Before(earliest) })
		if t := a.earliestReading(); !t.IsZero() {
			earliest = t
		}
	}
	var latest time.Time
	for i := len(attempts) - 1; i >= 0; i-- {
		a := attempts[i]
		a.dropReadings(func(t time.Time) bool { return !latest.IsZero() && t.After(latest) })
		if t := a.latestReading(); !t.IsZero() {
			latest = t
		}
	}
}

// dropReadings keeps the one reading that is not impossible; when both or none are, nothing is
// known of them.
func (a *Attempt) dropReadings(impossible func(time.Time) bool) {
	s := a.LocalStarted
	if s.Other.IsZero() || impossible(s.Time) == impossible(s.Other) {
		return
	}
	var by time.Duration
	if impossible(s.Time) {
		by = s.Other.Sub(s.Time)
	}
	a.LocalShift, a.dateSettled = by, true
	a.LocalStarted, a.LocalEnded = s.shift(by), a.LocalEnded.shift(by)
}

// Settled gives a local time of the attempt as SettleDates decided.
func (a *Attempt) Settled(t LocalTime) LocalTime {
	if !a.dateSettled || t.Other.IsZero() {
		return t
	}
	return t.shift(a.LocalShift)
}

func (a *Attempt) earliestReading() time.Time {
	s := a.LocalStarted
	switch {
	case !s.HasDate():
		return time.Time{}
	case !s.Other.IsZero() && s.Other.Before(s.Time):
		return s.Other
	}
	return s.Time
}

func (a *Attempt) latestReading() time.Time {
	s := a.LocalStarted
	switch {
	case !s.HasDate():
		return time.Time{}
	case s.Other.After(s.Time):
		return s.Other
	}
	return s.Time
}

// local takes the local time of an entry.
func (a *Attempt) local(e *Entry) {
	if !a.LocalStarted.HasDate() {
		a.LocalStarted = e.Local
	}
	a.LocalEnded = e.Local
}

// dateFacts names the days that the date of the attempt can mean, while there are two.
func (a *Attempt) dateFacts() {
	s := a.LocalStarted
	if s.Other.IsZero() {
		delete(a.Facts, FactDateDoubt)
		return
	}
	a.Facts.set(FactDateDoubt, s.Time.Format("2006-01-02")+" or "+s.Other.Format("2006-01-02"), Position{})
}

// SettleLike takes over what SettleDates decided for the attempt of an earlier pass over the same
// source that this one is.
func (a *Attempt) SettleLike(first *Attempt) {
	if a != first && first.dateSettled {
		a.LocalShift, a.dateSettled = first.LocalShift, true
		a.LocalStarted, a.LocalEnded = a.Settled(a.LocalStarted), a.Settled(a.LocalEnded)
	}
	if a.Facts != nil {
		a.dateFacts()
	}
}
