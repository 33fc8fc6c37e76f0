package parser

import (
	"bytes"
	"strconv"
	"strings"
)

// msiRuns are the installations in a log of Windows Installer. Only what the engine writes in
// every language of Windows counts, except for texts that are shown as they stand.
type msiRuns struct {
	headed, verbose, stopped bool
	action                   string // that the engine is doing
	failed                   msiFailure
	clues                    []msiClue
	code                     string // result of the engine, the last one
	codeAt                   Position
	product, version, target Fact
	name, kb, build          Fact
	notApplicable, server    Fact
	user                     Fact
	patch                    Position
	reboot                   Fact
}

// msiFailure is the first action that failed.
type msiFailure struct {
	set          bool
	action       string
	customAction string
	number, text string
	program      string // that the custom action ran
	at, textAt   Position
	output       []string
	first        Position
}

func (r *msiRuns) begins(e *Entry, open bool) bool {
	switch {
	case hasAnyPrefix(e.Message, "=== Verbose logging started"):
		return true
	case hasAnyPrefix(e.Message, "=== Logging started"):
		return !open || r.stopped || r.headed && !r.verbose
	}
	return false
}

func (r *msiRuns) start(*Attempt) { *r = msiRuns{} }

func (r *msiRuns) observe(e *Entry, a *Attempt) {
	line := firstLine(e.Message)
	if hasAnyPrefix(line, "=== ") {
		r.frame(line, a)
		return
	}
	if isMSIProperty(line) {
		r.property(line, e)
		return
	}
	if e.Stamped {
		r.engine(line, e, a)
	}
	r.identify(line, e)
	r.clue(line, e)
	if name, ok := failedAction(line); ok && !r.failed.set {
		r.fail(name, e)
	}
}

// frame follows the lines that open and close a log.
func (r *msiRuns) frame(line []byte, a *Attempt) {
	switch {
	case hasAnyPrefix(line, "=== Verbose logging started"):
		r.headed, r.verbose = true, true
	case hasAnyPrefix(line, "=== Logging started"):
		r.headed = true
	case hasAnyPrefix(line, "=== Verbose logging stopped"):
		r.stopped = true
	case hasAnyPrefix(line, "=== Logging stopped"):
		r.stopped = !r.verbose
	}
	if r.headed {
		a.Excerpt, a.Substance = false, true
	}
}

// engine reads the lines that the engine itself writes.
func (r *msiRuns) engine(line []byte, e *Entry, a *Attempt) {
	if name, ok := after(line, "Doing action: "); ok {
		r.action = name
	}
	if value, ok := after(line, "MainEngineThread is returning "); ok {
		r.result(value, e)
		a.Substance = true
	}
}

// result is what the engine returns. The process that was asked comes last.
func (r *msiRuns) result(value string, e *Entry) {
	if _, err := strconv.Atoi(value); err != nil {
		return
	}
	r.code, r.codeAt = value, e.position()
	switch value {
	case "3010":
		r.reboot = Fact{Value: "required", At: r.codeAt}
	case "1641":
		r.reboot = Fact{Value: "started", At: r.codeAt}
	}
}

func isMSIProperty(line []byte) bool {
	return len(line) > 13 && hasAnyPrefix(line, "Property(") && line[10] == ')'
}

// property reads "Property(S): NAME = VALUE". The dump of properties holds all the texts that an
// installation could ever show, so that nothing but a few names counts.
func (r *msiRuns) property(line []byte, e *Entry) {
	name, value, ok := bytes.Cut(line[13:], []byte(" = "))
	if !ok {
		return
	}
	var fact *Fact
	switch string(name) {
	case "ProductName":
		fact = &r.product
	case "ProductVersion":
		fact = &r.version
	case "ComputerName":
		fact = &r.server
	case "LogonUser":
		fact = &r.user
	default:
		return
	}
	if text := strings.TrimSpace(keepString(value, maxValue)); text != "" && fact.Value == "" {
		*fact = Fact{Value: text, At: e.position()}
	}
}

// outcome is the result of the engine, else that an action failed.
func (r *msiRuns) outcome(a *Attempt, _ bool) (Outcome, Position) {
	switch r.code {
	case "":
	case "0", "3010", "1641":
		return OutcomeSucceeded, r.codeAt
	default:
		return OutcomeFailed, r.codeAt
	}
	switch {
	case r.failed.set:
		return OutcomeFailed, r.failed.at
	case !a.Excerpt && !r.stopped:
		return OutcomeInterrupted, Position{}
	}
	return OutcomeUnknown, Position{}
}

func (r *msiRuns) facts(a *Attempt) {
	f := a.Facts
	f.put(FactInstallerProduct, r.product)
	f.put(FactServer, r.server)
	f.put(FactUser, r.user)
	f.put(FactInstallerReboot, r.reboot)
	f.set(FactInstallerCode, r.code, r.codeAt)
	r.updateFacts(f)
	a.Failures, a.Fatal = nil, -1
	if a.Outcome == OutcomeFailed {
		r.fatal(a)
	}
}

// updateFacts says what was to be installed, and on what.
func (r *msiRuns) updateFacts(f Facts) {
	f.setFirst(FactUpdateName, r.name.Value, r.name.At)
	f.setFirst(FactUpdateKB, r.kb.Value, r.kb.At)
	f.setFirst(FactUpdateBuild, r.build.Value, r.build.At)
	f.put(FactPatchNotApplicable, r.notApplicable)
	patch := r.patch.Line > 0 || f.Get(FactUpdateName) != "" || r.notApplicable.Value != ""
	if !patch {
		f.put(FactSetupBuild, r.version)
		return
	}
	f.set(FactPatch, "true", r.patch)
	f.put(FactInstalledBuild, r.version)
	if _, product, ok := strings.Cut(f.Get(FactUpdateName), " for "); ok {
		f.set(FactUpdateTarget, product, f[FactUpdateName].At)
		return
	}
	f.put(FactUpdateTarget, r.target)
}
