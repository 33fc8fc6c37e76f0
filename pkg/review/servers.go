package review

import (
	"sort"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// servers groups the sources by the server they speak of, by name.
func servers(r *Report) []Server {
	byName := map[string]*Server{}
	var names []string
	for i := range r.Sources {
		name := r.Sources[i].Server
		if byName[name] == nil {
			byName[name] = &Server{Name: name}
			names = append(names, name)
		}
		byName[name].add(i, &r.Sources[i])
	}
	sort.Strings(names)
	out := make([]Server, 0, len(names))
	for _, name := range names {
		s := byName[name]
		s.Primary = primaryOf(r, s)
		out = append(out, *s)
	}
	return out
}

func (s *Server) add(i int, src *Source) {
	s.Sources = append(s.Sources, i)
	for j := range src.Attempts {
		a := &src.Attempts[j]
		if !a.Reviewed {
			continue
		}
		s.Outcome = worse(s.Outcome, a.Outcome)
		s.InstalledBuild = a.Facts.Get(parser.FactInstalledBuild)
		s.SetupBuild = a.SetupBuild
	}
}

// primaryOf gives the rule of the first finding of a server, in the order of the report.
func primaryOf(r *Report, s *Server) string {
	for i := range r.Findings {
		for _, source := range s.Sources {
			if r.Findings[i].Source == source {
				return r.Findings[i].RuleID
			}
		}
	}
	return ""
}

// WorstOutcome gives the worst outcome of the reviewed attempts, OutcomeUnknown when there is none.
func (r *Report) WorstOutcome() parser.Outcome {
	var worst parser.Outcome
	for _, s := range r.Servers {
		worst = worse(worst, s.Outcome)
	}
	if worst == "" {
		return parser.OutcomeUnknown
	}
	return worst
}

func worse(a, b parser.Outcome) parser.Outcome {
	if outcomeLevel(b) > outcomeLevel(a) {
		return b
	}
	return a
}

func outcomeLevel(o parser.Outcome) int {
	for i, known := range []parser.Outcome{
		"", parser.OutcomeSucceeded, parser.OutcomeUnknown, parser.OutcomeInterrupted,
		parser.OutcomePrerequisitesFailed, parser.OutcomeFailed,
	} {
		if o == known {
			return i
		}
	}
	return 0
}
