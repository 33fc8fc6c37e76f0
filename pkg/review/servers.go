package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// servers groups the sources by the server they speak of: by name, and those that name none by
// the folder they stand in.
func servers(r *Report) []Server {
	groups, found := map[serverKey]*group{}, firstRules(r)
	var keys []serverKey
	for i := range r.Sources {
		key := keyOf(&r.Sources[i])
		if groups[key] == nil {
			groups[key] = &group{Server: Server{Name: key.name}, latest: latest{found: found}}
			keys = append(keys, key)
		}
		groups[key].Sources = append(groups[key].Sources, i)
		groups[key].latest.add(i, &r.Sources[i])
	}
	slices.SortStableFunc(keys, func(a, b serverKey) int {
		return cmp.Or(strings.Compare(a.name, b.name), comparePaths(a.folder, b.folder))
	})
	out := make([]Server, 0, len(keys))
	for _, key := range keys {
		groups[key].sumUp(groups[key].latest.newest())
		out = append(out, groups[key].Server)
	}
	return out
}

// group is a server with what sums it up.
type group struct {
	Server
	latest latest
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

// WorstOutcome gives the worst outcome of the reviewed attempts, OutcomeUnknown when there is none.
func (r *Report) WorstOutcome() parser.Outcome {
	var worst parser.Outcome
	for i := range r.Sources {
		for j := range r.Sources[i].Attempts {
			if a := &r.Sources[i].Attempts[j]; a.Reviewed {
				worst = worse(worst, a.Outcome)
			}
		}
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
