package rules

import (
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Switches are the options of the program that rules can ask for ("option:").
type Switches struct {
	DelegatedSetup bool
}

func (s Switches) on(name string) bool { return name == OptionDelegatedSetup && s.DelegatedSetup }

// OptionDelegatedSetup is the name of the option --delegated-setup in the rule language.
const OptionDelegatedSetup = "delegated-setup"

// evaluation decides for one attempt which rules match.
type evaluation struct {
	*Collector
	attempt     *parser.Attempt
	switches    Switches
	bare        bool             // an excerpt that shows no error, failed rule or tag
	failureHits []map[int32]*hit // by failure: probe -> match
	signs       signs
	readinessAt map[int]int // ordinal of an entry -> readiness failure it shows
	// readinessLower are the messages of the readiness failures in lower case.
	readinessLower []string
	lowerLines     []string            // of kept entries, made when asked for
	matches        []*Match            // of the rules that ask nothing of others
	captures       map[string][]string // of the match whose variants are tried
}

// Finish decides which rules match in the attempt that the collector has seen, folds what
// follows from something else, and gives the matches that stand, most telling first. It may be
// called again when facts of the attempt have changed.
func (c *Collector) Finish(a *parser.Attempt, switches Switches) []*Match {
	c.endScripts(a.Ended)
	v := &evaluation{Collector: c, attempt: a, switches: switches, readinessAt: map[int]int{}}
	v.bare = a.Excerpt && len(a.Failures) == 0 && len(a.Readiness) == 0
	v.findFailures()
	for i := range a.Readiness {
		v.readinessLower = append(v.readinessLower, strings.ToLower(a.Readiness[i].Message))
		for _, at := range a.Readiness[i].At {
			v.readinessAt[at.Ordinal] = i
		}
	}
	v.findSigns()
	v.run(phaseFirst)
	v.matches = v.dropNameless(v.matches)
	v.run(phaseUnclaimed)
	v.run(phaseUnexplained)
	return v.fold(v.matches)
}

// run evaluates the rules of one phase.
func (v *evaluation) run(now phase) {
	if v.watch != nil {
		v.watch.observe(v, now)
	}
	var found []*Match
	for i := range v.engine.plan.Rules {
		if r := &v.engine.plan.Rules[i]; r.Phase == now && r.Kinds.reads(v.kind) && (!r.NeedsSign || v.hasSign(i, r)) {
			found = append(found, v.program(v.engine.program(i))...)
		}
	}
	for _, m := range found {
		m.Explains = v.explains(m)
	}
	v.matches = append(v.matches, found...)
}

// program evaluates one rule: for each failure when it looks at failures, else once.
func (v *evaluation) program(p *program) []*Match {
	r := result{}
	looked := false
	for i := range v.attempt.Failures {
		if p.planned.PerFailure && !v.attempt.Failures[i].Ignored {
			looked = true
			r.merge(v.eval(&p.match, i))
		}
	}
	if !looked {
		r = v.eval(&p.match, -1)
	}
	if !r.ok {
		return nil
	}
	var out []*Match
	for _, group := range groups(p.rule.Identity, r) {
		out = append(out, v.newMatch(p, group))
	}
	return out
}

// groups splits what satisfied a rule by the captures that tell two findings apart.
func groups(identity []string, r result) []result {
	if len(identity) == 0 {
		return []result{r}
	}
	var keys []string
	byKey := map[string]*result{}
	var common []*hit
	for _, h := range r.hits {
		key, ok := identityOf(identity, h)
		if !ok {
			common = append(common, h)
			continue
		}
		if byKey[key] == nil {
			keys = append(keys, key)
			byKey[key] = &result{ok: true}
		}
		byKey[key].hits = append(byKey[key].hits, h)
		byKey[key].count++
	}
	if len(keys) == 0 {
		return []result{r}
	}
	out := make([]result, 0, len(keys))
	for _, key := range keys {
		g := *byKey[key]
		g.hits = append(g.hits, common...)
		out = append(out, g)
	}
	return out
}

// identityOf gives the key of a hit, false when it has none of the values or only masked ones.
func identityOf(identity []string, h *hit) (string, bool) {
	var key strings.Builder
	any := false
	for _, name := range identity {
		value := strings.ToLower(h.captures[name])
		if value != "" && !Masked(value) {
			any = true
			key.WriteString(value)
		}
		key.WriteByte(0)
	}
	return key.String(), any
}

// Masked says whether a value was blacked out by whoever posted it: ***, XXX, <name>.
func Masked(value string) bool {
	if strings.Trim(value, "*") == "" || strings.Trim(value, "xX") == "" {
		return true
	}
	return strings.HasPrefix(value, "<") && strings.HasSuffix(value, ">")
}

// findFailures tries the patterns that look at failures on each failure.
func (v *evaluation) findFailures() {
	v.failureHits = make([]map[int32]*hit, len(v.attempt.Failures))
	for i := range v.attempt.Failures {
		f := &v.attempt.Failures[i]
		if f.Ignored {
			continue
		}
		v.failureHits[i] = map[int32]*hit{}
		for _, p := range v.engine.plan.ByPart {
			v.findPart(i, f, p.Part, p.Numbers)
		}
	}
}

func (v *evaluation) findPart(i int, f *parser.Failure, part string, probes []int32) {
	text := window(partText(f, part), partWindow)
	if text == "" {
		return
	}
	lower := strings.ToLower(text)
	for _, n := range probes {
		p := &v.engine.probes[n]
		if !p.Kinds.reads(v.kind) || !mayMatch(p, lower) {
			continue
		}
		if m, ok := v.find(n, text); ok {
			v.failureHits[i][n] = v.failureHit(i, f, n, m)
		}
	}
}

// mayMatch says whether one of the literals that a match needs stands in the lower-case text.
func mayMatch(p *probe, lower string) bool {
	if len(p.Literals) == 0 {
		return true
	}
	for _, literal := range p.Literals {
		if strings.Contains(lower, literal.Text) {
			return true
		}
	}
	return false
}

// failureHit finds the entry of the block that shows the match.
func (v *evaluation) failureHit(i int, f *parser.Failure, n int32, m found) *hit {
	p := &v.engine.probes[n]
	h := &hit{captures: m.captures, failure: i, script: p.Part == PartScript}
	if !h.script {
		for _, e := range v.kept.between(errorStart(f), f.End.Ordinal) {
			if at, ok := v.find(n, window(e.Text(), entryWindow)); ok {
				h.ordinal, h.time, h.local = e.Ordinal, e.Time, e.Local
				h.line, h.text = evidenceOf(e, at, false)
				return h
			}
		}
	}
	at := f.FirstErrorAt
	if at.Line == 0 {
		at = f.Start
	}
	if p.Part == PartReference {
		at = v.referenceAt(f, at)
	}
	h.ordinal, h.line, h.time, h.local, h.text = at.Ordinal, at.Line, at.Time, at.Local, at.Text
	return h
}

// referenceAt gives the place of the [ERROR-REFERENCE] of a failure.
func (v *evaluation) referenceAt(f *parser.Failure, otherwise parser.Position) parser.Position {
	for _, e := range v.kept.between(f.Start.Ordinal, f.End.Ordinal) {
		if e.Tag == parser.TagErrorReference {
			return parser.Position{Ordinal: e.Ordinal, Line: e.Line, Time: e.Time, Local: e.Local, Text: clip(e.Raw)}
		}
	}
	return otherwise
}

// dropNameless leaves one finding where only the message of a readiness rule is known and
// several rules share it: the first by id.
func (v *evaluation) dropNameless(matches []*Match) []*Match {
	owner := map[int]string{}
	out := matches[:0]
	for _, m := range matches { // in the order of ids
		if len(m.Rule.Match.Readiness) == 0 || !v.nameless(m) {
			out = append(out, m)
			continue
		}
		taken := true
		for _, e := range m.Evidence {
			if owner[e.Ordinal] == "" {
				owner[e.Ordinal] = m.Rule.ID
			}
			taken = taken && owner[e.Ordinal] != m.Rule.ID
		}
		if !taken {
			out = append(out, m)
		}
	}
	return out
}

// nameless says whether no evidence of the match names its readiness rule.
func (v *evaluation) nameless(m *Match) bool { return len(m.Captures["readinessRule"]) == 0 }
