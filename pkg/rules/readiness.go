package rules

import (
	"maps"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// The captures that a readiness condition gives.
const (
	captureReadinessRule    = "readinessRule"
	captureReadinessMessage = "readinessMessage"
	captureReadinessTag     = "readinessTag"
	captureHelpURL          = "helpUrl"
)

// readiness finds the readiness rules of a condition that failed.
func (v *evaluation) readiness(n *node) result {
	r := result{}
	for i := range v.attempt.Readiness {
		captures, ok := v.readinessFailed(n, i)
		if ok && (!n.cond.Unclaimed || !v.claimed(claim{'r', i})) {
			r.merge(result{ok: true, hits: readinessHits(&v.attempt.Readiness[i], captures), count: 1})
		}
	}
	if n.probe >= 0 && v.attempt.Excerpt {
		r.merge(v.bareMessages(n))
	}
	if !r.ok && n.cond.Evaluated {
		r.merge(v.evaluated(n))
	}
	return r
}

// readinessFailed says whether a failed readiness rule is one that the condition names: by its
// name, or by its message when the log does not name it.
func (v *evaluation) readinessFailed(n *node, i int) (map[string]string, bool) {
	f := &v.attempt.Readiness[i]
	named := names(n.cond.Readiness, f.Rule)
	if !named && f.Rule != "" {
		return nil, false
	}
	m, matches := v.findMessage(n.probe, i)
	if !named && !matches {
		return nil, false
	}
	captures := map[string]string{
		captureReadinessRule: f.Rule, captureReadinessMessage: f.Message,
		captureReadinessTag: tagWord(f.Tag), captureHelpURL: f.HelpURL,
	}
	maps.Copy(captures, m.captures)
	return captures, true
}

// findMessage tries a probe on the message of a readiness failure.
func (v *evaluation) findMessage(probe int32, i int) (found, bool) {
	if probe < 0 || !mayMatch(&v.engine.probes[probe], v.readinessLower[i]) {
		return found{}, false
	}
	return v.find(probe, v.attempt.Readiness[i].Message)
}

func tagWord(t parser.Tag) string {
	switch t {
	case parser.TagRequired:
		return "required"
	case parser.TagRecommended:
		return "recommended"
	}
	return ""
}

// names says whether the list holds the name of a rule; "*" stands for any, named or not.
func names(list []string, rule string) bool {
	for _, x := range list {
		if x == "*" || rule != "" && strings.EqualFold(x, rule) {
			return true
		}
	}
	return false
}

func readinessHits(f *parser.ReadinessFailure, captures map[string]string) []*hit {
	var list []*hit
	for _, at := range f.At {
		list = append(list, hitAt(at, captures))
	}
	return list
}

// bareMessages finds the message in lines of an excerpt that carry no tag.
func (v *evaluation) bareMessages(n *node) result {
	var list []*hit
	for _, h := range v.listed(n.probe) {
		if _, known := v.readinessAt[h.ordinal]; !known {
			list = append(list, h)
		}
	}
	return ofHits(list)
}

// evaluated finds evaluations of the rules that came out true.
func (v *evaluation) evaluated(n *node) result {
	var list []*hit
	for _, name := range n.cond.Readiness {
		for _, e := range v.evaluations(name) {
			if equalFold(e.Value, "true") && !e.HasException {
				list = append(list, hitAt(e.At, map[string]string{captureReadinessRule: name}))
			}
		}
	}
	return ofHits(list)
}

// evaluations looks a readiness rule up without regard to letter case.
func (v *evaluation) evaluations(name string) []parser.Evaluation {
	if list, ok := v.attempt.Rules[name]; ok {
		return list
	}
	best := ""
	for key := range v.attempt.Rules {
		if strings.EqualFold(key, name) && (best == "" || key < best) {
			best = key
		}
	}
	return v.attempt.Rules[best]
}

func (v *evaluation) claimed(c claim) bool {
	for _, m := range v.matches {
		if m.claims[c] {
			return true
		}
	}
	return false
}
