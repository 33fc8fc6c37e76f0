package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// overviewFrom is how many findings of one server are too many to be seen at a glance.
const overviewFrom = 11

// overview stands at the top of a long report: what came of each server, or of each attempt of one,
// or what was found in a single attempt.
func (t text) overview(all []section) error {
	found := 0
	for _, s := range all {
		found += len(s.findings)
	}
	switch {
	case len(t.report.Servers) > 1:
		return t.servers()
	case found < overviewFrom:
		return nil
	case len(all) > 1:
		return t.attempts(all)
	}
	return t.list(all[0])
}

// attempts is an overview of the attempts of one server, in the order in which they are shown.
func (t text) attempts(all []section) error {
	table := table{columns: []column{
		{title: "Log", spare: true}, {title: "Attempt", right: true}, {title: "Started"}, {title: "Outcome"},
		{title: "Most likely cause"}, {title: "Found", spare: true},
	}}
	told := 0
	for _, s := range all {
		if s.silent() && !t.opts.Verbose {
			continue
		}
		told++
		table.add(t.logName(s), fmt.Sprint(s.attempt.Index), started(s.attempt), string(s.attempt.Outcome), s.cause(), tally(s.count))
	}
	t.heading(fmt.Sprintf("Attempts (%d)", told))
	return t.table(1, table)
}

// logName names the log of an attempt, where there are several, as it stands in what the user gave.
func (t text) logName(s section) string {
	if len(t.report.Sources) < 2 {
		return ""
	}
	path := s.source.Path
	if below, found := strings.CutPrefix(path, s.source.Root); found && below != "" {
		path = strings.TrimLeft(below, `!/\`)
	}
	return tail(oneLine(pathName(path)))
}

// cutMark stands where the beginning of a cell is left out.
const cutMark = "..."

// tail gives the end of a path that is longer than a cell: the names that fit, behind a mark.
func tail(path string) string {
	runes := []rune(path)
	if len(runes) <= maxCell {
		return path
	}
	end := string(runes[len(runes)-maxCell+len(cutMark):])
	if at := strings.IndexAny(end, `/\`); at >= 0 && at < len(end)-1 {
		end = end[at:]
	}
	return cutMark + end
}

// started is when an attempt began, and by which clock.
func started(a review.Attempt) string {
	switch {
	case !a.Started.IsZero():
		return minute(a.Started) + " UTC"
	case !a.LocalStarted.IsZero():
		return a.LocalStarted.String()
	}
	return ""
}

// cause is the rule of the finding that most likely explains an attempt.
func (s section) cause() string {
	for _, f := range s.findings {
		if f.Primary {
			return f.RuleID
		}
	}
	return "-"
}

// list is an overview of what was found in one attempt, in the order in which it is shown.
func (t text) list(s section) error {
	t.heading(fmt.Sprintf("Findings (%d)", len(s.findings)))
	table := table{columns: []column{{title: "Severity"}, {title: "Line", right: true}, {title: "Rule"}, {title: "Finding", spare: true}}}
	for _, f := range s.findings {
		table.add(string(f.Severity), fmt.Sprint(f.Evidence[0].Line), f.RuleID, f.Title)
	}
	return t.table(1, table)
}

// servers is an overview of several servers, and of what several of them have in common.
func (t text) servers() error {
	t.heading(fmt.Sprintf("Servers (%d)", len(t.report.Servers)))
	table := table{columns: []column{
		{title: "Server"}, {title: "Last attempt", spare: true}, {title: "Outcome"}, {title: "Most likely cause"},
		{title: "From", spare: true}, {title: "To", spare: true},
	}}
	for _, s := range t.report.Servers {
		table.add(t.serverName(s), minute(s.LastAttempt), string(s.Outcome), or(s.Primary, "-"), s.InstalledBuild, s.SetupBuild)
	}
	if err := t.table(1, table); err != nil {
		return err
	}
	return t.shared()
}

// serverName gives the name of a server, or where its logs lie.
func (t text) serverName(s review.Server) string {
	if s.Name != "" || len(s.Sources) == 0 {
		return or(s.Name, "(not named)")
	}
	path := t.report.Sources[s.Sources[0]].Path
	at := strings.LastIndexAny(path, `/\`)
	if at < 0 {
		return "(not named)"
	}
	return "(" + path[:at] + ")"
}

// minute writes a time for a table.
func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}
