package parser

import (
	"strconv"
	"strings"
	"time"
)

// settle derives the facts that need the whole attempt.
func (d *detail) settle(v *verdict) {
	a := d.attempt
	f := a.Facts
	f[FactOutcome] = Fact{Value: string(a.Outcome), At: a.OutcomeAt}
	f.set(FactExcerpt, strconv.FormatBool(a.Excerpt), Position{})
	d.serverFacts()
	d.endFacts(v)
	f.set(FactLastEntry, d.lastRaw.text(), a.Last)
	f.set(FactLastLine, strconv.Itoa(a.Last.Line), a.Last)
	if a.LongestSilence > 0 {
		f.set(FactLongestSilence, a.LongestSilence.Round(time.Second).String(), a.SilenceAt)
	}
	d.stepFacts()
	if fail := a.Failure(); fail != nil {
		failureFacts(f, fail)
	}
	d.failedAt()
}

// failedAt says when the failure that ended the attempt began, else when it shows that the
// attempt failed.
func (d *detail) failedAt() {
	a := d.attempt
	var at Position
	switch fail := a.Failure(); {
	case fail != nil && !fail.FirstErrorAt.Time.IsZero():
		at = fail.FirstErrorAt
	case fail != nil:
		at = fail.Start
	case a.Outcome == OutcomeFailed || a.Outcome == OutcomePrerequisitesFailed:
		at = a.OutcomeAt
	}
	if !at.Time.IsZero() {
		a.Facts.set(FactFailedAt, at.Time.UTC().Format(time.RFC3339), at)
	}
}

// serverFacts takes what the readiness check found out about the server and its forest.
func (d *detail) serverFacts() {
	f := d.attempt.Facts
	fqdn := d.setting("ComputerNameDnsFullyQualified")
	if fqdn.Value == "" {
		if name := d.setting("ComputerNameDnsHostname"); strings.Contains(name.Value, ".") {
			fqdn = name
		}
	}
	f.put(FactServerFQDN, fqdn)
	if f.Get(FactServer) == "" && fqdn.Value != "" {
		f.put(FactServer, Fact{Value: fqdn.Value, At: fqdn.At})
	}
	if s := f[FactServer]; strings.Contains(s.Value, ".") {
		s.Value, _, _ = strings.Cut(s.Value, ".")
		f[FactServer] = s
	}
	f.put(FactDomain, d.setting("ComputerDomain"))
	if _, domain, ok := strings.Cut(fqdn.Value, "."); ok && f.Get(FactDomain) == "" {
		f.put(FactDomain, Fact{Value: domain, At: fqdn.At})
	}
	f.put(FactSite, d.setting("SiteName"))
	f.put(FactSchemaMasterSite, d.setting("SMOSchemaSiteName"))
	if f.Get(FactSchemaMaster) == "" {
		f.put(FactSchemaMaster, d.setting("SmoRoleOwner"))
	}
}

// put adds a fact that has a value.
func (f Facts) put(name string, fact Fact) {
	if fact.Value != "" {
		f[name] = fact
	}
}

// setting is the last evaluation of a setting that gave a value.
func (d *detail) setting(name string) Fact {
	list := d.attempt.Settings[name]
	for i := len(list) - 1; i >= 0; i-- {
		if !list[i].HasException && list[i].Value != "" {
			return Fact{Value: list[i].Value, At: list[i].At}
		}
	}
	return Fact{}
}

// endFacts says how far the attempt got.
func (d *detail) endFacts(v *verdict) {
	f := d.attempt.Facts
	if d.attempt.Outcome == OutcomePrerequisitesFailed {
		f[FactReadinessFailed] = Fact{Value: "true", At: d.attempt.OutcomeAt}
	}
	if v.rejected.set {
		f[FactRejected] = Fact{Value: "true", At: v.rejected.position()}
	}
	if v.restoreError.set {
		f[FactRestoreFailed] = Fact{Value: "true", At: v.restoreError.position()}
	}
	if v.offline || !d.attempt.Excerpt {
		f.set(FactTookOffline, strconv.FormatBool(v.offline), Position{})
	}
}

// stepFacts names the task and the component that were running last.
func (d *detail) stepFacts() {
	f, s := d.attempt.Facts, &d.failures.scene
	task := s.task
	if n := len(d.attempt.Steps); task == "" && n > 0 {
		task = d.attempt.Steps[n-1].Task
	}
	f.set(FactTask, task, Position{})
	f.set(FactStep, s.step, Position{})
}

// failureFacts copies the failure that ended the attempt into facts.
func failureFacts(f Facts, fail *Failure) {
	at := fail.Start
	f.set(FactTask, fail.Task, at)
	delete(f, FactStep)
	f.set(FactStep, fail.Step, at)
	f.set(FactComponent, fail.Component, at)
	f.set(FactCmdlet, fail.Cmdlet, at)
	f.set(FactException, fail.Exception, at)
	f.set(FactMessage, fail.Message, at)
	f.set(FactInnermost, innermost(fail), at)
	f.set(FactScriptLine, fail.ScriptLine, at)
	f.set(FactReference, fail.Reference, at)
	f.set(FactFirstError, fail.FirstError, fail.FirstErrorAt)
	before := make([]string, len(fail.Before))
	for i, p := range fail.Before {
		before[i] = p.Text
	}
	f.set(FactBefore, strings.Join(before, "\n"), at)
}

func innermost(f *Failure) string {
	if n := len(f.Inner); n > 0 {
		return f.Inner[n-1]
	}
	return f.Message
}
