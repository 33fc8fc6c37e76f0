package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// How much of an evidence is shown without --verbose: the first one tells the story, further
// ones show where it happened again.
const (
	firstLines   = 12
	furtherLines = 2
	furtherChars = 200
)

// partIndent is where the parts of a finding begin. All prose stands deeper, so that no line of a
// log that a rule quotes in a text can pass for a part of the report.
const partIndent = 2

// findings writes what was found, the cause first, or that all is well.
func (t text) findings(s section) {
	t.verdict(s)
	headings := headings(s)
	for i, f := range s.findings {
		if i < len(headings) {
			t.heading(headings[i])
		}
		t.gap()
		t.finding(s, f)
	}
	if s.hidden > 0 {
		t.gap()
		t.prose(0, fmt.Sprintf("Not shown: %s below %s.", plural(s.hidden, "finding"), t.opts.MinSeverity))
	}
}

// headings gives what stands above the first finding, and above the second where that is said
// again.
func headings(s section) []string {
	switch {
	case s.well():
		return []string{"For information"}
	case len(s.findings) > 0 && s.findings[0].Primary && s.attempt.Outcome != parser.OutcomeSucceeded:
		return []string{"Most likely cause", "Also found"}
	default:
		return []string{"Found"}
	}
}

// verdict says that all is well, or that nothing was found.
func (t text) verdict(s section) {
	nothing := fmt.Sprintf("none of %s found anything to report.", plural(t.report.Checked.Rules, "rule"))
	found := len(s.findings)+s.hidden > 0
	t.gap()
	switch {
	case s.well() && found:
		t.well(ending(s.attempt.Outcome, s.who()) + " There are only remarks.")
	case s.well():
		t.well(strings.TrimSuffix(ending(s.attempt.Outcome, s.who()), ".") + ", and " + nothing)
	case !found:
		t.prose(0, sentence(nothing))
	}
}

func (t text) well(words string) {
	t.item(item{mark: "All is well. ", style: t.good, text: words})
}

// finding writes one finding: what is wrong and why, where it shows, what to do.
func (t text) finding(s section, f review.Finding) {
	t.item(item{
		mark: strings.ToUpper(string(f.Severity)) + "  ", style: t.severity(f.Severity),
		text: oneLine(f.Title + " [" + f.RuleID + "]"), strong: true,
	})
	t.prose(partIndent+2, f.Cause)
	t.prose(partIndent+2, reservation(f.Confidence))
	t.evidence(s, f)
	t.remediation(f.Remediation)
	t.consequences(s, f.Consequences)
	t.references(f.References)
}

// part begins a part of a finding.
func (t text) part(title string) {
	t.gap()
	t.line(partIndent, t.strong, title)
}

// evidence shows the log, with line numbers.
func (t text) evidence(s section, f review.Finding) {
	t.part("Evidence")
	for i, e := range f.Evidence {
		t.prose(4, t.whereabouts(s, e)+":")
		t.log(6, t.excerpt(e.Text, i == 0))
	}
	if more := f.Occurrences - len(f.Evidence); more > 0 {
		t.prose(4, fmt.Sprintf("and %s", plural(more, "more place")))
	}
}

// whereabouts says where an evidence stands; the path only where it is another one.
func (t text) whereabouts(s section, e review.Evidence) string {
	place, time := "", e.LocalTime
	if e.Path != s.source.Path {
		place = e.Path
	}
	if e.Line > 0 {
		place = join(", ", place, fmt.Sprintf("line %d", e.Line))
	}
	if !e.Time.IsZero() {
		time = e.Time.UTC().Format(clock) + " UTC"
	} else if time != "" {
		time += " local time"
	}
	return oneLine(join(", ", place, time))
}

// excerpt gives the lines of an evidence, shortened unless everything is wanted.
func (t text) excerpt(s string, first bool) []string {
	lines := manyLines(s)
	if t.opts.Verbose {
		return lines
	}
	limit := firstLines
	if !first {
		limit = furtherLines
		for i, line := range lines {
			lines[i] = shorten(line, furtherChars)
		}
	}
	if more := len(lines) - limit; more > 0 {
		return append(lines[:limit:limit], fmt.Sprintf("... (%s more)", plural(more, "line")))
	}
	return lines
}

// shorten cuts a text to a number of characters.
func shorten(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit]) + " ..."
}

// remediation is what to do, step by step.
func (t text) remediation(steps []review.Remedy) {
	if len(steps) == 0 {
		return
	}
	t.part("What to do")
	for i, s := range steps {
		if i > 0 && steps[i-1].Command != "" {
			t.gap()
		}
		t.remedy(fmt.Sprintf("%d. ", i+1), s)
	}
}

// remedy is one step. What it puts at risk is said first, its command stands alone.
func (t text) remedy(number string, s review.Remedy) {
	indent := 4 + len(number)
	mark := 4
	if risk := risk(s); risk != "" {
		t.item(item{indent: mark, mark: number, style: t.warn, text: risk, strong: true})
		mark, number = indent, ""
	}
	if words := or(s.Text, "Run:"); words != "" {
		t.item(item{indent: mark, mark: number, style: t.plain, text: words})
	}
	if s.Command != "" {
		if s.Shell == "cmd" {
			t.prose(indent, "In a command prompt (cmd.exe):")
		}
		t.gap()
		t.command(indent+4, s.Command)
	}
	if s.Command != "" && len(s.Notes) > 0 {
		t.gap()
	}
	for _, note := range s.Notes {
		t.prose(indent, "Note: "+note)
	}
}

// risk says what a step puts at risk and whether anybody has reported that it helps, or "".
func risk(s review.Remedy) string {
	var words []string
	switch s.Effect {
	case rules.EffectDestructive:
		words = append(words, "DESTRUCTIVE: this cannot be undone.")
	case rules.EffectDirectory:
		words = append(words, "CHANGES THE DOMAIN OR FOREST.")
	case rules.EffectOutage:
		words = append(words, "Interrupts service.")
	case rules.EffectServer:
		words = append(words, "Changes this server.")
	}
	if s.Destructive && s.Effect != rules.EffectDestructive {
		words = append(words, "BACK UP FIRST.")
	}
	if !s.Confirmed && !saysUnconfirmed(s.Text) {
		words = append(words, "Not confirmed: nobody has reported yet that this step helped.")
	}
	return strings.Join(words, " ")
}

// saysUnconfirmed tells whether a step's own words say that its cure is not confirmed.
func saysUnconfirmed(s string) bool {
	words := strings.ToLower(s)
	return slices.ContainsFunc([]string{"not confirmed", "unconfirmed"}, func(w string) bool {
		return strings.Contains(words, w)
	})
}

// consequences are grouped under their cause, a line each.
func (t text) consequences(s section, list []review.Consequence) {
	if len(list) == 0 {
		return
	}
	t.part(fmt.Sprintf("What follows from it (%d)", len(list)))
	for _, c := range list {
		words := fmt.Sprintf("%s [%s]", c.Title, c.RuleID)
		t.bullet(4, oneLine(join(", ", words, t.briefly(s, c.Evidence))))
		if t.opts.Verbose {
			t.prose(6, c.Text)
		}
	}
}

// briefly is whereabouts without the time.
func (t text) briefly(s section, e review.Evidence) string {
	return t.whereabouts(s, review.Evidence{Path: e.Path, Line: e.Line})
}

// references are where to read more.
func (t text) references(list []rules.Reference) {
	if len(list) == 0 {
		return
	}
	t.part("Read more")
	for _, r := range list {
		t.bullet(4, oneLine(r.Title))
		t.line(6, t.plain, oneLine(r.URL))
	}
}
