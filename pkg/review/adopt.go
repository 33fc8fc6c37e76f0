package review

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// adopt gives sources that name no server the one that the others of their folder name, if that
// is but one. An excerpt that the user named may come from anywhere and stays as it is, and so
// does a source in which a finding speaks of another server.
func (r *Report) adopt(set *rules.Set) {
	told := r.toldServers()
	names := r.folderServers(told)
	for i := range r.Sources {
		s := &r.Sources[i]
		if name := names[folderOf(s.Path)]; s.Server == "" && name != "" && !s.stray() && !speaksOfOther(told[i], name) {
			s.Server, s.ServerAssumed = name, true
		}
	}
	r.nameFindings(set)
}

// folderServers gives the one server that the logs of a folder name, nothing where they name more.
func (r *Report) folderServers(told map[int][]string) map[string]string {
	names := map[string]string{}
	for i := range r.Sources {
		s := &r.Sources[i]
		if s.Server == "" || s.stray() {
			continue
		}
		folder := folderOf(s.Path)
		if have, known := names[folder]; known && have != s.Server {
			names[folder] = ""
		} else {
			names[folder] = s.Server
		}
	}
	for i, others := range told {
		if folder := folderOf(r.Sources[i].Path); !r.Sources[i].stray() && speaksOfOther(others, names[folder]) {
			names[folder] = ""
		}
	}
	return names
}

// toldServers gives the servers that findings speak of, for sources that name none otherwise: what
// they captured under the name of that fact.
func (r *Report) toldServers() map[int][]string {
	told := map[int][]string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if r.Sources[f.Source].Server != "" {
			continue
		}
		for _, value := range f.Captures[parser.FactServer] {
			if name, _, _ := strings.Cut(strings.ToLower(value), "."); isServerName(name) {
				told[f.Source] = append(told[f.Source], name)
			}
		}
	}
	return told
}

// isServerName is false for what stands in the place of a name, as in "[server]".
func isServerName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

func speaksOfOther(names []string, server string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return name != server })
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
