package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// servers groups the sources by the server they speak of: by name, and those that name none by
// the folder they stand in.
func servers(r *Report) []Server {
	groups := map[serverKey]*Server{}
	var keys []serverKey
	for i := range r.Sources {
		key := keyOf(&r.Sources[i])
		if groups[key] == nil {
			groups[key] = &Server{Name: key.name}
			keys = append(keys, key)
		}
		groups[key].add(i, &r.Sources[i])
	}
	slices.SortStableFunc(keys, func(a, b serverKey) int {
		return cmp.Or(strings.Compare(a.name, b.name), comparePaths(a.folder, b.folder))
	})
	primary := primaries(r)
	out := make([]Server, 0, len(keys))
	for _, key := range keys {
		groups[key].Primary = primary[key]
		out = append(out, *groups[key])
	}
	return out
}

// serverKey tells servers apart.
type serverKey struct{ name, folder string }

func keyOf(s *Source) serverKey {
	if s.Server != "" {
		return serverKey{name: s.Server}
	}
	return serverKey{folder: folderOf(s.Path)}
}

// folderOf gives the folder, or the place in an archive, that a source stands in.
func folderOf(path string) string {
	return path[:strings.LastIndexFunc(path, isSeparator)+1]
}

// primaries gives the rule of the first finding of each server, in the order of the report.
func primaries(r *Report) map[serverKey]string {
	result := map[serverKey]string{}
	for i := range r.Findings {
		key := keyOf(&r.Sources[r.Findings[i].Source])
		if result[key] == "" {
			result[key] = r.Findings[i].RuleID
		}
	}
	return result
}

// adopt gives sources that name no server the one that the others of their folder name, if that
// is but one. An excerpt that the user named may come from anywhere and stays as it is.
func (r *Report) adopt(set *rules.Set) {
	names := map[string]string{}
	for i := range r.Sources {
		s := &r.Sources[i]
		if folder := folderOf(s.Path); s.Server != "" && !s.stray() {
			if have, known := names[folder]; known && have != s.Server {
				names[folder] = ""
			} else {
				names[folder] = s.Server
			}
		}
	}
	for i := range r.Sources {
		if s := &r.Sources[i]; s.Server == "" && !s.stray() {
			s.Server = names[folderOf(s.Path)]
		}
	}
	r.nameFindings(set)
}

// stray says whether a source is an excerpt that was not found beside other logs.
func (s *Source) stray() bool {
	return s.Excerpt && s.Kind != parser.KindLdifError && (s.Root == "" || s.Root == s.Path)
}

// nameFindings gives findings without a server that of their source.
func (r *Report) nameFindings(set *rules.Set) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if s := &r.Sources[f.Source]; f.Server == "" && s.Server != "" && !s.stray() {
			f.Server = s.Server
			if rule := set.Rule(f.RuleID); rule != nil {
				f.Fingerprint, f.GroupKey = fingerprints(f, rule.Identity)
			}
		}
	}
}

// share counts, for each finding, the servers that have one like it.
func (r *Report) share() {
	servers := map[string]map[serverKey]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if servers[f.GroupKey] == nil {
			servers[f.GroupKey] = map[serverKey]bool{}
		}
		servers[f.GroupKey][keyOf(&r.Sources[f.Source])] = true
	}
	for i := range r.Findings {
		r.Findings[i].Servers = len(servers[r.Findings[i].GroupKey])
	}
}

func (s *Server) add(i int, src *Source) {
	s.Sources = append(s.Sources, i)
	for j := range src.Attempts {
		a := &src.Attempts[j]
		if !a.Reviewed {
			continue
		}
		s.Outcome = worse(s.Outcome, a.Outcome)
		s.InstalledBuild = cmp.Or(a.Facts.Get(parser.FactInstalledBuild), s.InstalledBuild)
		s.SetupBuild = cmp.Or(a.SetupBuild, s.SetupBuild)
		if a.Started.After(s.LastAttempt) {
			s.LastAttempt = a.Started
		}
	}
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
