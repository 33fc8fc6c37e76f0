package review

import (
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// attemptPlace names an attempt of a report: the index of its source, and its own within the source.
type attemptPlace struct{ source, attempt int }

// latest finds the attempt that sums a server up: the newest one of setup, or one of an update or a
// script that began more than a day after it. One in which nothing is found tells of no failure and
// counts only where there is nothing else.
type latest struct {
	found       map[attemptPlace]string // the rule of the first finding, by attempt
	setup, side candidate
	silent      candidate
}

// candidate is an attempt that may be the newest one.
type candidate struct {
	attempt *Attempt // nil when there is none
	rule    string
}

// sameRun is how far apart attempts of one run may begin; it covers clocks of different zones.
const sameRun = 24 * time.Hour

// firstRules gives the rule of the first finding of each attempt, in the order of the report.
func firstRules(r *Report) map[attemptPlace]string {
	found := map[attemptPlace]string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if at := (attemptPlace{f.Source, f.Attempt}); found[at] == "" {
			found[at] = f.RuleID
		}
	}
	return found
}

// add takes the reviewed attempts of one source into account.
func (l *latest) add(index int, src *Source) {
	for i := range src.Attempts {
		a := &src.Attempts[i]
		if !a.Reviewed {
			continue
		}
		c := candidate{a, l.found[attemptPlace{index, a.Index}]}
		switch {
		case src.Kind == parser.KindExchangeSetup || src.Excerpt:
			l.setup.replace(c)
		case c.rule != "":
			l.side.replace(c)
		default:
			l.silent.replace(c)
		}
	}
}

// replace takes another attempt when it is newer. Of attempts that began at the same time, or at
// one that is not known, the first one that shows a failure stays.
func (c *candidate) replace(other candidate) {
	if c.attempt == nil {
		*c = other
		return
	}
	have, began := c.attempt.moment(), other.attempt.moment()
	if began.After(have) || began.Equal(have) && c.rule == "" {
		*c = other
	}
}

// moment is when an attempt began, by whatever clock.
func (a *Attempt) moment() time.Time {
	if a.Started.IsZero() {
		return a.LocalStarted.Time
	}
	return a.Started
}

// newest gives the attempt that sums the server up, and its most likely cause. When setup shows
// none, a log beside it that is of the same run may.
func (l *latest) newest() candidate {
	switch {
	case l.setup.attempt == nil && l.side.attempt == nil:
		return l.silent
	case l.setup.attempt == nil:
		return l.side
	case l.side.attempt == nil:
		return l.setup
	}
	setup, side := l.setup.attempt.moment(), l.side.attempt.moment()
	switch {
	case side.After(setup.Add(sameRun)):
		return l.side
	case l.setup.rule == "" && l.setup.attempt.Outcome != parser.OutcomeSucceeded && (side.IsZero() || side.After(setup.Add(-sameRun))):
		return candidate{l.setup.attempt, l.side.rule}
	}
	return l.setup
}

// sumUp says of the server what its newest attempt says.
func (s *Server) sumUp(c candidate) {
	a := c.attempt
	if a == nil {
		return
	}
	s.Outcome, s.Primary = a.Outcome, c.rule
	s.InstalledBuild, s.SetupBuild = a.Facts.Get(parser.FactInstalledBuild), a.SetupBuild
	s.LastAttempt = a.Started
}
