package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// servers is an overview of several servers, and of what several of them have in common.
func (t text) servers() error {
	if len(t.report.Servers) < 2 {
		return nil
	}
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
