package parser

import (
	"strconv"
	"strings"
)

// runs takes apart the logs of other programs than setup. Each run of such a program is an
// attempt, and what an attempt is and how it ended depends on the program.
type runs interface {
	// begins reports whether the entry opens a run. Open is true when one is being built.
	begins(e *Entry, open bool) bool
	// start makes ready for a run.
	start(a *Attempt)
	// observe takes an entry of the run.
	observe(e *Entry, a *Attempt)
	// outcome says how the run ended. Followed is true when another one begins behind it.
	outcome(a *Attempt, followed bool) (Outcome, Position)
	// facts adds what the run says, for a run under review.
	facts(a *Attempt)
}

// newRuns gives nil for setup's own log and for text of an unknown kind.
func newRuns(kind Kind, resume *Attempt) runs {
	switch kind {
	case KindServiceControl:
		r := &serviceRuns{model: newServiceModel()}
		if resume != nil && resume.before != nil {
			r.model = resume.before.clone()
		}
		return r
	case KindUpdateScript:
		return &updateRuns{}
	case KindMSI:
		return &msiRuns{}
	case KindLdifError:
		return &ldifRuns{}
	}
	return nil
}

// scriptFrame finds the runs of scripts that write a line of hyphens or stars and then
// "* NAME.ps1: DATE".
type scriptFrame struct {
	headed  bool   // the run has its header
	last    bool   // the entry before was the line of hyphens or stars
	entries int    // behind the header
	name    string // of the script
}

// begins reports whether an entry opens a run.
func (s *scriptFrame) begins(e *Entry, open bool) bool {
	switch {
	case isSeparator(e.Message):
		return !open || s.headed && s.entries > 0
	case isScriptHeader(e.Message):
		return !open || !s.last
	}
	return false
}

func isScriptHeader(message []byte) bool {
	_, ok := scriptDate(message)
	return ok
}

func (s *scriptFrame) start() { *s = scriptFrame{} }

func (s *scriptFrame) observe(e *Entry, a *Attempt) {
	s.last = isSeparator(e.Message)
	if isScriptHeader(e.Message) {
		s.headed, s.entries = true, 0
		name, _ := after(e.Message, "* ")
		s.name, _, _ = strings.Cut(name, ".ps1")
		a.Excerpt, a.Substance = false, true
		return
	}
	if !s.last {
		s.entries++
	}
}

// serviceRuns are the runs of ServiceControl.ps1.
type serviceRuns struct {
	frame    scriptFrame
	model    *serviceModel
	followed bool
}

func (r *serviceRuns) begins(e *Entry, open bool) bool { return r.frame.begins(e, open) }

func (r *serviceRuns) start(a *Attempt) {
	r.frame.start()
	a.before = r.model.clone()
	r.model.begin()
	r.model.slowest, r.model.longest = "", 0
}

func (r *serviceRuns) observe(e *Entry, a *Attempt) {
	r.frame.observe(e, a)
	if !r.frame.last && !isScriptHeader(e.Message) {
		r.model.observe(e.Message, e)
		a.Substance = a.Substance || r.model.run.name() != ""
	}
}

// outcome is what the footer says. A run without one died, or it still works.
func (r *serviceRuns) outcome(a *Attempt, followed bool) (Outcome, Position) {
	run := &r.model.run
	r.followed = followed
	switch {
	case run.footer == footerErrors:
		return OutcomeFailed, run.footerAt
	case run.footer == footerOK:
		return OutcomeSucceeded, run.footerAt
	case run.failed:
		return OutcomeFailed, run.hungAt
	case a.Excerpt:
		return OutcomeUnknown, Position{}
	}
	return OutcomeInterrupted, Position{}
}

func (r *serviceRuns) facts(a *Attempt) {
	a.firstFailureFatal()
	r.model.run.any = r.model.run.any || r.frame.headed
	r.model.facts(a.Facts)
	a.Services = append([]Service(nil), r.model.list...)
	a.Facts.set(FactFollowed, strconv.FormatBool(r.followed), Position{})
}

// firstFailureFatal makes the first failure the one that ended a run which failed: scripts go on
// after an error, and what follows from it comes later.
func (a *Attempt) firstFailureFatal() {
	if a.Outcome != OutcomeFailed || len(a.Failures) == 0 {
		return
	}
	a.Fatal = 0
	a.Failures[0].Fatal = true
	failureFacts(a.Facts, &a.Failures[0])
}
