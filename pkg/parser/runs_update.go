package parser

import (
	"bytes"
	"strings"
)

// updateRuns are the runs of the scripts that a security update starts for OWA and ECP.
type updateRuns struct {
	frame    scriptFrame
	begun    [len(updateParts)]evidence
	done     [len(updateParts)]evidence
	all      evidence // the line that announces both
	failure  string
	failedAt Position
}

// updateParts are what UpdateCas.ps1 updates, and updateScript is its name.
var updateParts = [...]string{"OWA", "ECP"}

const updateScript = "UpdateCas"

func (r *updateRuns) begins(e *Entry, open bool) bool { return r.frame.begins(e, open) }

func (r *updateRuns) start(*Attempt) { *r = updateRuns{} }

func (r *updateRuns) observe(e *Entry, a *Attempt) {
	r.frame.observe(e, a)
	for i, part := range updateParts {
		switch {
		case hasAnyPrefix(e.Message, "Updating "+part+" to version "):
			r.begun[i].put(e)
		case hasAnyPrefix(e.Message, "Update "+part+" done"):
			r.done[i].put(e)
		}
	}
	if server, ok := after(e.Message, "Updating OWA/ECP on server "); ok {
		r.all.put(e)
		if a.Facts != nil {
			a.Facts.setFirst(FactServer, server, e.position())
		}
	}
	if isUpdateError(e) {
		r.failure, r.failedAt = keepString(firstLine(e.Message), maxValue), e.position()
	}
}

// isUpdateError finds the lines with which the scripts give up.
func isUpdateError(e *Entry) bool {
	line := firstLine(e.Message)
	return e.Tag == TagError || bytes.HasPrefix(line, []byte("Error updating ")) || bytes.HasSuffix(line, []byte("Aborting."))
}

// missing lists what the script did not bring to an end.
func (r *updateRuns) missing() (names []string, at Position) {
	both := r.all.set || r.frame.headed && strings.EqualFold(r.frame.name, updateScript)
	for i, part := range updateParts {
		if r.done[i].set || !both && !r.begun[i].set {
			continue
		}
		if names = append(names, part); at.Line == 0 {
			at = r.begun[i].position()
		}
	}
	if at.Line == 0 {
		at = r.all.position()
	}
	return names, at
}

func (r *updateRuns) outcome(a *Attempt, _ bool) (Outcome, Position) {
	names, at := r.missing()
	switch {
	case r.failure != "":
		return OutcomeFailed, r.failedAt
	case len(names) > 0:
		return OutcomeInterrupted, at
	case r.done[0].set || r.done[1].set:
		return OutcomeSucceeded, r.done[1].position()
	}
	return OutcomeUnknown, Position{}
}

func (r *updateRuns) facts(a *Attempt) {
	names, at := r.missing()
	a.Facts.set(FactUpdateScript, r.frame.name, Position{})
	a.Facts.set(FactUpdateMissing, strings.Join(names, ", "), at)
	a.Facts.set(FactUpdateError, r.failure, r.failedAt)
}
