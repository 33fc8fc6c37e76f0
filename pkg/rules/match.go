package rules

import (
	"sort"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Match is a rule that matched in an attempt, with its variant applied and its texts not yet
// expanded.
type Match struct {
	Rule        *Rule
	Title       string
	Severity    Severity
	Confidence  Confidence
	Rank        Rank
	Cause       string
	Remediation []Step
	// Captures by name, distinct values in the order of the log.
	Captures map[string][]string
	// Evidence in the order of the log, distinct entries, at least one.
	Evidence []Evidence
	// Occurrences counts the matches, also those whose evidence was not kept.
	Occurrences int
	// Explains is true when the match says why the attempt failed: it has evidence in the failure
	// that ended it, or in the check that failed.
	Explains bool
	// Consequences are the matches that follow from this one.
	Consequences []*Match

	claims map[claim]bool
}

// Evidence is a place in the log that a match rests on.
type Evidence struct {
	Ordinal int
	Line    int
	Time    time.Time
	Local   parser.LocalTime // instead of Time for logs that write local time
	Text    string           // raw, at most 1,000 characters
}

// claim names something in an attempt that a match can have evidence in.
type claim struct {
	what byte // 'e' an entry, 'f' a failure, 'r' a readiness rule
	n    int
}

// shares says whether two matches have evidence in the same entry, failure or readiness rule.
func (m *Match) shares(other *Match) bool {
	for c := range m.claims {
		if other.claims[c] {
			return true
		}
	}
	return false
}

// First gives the first evidence.
func (m *Match) First() Evidence { return m.Evidence[0] }

// newMatch makes a match of the hits that satisfied a rule.
func (v *evaluation) newMatch(p *program, r result) *Match {
	m := &Match{
		Rule: p.rule, Title: p.rule.Title, Severity: p.rule.Severity, Confidence: p.rule.Confidence,
		Rank: p.rule.Rank, Cause: p.rule.Cause, Remediation: p.rule.Remediation,
		Captures: map[string][]string{}, Occurrences: max(1, r.count), claims: map[claim]bool{},
	}
	defaults(m)
	sort.SliceStable(r.hits, func(i, j int) bool { return r.hits[i].ordinal < r.hits[j].ordinal })
	v.addEvidence(m, r.hits)
	for _, h := range r.hits {
		addCaptures(m.Captures, h.captures)
	}
	v.extraCaptures(m, p, r)
	v.applyVariant(m, p, r)
	m.Remediation = v.applicable(m.Remediation)
	if len(r.hits) > 0 && allScript(r.hits) {
		m.Confidence = ConfidencePossible
	}
	return m
}

func defaults(m *Match) {
	if m.Severity == "" {
		m.Severity = SeverityError
	}
	if m.Confidence == "" {
		m.Confidence = ConfidenceCertain
	}
	if m.Rank == "" {
		m.Rank = RankNormal
	}
}

func allScript(list []*hit) bool {
	for _, h := range list {
		if !h.script {
			return false
		}
	}
	return true
}

// addEvidence lists each entry once, and notes what the match claims.
func (v *evaluation) addEvidence(m *Match, list []*hit) {
	for _, h := range list {
		if h.script && !h.bare && !v.bare {
			continue
		}
		v.claim(m, h)
		if n := len(m.Evidence); n > 0 && m.Evidence[n-1].Ordinal == h.ordinal {
			continue
		}
		m.Evidence = append(m.Evidence, Evidence{Ordinal: h.ordinal, Line: h.line, Time: h.time, Local: h.local, Text: h.text})
	}
	if len(m.Evidence) == 0 {
		m.Evidence = []Evidence{v.fallback(list)}
	}
}

// fallback is the evidence of a match that rests on nothing visible: the script's entry, else
// where the outcome shows, else the last entry.
func (v *evaluation) fallback(list []*hit) Evidence {
	if len(list) > 0 && v.attempt.Excerpt {
		return Evidence{Ordinal: list[0].ordinal, Line: list[0].line, Time: list[0].time, Local: list[0].local, Text: list[0].text}
	}
	at := v.attempt.OutcomeAt
	if at.Line == 0 {
		at = v.attempt.Last
	}
	return evidenceAt(at)
}

func evidenceAt(at parser.Position) Evidence {
	return Evidence{Ordinal: at.Ordinal, Line: at.Line, Time: at.Time, Local: at.Local, Text: around([]byte(at.Text), 0)}
}

// claim notes what in the attempt a hit is evidence of.
func (v *evaluation) claim(m *Match, h *hit) {
	m.claims[claim{'e', h.ordinal}] = true
	if h.failure >= 0 {
		m.claims[claim{'f', h.failure}] = true
	}
	for i := range v.attempt.Failures {
		if f := &v.attempt.Failures[i]; !f.Ignored && h.ordinal >= errorStart(f) && h.ordinal <= f.End.Ordinal {
			m.claims[claim{'f', i}] = true
		}
	}
	if i, ok := v.readinessAt[h.ordinal]; ok {
		m.claims[claim{'r', i}] = true
	}
}

// errorStart is the ordinal of the first error of a failure.
func errorStart(f *parser.Failure) int {
	if f.FirstErrorAt.Line > 0 && f.FirstErrorAt.Ordinal < f.Start.Ordinal {
		return f.FirstErrorAt.Ordinal
	}
	return f.Start.Ordinal
}

const maxValues = 50 // distinct values of one capture

func addCaptures(into map[string][]string, captures map[string]string) {
	for _, name := range sortedKeys(captures) {
		addValue(into, name, captures[name])
	}
}

func addValue(into map[string][]string, name, value string) {
	if value == "" || len(into[name]) >= maxValues {
		return
	}
	for _, have := range into[name] {
		if equalFold(have, value) {
			return
		}
	}
	into[name] = append(into[name], value)
}
