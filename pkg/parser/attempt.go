package parser

import "time"

// Outcome is how an attempt ended.
type Outcome string

// The outcomes, from best to worst as a summary ranks them.
const (
	OutcomeSucceeded           Outcome = "succeeded"
	OutcomeUnknown             Outcome = "unknown"
	OutcomeInterrupted         Outcome = "interrupted"
	OutcomePrerequisitesFailed Outcome = "prerequisites-failed"
	OutcomeFailed              Outcome = "failed"
)

// Attempt is one run of setup, from banner to end, or a pasted excerpt without a banner.
// It holds copies of everything it needs and stays valid after the reader went on.
type Attempt struct {
	// Index counts the attempts of a source from 1.
	Index int
	// Excerpt is true when no banner opened the attempt.
	Excerpt bool
	// Line and EndLine are the first and last line, 1-based.
	Line, EndLine int
	// Offset and EndOffset bound the attempt in the decoded text, in bytes.
	Offset, EndOffset int64
	// Started and Ended are the times of the first and last stamped entry, UTC.
	Started, Ended time.Time
	// LocalStarted and LocalEnded are their local times, for logs that write those and not UTC.
	LocalStarted, LocalEnded LocalTime
	// LocalShift is what SettleDates moved the attempt by when it decided between two readings.
	LocalShift time.Duration
	// Outcome by evidence, and where that evidence stands.
	Outcome   Outcome
	OutcomeAt Position
	// Substance is true when the attempt logged an [ERROR], evaluated a readiness rule or
	// launched a task.
	Substance bool
	// InstallationMode and SetupBuild as the attempt says them; see the facts of these names.
	InstallationMode, SetupBuild string
	// Entries and Lines count what was read.
	Entries, Lines int

	// The rest is gathered only for attempts under review.

	// Facts by name; see the Fact… constants.
	Facts Facts
	// Parameters of the command line, in the order of the log.
	Parameters []Parameter
	// Settings that the readiness check evaluated, by name, in the order of the log.
	Settings map[string][]Evaluation
	// Rules are the evaluations of readiness rules, by name, in the order of the log.
	Rules map[string][]Evaluation
	// Readiness lists the readiness rules that failed, in the order of the log.
	Readiness []ReadinessFailure
	// Steps are the tasks that setup launched, in order.
	Steps []Step
	// Failures are the error blocks, in order: the first and the last ones of very many.
	Failures []Failure
	// Fatal is the index in Failures of the one that ended the attempt, or -1.
	Fatal int
	// First and Last are the first and last entry.
	First, Last Position
	// LongestSilence is the longest time without an entry, and SilenceAt the entry before it.
	LongestSilence time.Duration
	SilenceAt      Position
	// Services are the services that ServiceControl.ps1 handled, as they stood at the end, in the
	// order of their names' first appearance.
	Services []Service

	dateSettled bool
	followed    bool          // another run begins behind this one
	before      *serviceModel // what the source said of services before the attempt
}

// Failure gives the failure that ended the attempt, or nil.
func (a *Attempt) Failure() *Failure {
	if a.Fatal < 0 || a.Fatal >= len(a.Failures) {
		return nil
	}
	return &a.Failures[a.Fatal]
}

// Parameter is one parameter of setup's command line, its name in lower case.
type Parameter struct {
	Name, Value string
	At          Position
}

// Evaluation is one "Evaluated [Setting:…]" or "Evaluated [Rule:…]".
type Evaluation struct {
	// Value without its quotes; "<NULL>" is given as the empty string. At most 4 KiB are kept.
	Value string
	// HasException is true when the value threw. That is normal for many settings.
	HasException bool
	At           Position
}

// ReadinessFailure is a readiness rule that failed, by its "Failed [Rule:…]" line, by its
// message under [REQUIRED] or [RECOMENDED], or by its name in a help link.
type ReadinessFailure struct {
	// Rule is the rule's name, empty when only the message stands in the log.
	Rule string
	// Message is in canonical form (see Entry.Text).
	Message string
	// HelpURL is the link printed with it, if any.
	HelpURL string
	// Tag is TagRequired or TagRecommended, TagNone when neither was printed.
	Tag Tag
	// At lists the entries that say so, first the most telling one.
	At []Position
}

// Step is one task that setup launched, such as Install-BridgeheadRole.
type Step struct {
	// Task is the name as logged, without parameters.
	Task     string
	Line     int
	Started  time.Time
	Duration time.Duration
	// Outcome is succeeded, failed or interrupted.
	Outcome Outcome
}

// Failure is an error block taken apart. All texts are canonical (see Entry.Text) and at most
// 256 KiB long, except Script, which keeps its line breaks.
type Failure struct {
	// Start and End bound the block; Context is where the failing script, or else the failing
	// step, began.
	Start, End, Context Position
	// Fatal is true for the failure that stopped setup, Ignored for one that a non-critical
	// task swallowed.
	Fatal, Ignored bool
	// Task is the launched task, such as Install-BridgeheadRole.
	Task string
	// Component is the file name before "___" in the reference, Step the readable name from
	// "Processing component '…'".
	Component, Step string
	// Cmdlet is the cmdlet that was running.
	Cmdlet string
	// Exception is the full name of the exception's type, Message its text, Inner the texts of
	// the inner exceptions from outer to inner, without repetitions.
	Exception, Message string
	Inner              []string
	// Script is the source text of the step, ScriptLine the line of it that most likely failed.
	Script, ScriptLine string
	// Reference is the Id of [ERROR-REFERENCE].
	Reference string
	// Stack is the stack trace, one frame after the other, separated by blanks.
	Stack string
	// Output is everything that the block prints and that is not script text.
	Output string
	// FirstError is the first [ERROR] of the failing script or step, and FirstErrorAt its place.
	FirstError   string
	FirstErrorAt Position
	// Before holds up to five entries that stand directly before the first error.
	Before []Position
	// Program, Arguments and ProgramOutput are those of the last helper program before the error
	// ("Starting: … with arguments: …", "Process standard output: …").
	Program, Arguments, ProgramOutput string
}
