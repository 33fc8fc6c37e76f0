package parser

import (
	"strings"
	"time"
)

// detail gathers what only attempts under review need.
type detail struct {
	attempt  *Attempt
	checks   readiness
	steps    steps
	failures collector
	silence  silence
	disks    disks
	command  command
	any      bool
	lastRaw  keptEntry
}

func newDetail(a *Attempt) *detail {
	a.Facts = Facts{}
	a.Settings = map[string][]Evaluation{}
	a.Rules = map[string][]Evaluation{}
	return &detail{
		attempt:  a,
		checks:   readiness{attempt: a, tagged: -1},
		steps:    steps{attempt: a, open: -1},
		failures: collector{excerpt: true},
		command:  command{attempt: a},
	}
}

// observe takes an entry into the attempt.
func (d *detail) observe(f form, e *Entry, v *verdict) Event {
	a := d.attempt
	if !d.any {
		a.First, d.any = e.position(), true
	}
	d.lastRaw.set(e)
	d.silence.observe(e)
	d.checks.observe(f, e)
	d.steps.observe(f, e)
	if e.Tag == TagNone {
		d.facts(f, e)
	}
	d.failures.excerpt = a.Excerpt
	return d.failures.observe(f, e, v)
}

// finish computes what needs the whole attempt.
func (d *detail) finish(v *verdict) {
	a := d.attempt
	a.Last = d.lastRaw.position()
	a.Failures = d.failures.finish()
	a.Fatal = fatalIndex(a)
	d.steps.finish(a.Outcome)
	best := d.silence.longest()
	a.LongestSilence, a.SilenceAt = best.length, best.from
	a.Facts.set(FactSilenceAfter, best.text, best.from)
	d.disks.facts(a.Facts)
	d.command.finish(v)
	d.settle(v)
}

// maxSteps caps the tasks of one attempt.
const maxSteps = 512

// longestStep is the duration beyond which the clock was changed.
const longestStep = 7 * 24 * time.Hour

// steps follows the tasks that setup launches.
type steps struct {
	attempt *Attempt
	open    int // index of the running one, or -1
	failed  bool
}

func (s *steps) observe(f form, e *Entry) {
	switch f {
	case formLaunched:
		s.begin(taskName(e.Message), e)
	case formBeginning:
		if name := cmdletName(e.Message, beginning); e.Level == 1 && s.open < 0 && isTask(name) {
			s.begin(name, e)
		}
	case formEnding:
		s.end(e)
	case formStopping:
		s.failed = true
	}
	if e.Tag == TagErrorReference || e.Tag == TagRequired {
		s.failed = true
	}
}

func (s *steps) begin(task string, e *Entry) {
	s.close(e.Time, OutcomeInterrupted)
	s.failed = false
	if task == "" || len(s.attempt.Steps) >= maxSteps {
		return
	}
	s.open = len(s.attempt.Steps)
	s.attempt.Steps = append(s.attempt.Steps, Step{Task: task, Line: e.Line, Started: e.Time})
}

// end is "Ending processing NAME", which ends the task of that name.
func (s *steps) end(e *Entry) {
	name := cmdletName(e.Message, ending)
	if s.open < 0 && e.Level == 1 && isTask(name) {
		failed := s.failed
		s.begin(name, e) // the log lacks its beginning
		s.failed = failed
		if s.open >= 0 {
			s.attempt.Steps[s.open].Started = time.Time{}
		}
	}
	if s.open < 0 || e.Level > 1 {
		return
	}
	if strings.EqualFold(name, s.attempt.Steps[s.open].Task) {
		s.close(e.Time, OutcomeSucceeded)
	}
}

func (s *steps) close(at time.Time, outcome Outcome) {
	if s.open < 0 {
		return
	}
	step := &s.attempt.Steps[s.open]
	step.Outcome = outcome
	if s.failed {
		step.Outcome = OutcomeFailed
	}
	if d := at.Sub(step.Started); !at.IsZero() && !step.Started.IsZero() && d > 0 && d <= longestStep {
		step.Duration = d
	}
	s.open, s.failed = -1, false
}

// finish settles the last steps: a task that only logs errors and ends says nothing of its own
// failure, but setup stopped behind it.
func (s *steps) finish(outcome Outcome) {
	s.close(s.attempt.Ended, OutcomeInterrupted)
	n := len(s.attempt.Steps)
	if n == 0 || outcome != OutcomeFailed {
		return
	}
	last := &s.attempt.Steps[n-1]
	if f := s.attempt.Failure(); f != nil && strings.EqualFold(f.Task, last.Task) {
		last.Outcome = OutcomeFailed
	}
}

// keptEntry is a copy of what a position needs, made without allocating for each entry.
type keptEntry struct {
	ordinal, line int
	time          time.Time
	local         LocalTime
	raw           []byte
	message       int // where the message begins in raw
}

func (k *keptEntry) set(e *Entry) {
	k.ordinal, k.line, k.time, k.local = e.Ordinal, e.Line, e.Time, e.Local
	k.raw = append(k.raw[:0], e.Raw[:cut(e.Raw, maxPosition)]...)
	k.message = min(e.messageAt, len(k.raw))
}

// text is the message in canonical form.
func (k *keptEntry) text() string { return Canonical(string(k.raw[k.message:])) }

func (k *keptEntry) position() Position {
	return Position{Ordinal: k.ordinal, Line: k.line, Time: k.time, Local: k.local, Text: string(k.raw)}
}

// silence finds the longest time without an entry. It is measured from the latest time so far.
// Several candidates are kept, because a later entry that goes back before one shows that the
// clock was moved and not that nothing happened.
type silence struct {
	last keptEntry // the entry with the latest time
	gaps []gap
}

type gap struct {
	from   Position
	text   string
	length time.Duration
}

const maxGaps = 16

func (s *silence) observe(e *Entry) {
	if e.Time.IsZero() || !e.Stamped {
		return
	}
	if !s.last.time.IsZero() {
		length := e.Time.Sub(s.last.time)
		if length < 0 {
			s.back(e.Time)
			return
		}
		if length >= time.Second && length <= longestStep {
			s.add(length)
		}
	}
	s.last.set(e)
}

// back drops the gaps that begin at t or later.
func (s *silence) back(t time.Time) {
	kept := s.gaps[:0]
	for _, g := range s.gaps {
		if g.from.Time.Before(t) {
			kept = append(kept, g)
		}
	}
	s.gaps = kept
}

// add keeps a gap, in place of the shortest one when there are enough.
func (s *silence) add(length time.Duration) {
	if len(s.gaps) < maxGaps {
		s.gaps = append(s.gaps, gap{s.last.position(), s.last.text(), length})
		return
	}
	least := 0
	for i := range s.gaps {
		if s.gaps[i].length < s.gaps[least].length {
			least = i
		}
	}
	if s.gaps[least].length < length {
		s.gaps[least] = gap{s.last.position(), s.last.text(), length}
	}
}

func (s *silence) longest() gap {
	var best gap
	for _, g := range s.gaps {
		if g.length > best.length || g.length == best.length && g.from.Ordinal < best.from.Ordinal {
			best = g
		}
	}
	return best
}
