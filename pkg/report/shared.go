package report

import (
	"slices"
	"strconv"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// sharedFinding is what was found on several servers, as the first of them has it.
type sharedFinding struct {
	review.Finding
	differs bool // another server has other values in the title
}

// shared lists what was found on several servers, the most frequent first. Where the servers have
// other values each, the line says whose they are.
func (t text) shared() error {
	list := sharedFindings(t.opts.shownFindings(t.report.Findings))
	if len(list) == 0 {
		return nil
	}
	t.heading("Found on several servers")
	table := table{columns: []column{{title: "Servers", right: true}, {title: "Severity"}, {title: "Rule"}, {title: "Finding", spare: true}}}
	differs := false
	for _, f := range list {
		differs = differs || f.differs
		table.add(strconv.Itoa(f.Servers), string(f.Severity), f.RuleID, t.sharedTitle(f))
	}
	if err := t.table(1, table); err != nil || !differs {
		return err
	}
	t.prose(2, "After \"on SERVER:\" the values are those of this one server; what the others have stands with their findings below.")
	return nil
}

// sharedFindings gives one finding for each group that several servers have, the most frequent
// first.
func sharedFindings(all []review.Finding) []sharedFinding {
	var list []sharedFinding
	place := map[string]int{}
	for _, f := range all {
		if f.Servers < 2 {
			continue
		}
		i, listed := place[f.GroupKey]
		if !listed {
			place[f.GroupKey] = len(list)
			list = append(list, sharedFinding{Finding: f})
			continue
		}
		list[i].differs = list[i].differs || list[i].Title != f.Title
	}
	slices.SortStableFunc(list, func(a, b sharedFinding) int { return b.Servers - a.Servers })
	return list
}

// sharedTitle is the title of a finding and, where the servers have other values each, whose it is.
func (t text) sharedTitle(f sharedFinding) string {
	if !f.differs {
		return f.Title
	}
	return "on " + t.serverOf(f.Source) + ": " + f.Title
}

// serverOf gives the name of the server that a source speaks of, or where its logs lie.
func (t text) serverOf(source int) string {
	for _, s := range t.report.Servers {
		if slices.Contains(s.Sources, source) {
			return t.serverName(s)
		}
	}
	return t.report.Sources[source].Path
}
