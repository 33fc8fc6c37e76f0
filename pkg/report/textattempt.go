package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// How many of the other attempts of a file, and of the notes about it, are listed.
const (
	othersShown = 10
	notesShown  = 5
)

// attempt describes the attempt under review in a few lines.
func (t text) attempt(s section) error {
	a := s.attempt
	t.item(item{text: oneLine(attemptTitle(s)), strong: true})
	t.field("When", when(a)...)
	t.field("Server", serverLine(s))
	t.field("Who", a.Facts.Get(parser.FactUser))
	t.field("Asked", asked(a), commandLine(a))
	t.field("Build", builds(a))
	t.field("Update", join(", ", a.Facts.Get(parser.FactUpdateName), a.Facts.Get(parser.FactUpdateKB), a.Facts.Get(parser.FactUpdateBuild)))
	t.field("Progress", progress(a)...)
	t.ended(s)
	t.field("Found", tally(s.count))
	t.notes(s.source.Notes)
	if t.opts.Verbose {
		return t.steps(a.Steps)
	}
	return nil
}

// serverLine says on which server an attempt ran, and what is known of it.
func serverLine(s section) string {
	facts := s.attempt.Facts
	name := or(facts.Get(parser.FactServerFQDN), or(facts.Get(parser.FactServer), s.source.Server))
	if s.source.ServerAssumed {
		name = "presumably " + name + ", which other logs of the folder name; this one names no server"
	}
	about := join(", ", prefixed("site ", facts.Get(parser.FactSite)), facts.Get(parser.FactOperatingSystem))
	if name == "" && about != "" {
		name = "not named in the log"
	}
	return join(", ", name, about)
}

func attemptTitle(s section) string {
	a := s.attempt
	where := pathName(s.source.Path)
	if a.Line > 0 && a.EndLine > a.Line {
		where += fmt.Sprintf(", lines %d to %d", a.Line, a.EndLine)
	} else if a.Line > 0 {
		where += fmt.Sprintf(", line %d", a.Line)
	}
	if s.source.Excerpt {
		return "Excerpt in " + where
	}
	if all := len(s.source.Attempts) + s.source.AttemptsOmitted; all > 1 {
		return fmt.Sprintf("Attempt %d of %d in %s", a.Index, all, where)
	}
	return "Attempt in " + where
}

// field adds a labelled value; further values stand under the first, and empty ones are left
// out.
func (t text) field(label string, values ...string) {
	mark := fmt.Sprintf("%-10s", label)
	for _, value := range values {
		if value = oneLine(value); value != "" {
			t.item(item{indent: 2, mark: mark, style: t.faint, text: value})
			mark = strings.Repeat(" ", len(mark))
		}
	}
}

// when says when the attempt ran, in UTC and on the server's clock.
func when(a review.Attempt) []string {
	if a.Started.IsZero() {
		return onTheClock(a)
	}
	first := a.Started.UTC().Format(clock) + " UTC"
	if a.Duration > 0 {
		first += ", for " + span(a.Duration)
	}
	offset := a.Facts.Get(parser.FactUTCOffset)
	if local, ok := inZone(a.Started, offset); ok {
		return []string{first, fmt.Sprintf("%s on the server's clock (UTC%s)", local, offset)}
	}
	if zone := a.Facts.Get(parser.FactTimeZone); zone != "" {
		return []string{first, "the server's time zone is " + zone + ", summer time not counted"}
	}
	return []string{first}
}

// onTheClock says when an attempt ran whose log has no zone.
func onTheClock(a review.Attempt) []string {
	if a.LocalStarted.IsZero() {
		return nil
	}
	first := a.LocalStarted.String() + " on the server's clock"
	if a.Duration > 0 {
		first += ", for " + span(a.Duration)
	}
	return []string{first}
}

// asked says what setup was to do. The parameter mode and the real mode can differ.
func asked(a review.Attempt) string {
	mode, chosen := a.Facts.Get(parser.FactMode), a.InstallationMode
	if mode == "" {
		mode, chosen = prepares(a.Parameters), ""
	}
	if mode == "" {
		mode = a.InstallationMode
	}
	if chosen != "" && !strings.EqualFold(mode, chosen) {
		mode += " (installation mode " + chosen + ")"
	}
	return join(", ", mode, a.Facts.Get(parser.FactInterface))
}

// preparations are the switches that prepare Active Directory and install nothing.
func preparations() []string {
	return []string{"PrepareSchema", "PrepareAD", "PrepareDomain", "PrepareAllDomains"}
}

// prepares names the first switch that prepares Active Directory, or nothing.
func prepares(list []parser.Parameter) string {
	for _, p := range list {
		for _, name := range preparations() {
			if strings.EqualFold(p.Name, name) {
				return name
			}
		}
	}
	return ""
}

// commandLine is how setup was called: its parameters, or, when it did not take them, what was
// typed.
func commandLine(a review.Attempt) string {
	if len(a.Parameters) == 0 {
		return a.Facts.Get(parser.FactCommand)
	}
	return parameters(a.Parameters)
}

// parameters writes the command line as one would type it.
func parameters(list []parser.Parameter) string {
	var words []string
	for _, p := range list {
		word := "/" + p.Name
		if p.Value != "" {
			word += ":" + p.Value
		}
		if strings.ContainsAny(p.Value, " \t") {
			word = fmt.Sprintf(`/%s:"%s"`, p.Name, p.Value)
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// builds says from which build to which setup went.
func builds(a review.Attempt) string {
	from := build(a.Facts.Get(parser.FactInstalledBuild), a.InstalledRelease)
	to := build(a.SetupBuild, a.SetupRelease)
	return join(" -> ", from, to)
}

// progress says how far setup got.
func progress(a review.Attempt) []string {
	var lines []string
	done := 0
	for _, s := range a.Steps {
		if s.Outcome == parser.OutcomeSucceeded {
			done++
		}
	}
	if len(a.Steps) > 0 {
		lines = append(lines, fmt.Sprintf("%d of %s succeeded", done, plural(len(a.Steps), "step")))
		if last := a.Steps[len(a.Steps)-1]; last.Outcome != parser.OutcomeSucceeded {
			lines = append(lines, lastStep(last))
		}
	}
	if step := failedStep(a); step != "" {
		lines = append(lines, "failed while processing: "+step)
	}
	return lines
}

func lastStep(s review.Step) string {
	words := "last: " + s.Task
	if s.Title != "" {
		words = "last: " + s.Title + " (" + s.Task + ")"
	}
	if s.Line > 0 {
		words += fmt.Sprintf(", line %d", s.Line)
	}
	if s.Duration > 0 {
		words += ", " + span(s.Duration)
	}
	return join(", ", words, string(s.Outcome))
}

// ended says how the attempt ended. A side log need not say.
func (t text) ended(s section) {
	a := s.attempt
	if a.Outcome == parser.OutcomeUnknown && s.side() && a.Ended.IsZero() {
		return
	}
	words := ending(a.Outcome, s.who())
	if !a.Ended.IsZero() {
		words += " Last entry " + a.Ended.UTC().Format(clock) + " UTC."
	}
	t.item(item{
		indent: 2, mark: fmt.Sprintf("%-10s", "Ended"), style: t.outcome(a.Outcome), text: words,
		strong: true,
	})
}

// notes are remarks about the reading.
func (t text) notes(all []review.Note) {
	notes := all
	if !t.opts.Verbose && len(notes) > notesShown {
		notes = notes[:notesShown]
	}
	for _, n := range notes {
		words := n.Text
		if n.Line > 0 {
			words = fmt.Sprintf("line %d: %s", n.Line, n.Text)
		}
		t.field("Note", words)
	}
	if more := len(all) - len(notes); more > 0 {
		t.field("Note", fmt.Sprintf("and %s", plural(more, "more note")))
	}
}

// steps is the table of everything setup launched.
func (t text) steps(all []review.Step) error {
	if len(all) == 0 {
		return nil
	}
	t.heading("Steps")
	table := table{columns: []column{
		{title: "Line", right: true}, {title: "Task"}, {title: "Outcome"},
		{title: "Took", right: true}, {title: "Title", spare: true},
	}}
	for _, s := range all {
		took := ""
		if s.Duration > 0 {
			took = span(s.Duration)
		}
		table.add(fmt.Sprint(s.Line), s.Task, string(s.Outcome), took, s.Title)
	}
	return t.table(1, table)
}

// others lists the other attempts of the file, the newest first.
func (t text) others(s section) error {
	var others []review.Attempt
	for _, a := range slices.Backward(s.source.Attempts) {
		if a.Index != s.attempt.Index && !a.Reviewed {
			others = append(others, a)
		}
	}
	if len(others) == 0 {
		return nil
	}
	left := s.source.AttemptsOmitted
	if !t.opts.Verbose && len(others) > othersShown {
		left += len(others) - othersShown
		others = others[:othersShown]
	}
	t.heading("Other attempts in this file")
	if err := t.table(1, attemptTable(others)); err != nil {
		return err
	}
	if left > 0 {
		t.prose(2, fmt.Sprintf("and %s before these", plural(left, "attempt")))
	}
	return nil
}

func attemptTable(list []review.Attempt) table {
	clockTitle := "Started (UTC)"
	if len(list) > 0 && !list[0].LocalStarted.IsZero() {
		clockTitle = "Started (local time)"
	}
	result := table{columns: []column{
		{title: "No.", right: true}, {title: "Line", right: true}, {title: clockTitle},
		{title: "Outcome"}, {title: "Build"}, {title: "Mode", spare: true},
	}}
	for _, a := range list {
		started := a.LocalStarted.String()
		if !a.Started.IsZero() {
			started = a.Started.UTC().Format("2006-01-02 15:04")
		}
		result.add(fmt.Sprint(a.Index), fmt.Sprint(a.Line), started, string(a.Outcome), a.SetupBuild, a.InstallationMode)
	}
	return result
}

// join joins the texts that are not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}

// prefixed puts a word before a text that is not empty.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
