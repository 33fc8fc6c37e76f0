package report

import (
	"math"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// toolName is the program's name in documents.
const toolName = "setuplogreview"

// newDocument brings a review into the form of the JSON document, but for its two long lists.
func newDocument(r *review.Report, opts Options) document {
	return document{
		SchemaVersion: schemaVersion,
		Tool:          toolDoc{toolName, opts.ToolVersion},
		Summary:       newSummary(r, opts),
		Servers:       each(r.Servers, newServer),
		Skipped:       each(r.Skipped, newSkipped),
		Sources:       []reviewedDoc{},
		Findings:      []findingDoc{},
	}
}

// each converts a list; the result is never nil, so that an empty list is written as one.
func each[A, B any](list []A, convert func(A) B) []B {
	result := make([]B, 0, len(list))
	for _, v := range list {
		result = append(result, convert(v))
	}
	return result
}

// same is the conversion of what needs none.
func same[A any](v A) A { return v }

func newSummary(r *review.Report, opts Options) summaryDoc {
	count := countBySeverity(r.Findings)
	return summaryDoc{
		Outcome:    string(worstOutcome(r.Sources)),
		ExitStatus: opts.ExitStatus,
		Primary:    primaryRule(r.Findings),
		Findings: countsDoc{
			Critical: count[rules.SeverityCritical],
			Error:    count[rules.SeverityError],
			Warning:  count[rules.SeverityWarning],
			Info:     count[rules.SeverityInfo],
		},
		Checked: checkedDoc(r.Checked),
	}
}

func newServer(s review.Server) serverDoc {
	return serverDoc{serverBody: newServerBody(s), Sources: each(s.Sources, same)}
}

func newServerBody(s review.Server) serverBody {
	return serverBody{
		Name: s.Name, Outcome: string(s.Outcome),
		InstalledBuild: s.InstalledBuild, SetupBuild: s.SetupBuild,
		LastAttempt: stamp(s.LastAttempt), Primary: s.Primary,
	}
}

func newSkipped(s review.Skipped) skippedDoc { return skippedDoc(s) }

// newReviewed gives a source without its attempts, which are written one at a time.
func newReviewed(s review.Source) reviewedDoc {
	return reviewedDoc{sourceDoc: newSource(s), Attempts: []attemptDoc{}}
}

func newSource(s review.Source) sourceDoc {
	return sourceDoc{
		Path: s.Path, Kind: string(s.Kind), Excerpt: s.Excerpt, Server: s.Server, ServerAssumed: s.ServerAssumed,
		Encoding: s.Encoding, Lines: s.Lines, Bytes: s.Bytes,
		Notes:           each(s.Notes, func(n review.Note) noteDoc { return noteDoc(n) }),
		AttemptsOmitted: s.AttemptsOmitted,
	}
}

func newAttempt(a review.Attempt) attemptDoc {
	doc := attemptDoc{
		Index: a.Index, Line: a.Line, EndLine: a.EndLine,
		Started: stamp(a.Started), Ended: stamp(a.Ended), Outcome: string(a.Outcome),
		LocalStarted: a.LocalStarted.String(), LocalEnded: a.LocalEnded.String(),
		InstallationMode: a.InstallationMode, SetupBuild: a.SetupBuild, Reviewed: a.Reviewed,
	}
	if a.Reviewed {
		doc.factsDoc = newFacts(a)
	}
	return doc
}

func newFacts(a review.Attempt) *factsDoc {
	fact := a.Facts.Get
	return &factsDoc{
		DurationSeconds:  seconds(a.Duration),
		TimeZone:         fact(parser.FactTimeZone),
		UTCOffset:        fact(parser.FactUTCOffset),
		Interface:        fact(parser.FactInterface),
		Mode:             fact(parser.FactMode),
		Parameters:       newParameters(a.Parameters),
		Command:          fact(parser.FactCommand),
		User:             fact(parser.FactUser),
		Server:           fact(parser.FactServer),
		ServerFQDN:       fact(parser.FactServerFQDN),
		Domain:           fact(parser.FactDomain),
		Site:             fact(parser.FactSite),
		SchemaMaster:     fact(parser.FactSchemaMaster),
		SchemaMasterSite: fact(parser.FactSchemaMasterSite),
		DomainController: fact(parser.FactDomainController),
		GlobalCatalog:    fact(parser.FactGlobalCatalog),
		Organization:     fact(parser.FactOrganization),
		OperatingSystem:  fact(parser.FactOperatingSystem),
		Product:          fact(parser.FactProduct),
		SetupRelease:     a.SetupRelease,
		InstalledBuild:   fact(parser.FactInstalledBuild),
		InstalledRelease: a.InstalledRelease,
		InstallPath:      fact(parser.FactInstallPath),
		Roles:            each(a.Roles, same),
		Update:           newUpdate(a.Facts),
		Steps:            each(a.Steps, newStep),
		Failure:          newFailure(a),
	}
}

// newParameters gives parameters by name; a switch, which has no value, is true.
func newParameters(list []parser.Parameter) map[string]any {
	result := make(map[string]any, len(list))
	for _, p := range list {
		if p.Value == "" {
			result[p.Name] = true
		} else {
			result[p.Name] = p.Value
		}
	}
	return result
}

func newUpdate(facts parser.Facts) *updateDoc {
	update := updateDoc{
		Name:  facts.Get(parser.FactUpdateName),
		KB:    facts.Get(parser.FactUpdateKB),
		Build: facts.Get(parser.FactUpdateBuild),
	}
	if update == (updateDoc{}) {
		return nil
	}
	return &update
}

func newStep(s review.Step) stepDoc {
	return stepDoc{
		Task: s.Task, Title: s.Title, Line: s.Line, Started: stamp(s.Started),
		DurationSeconds: seconds(s.Duration), Outcome: string(s.Outcome),
	}
}

func newFailure(a review.Attempt) *failureDoc {
	f := a.Failure
	if f == nil {
		return nil
	}
	return &failureDoc{
		Task: f.Task, Step: failedStep(a), Component: f.Component, Cmdlet: f.Cmdlet,
		Exception: f.Exception, Message: f.Message, Inner: each(f.Inner, same),
		Script: f.Script, Reference: f.Reference, Line: f.Start.Line,
	}
}

// failedStep gives the readable name of the step that failed, or "".
func failedStep(a review.Attempt) string {
	if a.FailureStep == "" && a.Failure != nil {
		return a.Failure.Step
	}
	return a.FailureStep
}

func newFinding(f review.Finding) findingDoc {
	return findingDoc{
		findingHead: newFindingHead(f), Server: f.Server, Source: f.Path, Attempt: f.Attempt,
		findingBody: newFindingBody(f),
	}
}

func newFindingHead(f review.Finding) findingHead {
	return findingHead{
		RuleID: f.RuleID, Title: f.Title, Severity: string(f.Severity),
		Confidence: string(f.Confidence), Category: f.Category, Primary: f.Primary,
	}
}

func newFindingBody(f review.Finding) findingBody {
	return findingBody{
		Occurrences:  f.Occurrences,
		Cause:        f.Cause,
		Captures:     newCaptures(f.Captures),
		Evidence:     each(f.Evidence, newEvidence),
		Remediation:  each(f.Remediation, newRemedy),
		References:   each(f.References, func(r rules.Reference) referenceDoc { return referenceDoc(r) }),
		Consequences: each(f.Consequences, newConsequence),
		Fingerprint:  f.Fingerprint,
		GroupKey:     f.GroupKey,
		SharedBy:     sharedBy(f),
	}
}

// sharedBy counts the servers that have a finding like this one, 0 when no other has.
func sharedBy(f review.Finding) int {
	if f.Servers < 2 {
		return 0
	}
	return f.Servers
}

func newCaptures(captures map[string][]string) map[string]oneOrMany {
	result := make(map[string]oneOrMany, len(captures))
	for name, values := range captures {
		result[name] = values
	}
	return result
}

func newEvidence(e review.Evidence) evidenceDoc {
	return evidenceDoc{
		Source: e.Path, Line: e.Line, Time: stamp(e.Time), LocalTime: e.LocalTime, Text: e.Text,
	}
}

func newRemedy(s review.Remedy) remedyDoc {
	doc := remedyDoc{
		Text: s.Text, Command: s.Command, Effect: string(s.Effect),
		Confirmed: s.Confirmed, Destructive: s.Destructive, Notes: each(s.Notes, same),
	}
	if s.Command != "" {
		doc.Shell = s.Shell
	}
	return doc
}

func newConsequence(c review.Consequence) consequenceDoc {
	return consequenceDoc{
		RuleID: c.RuleID, Title: c.Title, Severity: string(c.Severity), Text: c.Text,
		Evidence: newEvidence(c.Evidence),
	}
}

// stamp writes a time as RFC 3339 in UTC with milliseconds; an unknown one is left out.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// seconds gives a duration in seconds, to the millisecond.
func seconds(d time.Duration) float64 {
	return math.Round(d.Seconds()*1000) / 1000
}
