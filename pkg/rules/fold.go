package rules

import (
	"path"
	"sort"
)

// fold drops what something else takes the place of, puts consequences under their cause, and
// sorts what stands: what explains the failure first, then by rank, first evidence and id.
func (v *evaluation) fold(matches []*Match) []*Match {
	SortMatches(matches)
	standing := dropSuperseded(matches)
	folded := map[*Match]bool{}
	for _, cause := range byRank(standing) {
		if !folded[cause] {
			foldUnder(cause, standing, folded)
		}
	}
	var out []*Match
	for _, m := range standing {
		if !folded[m] {
			SortMatches(m.Consequences)
			out = append(out, m)
		}
	}
	SortMatches(out)
	return out
}

// dropSuperseded leaves out a match when another takes its place on the same evidence.
func dropSuperseded(matches []*Match) []*Match {
	dropped := map[*Match]bool{}
	for _, winner := range matches {
		for _, loser := range matches {
			if winner == loser || dropped[loser] || dropped[winner] && mutual(winner, loser) {
				continue
			}
			if matchesID(winner.Rule.Supersedes, loser.Rule.ID) && winner.shares(loser) {
				dropped[loser] = true
			}
		}
	}
	var out []*Match
	for _, m := range matches {
		if !dropped[m] {
			out = append(out, m)
		}
	}
	return out
}

// mutual says whether each of two rules claims precedence over the other; the first dropped one
// then has no say.
func mutual(a, b *Match) bool { return matchesID(b.Rule.Supersedes, a.Rule.ID) }

// foldUnder makes consequences of what follows from a cause.
func foldUnder(cause *Match, standing []*Match, folded map[*Match]bool) {
	for _, m := range standing {
		if m == cause || folded[m] || m.Rule.ID == cause.Rule.ID {
			continue
		}
		if !matchesID(cause.Rule.Causes, m.Rule.ID) && !matchesID(cause.Rule.Supersedes, m.Rule.ID) {
			continue
		}
		folded[m] = true
		cause.Consequences = append(append(cause.Consequences, m), m.Consequences...)
		cause.Explains = cause.Explains || m.Explains
		m.Consequences = nil
	}
}

// byRank lists matches with roots first, so that a cause of causes takes all.
func byRank(matches []*Match) []*Match {
	out := append([]*Match(nil), matches...)
	sort.SliceStable(out, func(i, j int) bool { return rankOf(out[i].Rank) < rankOf(out[j].Rank) })
	return out
}

// Covers says whether a finding of the rule with that id follows from a finding of this one, or
// is superseded by it.
func (r *Rule) Covers(id string) bool {
	return matchesID(r.Causes, id) || matchesID(r.Supersedes, id)
}

// matchesID says whether a list of ids and globs holds an id.
func matchesID(patterns []string, id string) bool {
	for _, p := range patterns {
		if ok, err := path.Match(p, id); ok && err == nil {
			return true
		}
	}
	return false
}

// SortMatches sorts matches by how well they explain the failure: at least an error, explains
// the failure, rank, order, first evidence, id. The first one is the primary finding.
func SortMatches(list []*Match) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].before(list[j]) })
}

func (m *Match) before(n *Match) bool {
	if a, b := m.Severity.Fails(), n.Severity.Fails(); a != b {
		return a
	}
	if m.Explains != n.Explains {
		return m.Explains
	}
	if a, b := rankOf(m.Rank), rankOf(n.Rank); a != b {
		return a < b
	}
	if m.Rule.Order != n.Rule.Order {
		return m.Rule.Order < n.Rule.Order
	}
	if a, b := m.First().Ordinal, n.First().Ordinal; a != b {
		return a < b
	}
	return m.Rule.ID < n.Rule.ID
}

func rankOf(r Rank) int {
	switch r {
	case RankRoot:
		return 0
	case RankSymptom:
		return 2
	}
	return 1
}

// Level gives the severity as a number, 0 for info to 3 for critical.
func (s Severity) Level() int {
	switch s {
	case SeverityCritical:
		return 3
	case SeverityError:
		return 2
	case SeverityWarning:
		return 1
	}
	return 0
}

// Fails says whether the severity is at least error.
func (s Severity) Fails() bool { return s.Level() >= SeverityError.Level() }
