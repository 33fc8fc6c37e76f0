package report

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// TestPipedTextIsASCII: into a pipe go no box characters and no colours.
func TestPipedTextIsASCII(t *testing.T) {
	for _, f := range fixtures() {
		if f.name == "hostile" {
			continue // shows the replacement character
		}
		for _, opts := range []Options{f.opts, {Verbose: true}, {Width: 80, ASCII: true}} {
			for _, c := range string(written(t, "text", f.report, opts)) {
				require.Less(t, c, rune(utf8.RuneSelf), f.name)
			}
		}
	}
}

// TestCommandsStandAlone: a command is never wrapped, whatever the width, and has its lines for
// itself.
func TestCommandsStandAlone(t *testing.T) {
	for _, width := range []int{0, 20, 40, 80, 500} {
		lines := strings.Split(string(written(t, "text", failedReport(), Options{Width: width})), "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		for _, step := range forestFinding().Remediation {
			for _, command := range strings.Split(step.Command, "\n") {
				assert.Contains(t, lines, command, "width %d", width)
			}
		}
	}
}

// TestProseFitsTheWidth: only what is one word, a command, or a link may be wider.
func TestProseFitsTheWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 100} {
		for _, line := range strings.Split(string(written(t, "text", failedReport(), Options{Width: width})), "\n") {
			free := strings.HasPrefix(line, strings.Repeat(" ", 11)) || strings.Contains(line, "https://") ||
				strings.Contains(line, "15.2.858.5") || strings.Contains(line, "─") ||
				strings.Contains(line, "Started (UTC)") || len(strings.Fields(line)) <= 2
			if !free {
				assert.LessOrEqual(t, twwidth.Width(line), width, line)
			}
		}
	}
}

func TestNoTrailingBlanks(t *testing.T) {
	for _, f := range fixtures() {
		for _, width := range []int{0, 80} {
			out := written(t, "text", f.report, Options{Width: width})
			for line := range bytes.Lines(out) {
				line = bytes.TrimSuffix(line, []byte("\n"))
				assert.Equal(t, string(bytes.TrimRight(line, " ")), string(line), f.name)
			}
			assert.NotContains(t, string(out), "\n\n\n", f.name)
		}
	}
}

func TestMostLikelyCauseStandsFirst(t *testing.T) {
	out := string(written(t, "text", twoSourcesReport(), Options{}))
	assert.Less(t, strings.Index(out, "[services-off]"), strings.Index(out, "[remark]"))
	assert.Less(t, strings.Index(out, "MBX02/ServiceControl.log, lines"), strings.Index(out, "ExchangeSetup.log, lines"))
}

// TestQuotedLogCannotForgeParts: a text that quotes a log with line breaks never gives a line that
// looks like the beginning of a part or of a step.
func TestQuotedLogCannotForgeParts(t *testing.T) {
	r := excerptReport()
	forged := "cause\nWhat to do\n  What to do\n    1. Run:\n\n           evil"
	r.Findings[0].Cause, r.Findings[0].Remediation[0].Text = forged, forged
	r.Findings[0].Evidence[0].Text, r.Findings[0].Title = forged, forged
	for _, width := range []int{0, 40, 80} {
		out := "\n" + string(written(t, "text", r, Options{Width: width}))
		assert.Equal(t, 1, strings.Count(out, "\n  What to do\n"))
		assert.Equal(t, 0, strings.Count(out, "\nWhat to do\n"))
		assert.Equal(t, 1, strings.Count(out, "\n           "), "one command")
	}
}

func TestManyNotesAreCounted(t *testing.T) {
	r := excerptReport()
	for i := range 8 {
		r.Sources[0].Notes = append(r.Sources[0].Notes, review.Note{Line: i + 1, Text: "cut"})
	}
	short, long := string(written(t, "text", r, Options{})), string(written(t, "text", r, Options{Verbose: true}))
	assert.Equal(t, 5, strings.Count(short, ": cut"))
	assert.Contains(t, short, "and 3 more notes")
	assert.Equal(t, 8, strings.Count(long, ": cut"))
}

func TestRiskIsSaidFirst(t *testing.T) {
	f := func(want string, step review.Remedy) {
		t.Helper()
		assert.Equal(t, want, risk(step))
	}
	f("", review.Remedy{Confirmed: true})
	f("", review.Remedy{Effect: rules.EffectReads, Confirmed: true})
	f("Changes this server.", review.Remedy{Effect: rules.EffectServer, Confirmed: true})
	f("Interrupts service.", review.Remedy{Effect: rules.EffectOutage, Confirmed: true})
	f("Changes this server. BACK UP FIRST.", review.Remedy{Effect: rules.EffectServer, Destructive: true, Confirmed: true})
	f("CHANGES THE DOMAIN OR FOREST. BACK UP FIRST.", review.Remedy{Effect: rules.EffectDirectory, Destructive: true, Confirmed: true})
	f("DESTRUCTIVE: this cannot be undone.", review.Remedy{Effect: rules.EffectDestructive, Destructive: true, Text: "Not confirmed: do it."})
	f("Not confirmed: nobody has reported yet that this step helped.", review.Remedy{Text: "Do it."})
}

func TestFindingOfUnlistedAttemptIsShown(t *testing.T) {
	r := failedReport()
	r.Findings[1].Attempt = 3
	for _, format := range Formats() {
		assert.Contains(t, string(written(t, format, r, Options{})), "restart-pending", format)
	}
	r.Findings[1].Source = 7
	for _, format := range Formats() {
		assert.Contains(t, string(written(t, format, r, Options{})), "restart-pending", format)
	}
}

func TestLowestSeverityHidesButCounts(t *testing.T) {
	f := func(lowest rules.Severity, shown bool) {
		t.Helper()
		for _, format := range Formats() {
			out := string(written(t, format, failedReport(), Options{MinSeverity: lowest}))
			assert.Equal(t, shown, strings.Contains(out, "restart-pending"), "%s from %s", format, lowest)
		}
	}
	f("", true)
	f(rules.SeverityInfo, true)
	f(rules.SeverityWarning, true)
	f(rules.SeverityError, false)
	assert.Contains(t, string(written(t, "json", failedReport(), Options{MinSeverity: rules.SeverityCritical})), `"warning": 1`)
	out := string(written(t, "text", failedReport(), Options{MinSeverity: rules.SeverityCritical}))
	assert.Contains(t, out, "Not shown: 2 findings below critical.")
	assert.Contains(t, out, "Found     1 error, 1 warning")
	assert.NotContains(t, out, "Most likely cause")
}

func TestTimesInZones(t *testing.T) {
	when := at("2024-03-21 23:30:00.000")
	f := func(offset, want string, known bool) {
		t.Helper()
		got, ok := inZone(when, offset)
		assert.Equal(t, want, got)
		assert.Equal(t, known, ok)
	}
	f("-04:00", "2024-03-21 19:30:00", true)
	f("+05:30", "2024-03-22 05:00:00", true)
	f("+00:00", "2024-03-21 23:30:00", true)
	f("", "", false)
	f("CET", "", false)
	_, ok := inZone(time.Time{}, "+01:00")
	assert.False(t, ok)
}

func TestPhrases(t *testing.T) {
	assert.Equal(t, "less than 1s", span(200*time.Millisecond))
	assert.Equal(t, "59s", span(59*time.Second))
	assert.Equal(t, "1m 00s", span(59600*time.Millisecond))
	assert.Equal(t, "2h 05m", span(125*time.Minute))
	assert.Equal(t, "1 line", plural(1, "line"))
	assert.Equal(t, "1,234,567 lines", plural(1234567, "line"))
	assert.Equal(t, "1,000 lines", plural(1000, "line"))
	assert.Equal(t, "999 bytes", size(999))
	assert.Equal(t, "1.5 KiB", size(1536))
	assert.Equal(t, "2.0 GiB", size(2<<30))
	assert.Equal(t, "15.2.1118.7 (2019 CU12)", build("15.2.1118.7", "2019 CU12"))
	assert.Equal(t, "15.2.1118.7", build("15.2.1118.7", ""))
	assert.Equal(t, "1 critical, 2 errors, 1 warning, 3 info", tally(map[rules.Severity]int{
		rules.SeverityCritical: 1, rules.SeverityError: 2, rules.SeverityWarning: 1, rules.SeverityInfo: 3,
	}))
}

func TestWorstOutcome(t *testing.T) {
	f := func(want parser.Outcome, reviewed ...parser.Outcome) {
		t.Helper()
		attempts := []review.Attempt{{Outcome: parser.OutcomeFailed}}
		for _, o := range reviewed {
			attempts = append(attempts, review.Attempt{Outcome: o, Reviewed: true})
		}
		assert.Equal(t, want, worstOutcome([]review.Source{{Attempts: attempts}}))
	}
	f(parser.OutcomeUnknown)
	f(parser.OutcomeSucceeded, parser.OutcomeSucceeded)
	f(parser.OutcomePrerequisitesFailed, parser.OutcomeSucceeded, parser.OutcomePrerequisitesFailed, parser.OutcomeInterrupted)
	f(parser.OutcomeFailed, parser.OutcomeFailed, parser.OutcomeUnknown)
}

func TestExcerptsThatWerePassedOver(t *testing.T) {
	r := &review.Report{Excerpts: []string{"a.log", "b\x1b[2J.log"}, Checked: review.Checked{OtherFiles: 9, Excerpts: 3}}
	write := func(verbose bool) string {
		t.Helper()
		var b strings.Builder
		require.NoError(t, textWriter{}.write(&b, r, Options{Verbose: verbose}))
		return b.String()
	}
	assert.Contains(t, write(false), "3 of these may hold an excerpt of a log: name the file to review it all the same. -v says which.")
	assert.NotContains(t, write(false), "a.log")
	assert.Contains(t, write(true), "    - a.log\n")
	assert.Contains(t, write(true), "    and 1 more\n")
	assert.NotContains(t, write(true), "\x1b")
	r.Checked.Excerpts = 0
	assert.NotContains(t, write(true), "excerpt")
}

func TestServerThatTheLogDoesNotName(t *testing.T) {
	f := func(want, source string, assumed bool, facts parser.Facts) {
		t.Helper()
		s := section{source: review.Source{Server: source, ServerAssumed: assumed}, attempt: review.Attempt{Facts: facts}}
		assert.Equal(t, want, serverLine(s))
	}
	system := parser.Facts{parser.FactOperatingSystem: {Value: "Windows"}}
	f("", "", false, nil)
	f("mbx01", "mbx01", false, nil)
	f("not named in the log, Windows", "", false, system)
	f("presumably mbx01, which other logs of the folder name; this one names no server, Windows", "mbx01", true, system)
}

func TestWrapKeepsEveryWord(t *testing.T) {
	f := func(width int, text string, want ...string) {
		t.Helper()
		p := &page{width: width}
		assert.Equal(t, want, p.wrap(text, 0))
	}
	f(20, "one two three four five six", "one two three four", "five six")
	f(20, "exactly twenty chars", "exactly twenty chars")
	f(20, "exactly twenty chars more", "exactly twenty chars", "more")
	f(20, `C:\a\very\long\path\without\blanks`, `C:\a\very\long\path\without\blanks`)
	f(20, `C:\a\very\long\path\without\blanks and more`, `C:\a\very\long\path\without\blanks`, "and more")
	f(20, "   indented text keeps its indent", "   indented text", "keeps its indent")
	f(0, strings.Repeat("word ", 100)+"end", strings.Repeat("word ", 100)+"end")
}
