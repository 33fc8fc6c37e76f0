package rules

import (
	"slices"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// result is what the evaluation of a condition gave.
type result struct {
	ok    bool
	hits  []*hit // what it rests on
	count int    // how often
}

// merge joins the result for another failure or of another condition. Two matches in one entry
// count once.
func (r *result) merge(other result) {
	if !other.ok {
		return
	}
	r.ok = true
	r.count += other.count - r.again(other)
	for _, h := range other.hits {
		if !r.holds(h) {
			r.hits = append(r.hits, h)
		}
	}
}

// again says how many of the matches of another result are in entries that this one has already.
func (r *result) again(other result) int {
	fresh := 0
	for _, h := range other.hits {
		if !r.reaches(h.ordinal) {
			fresh++
		}
	}
	kept := min(other.count, len(other.hits))
	return kept - min(kept, fresh)
}

func (r *result) reaches(ordinal int) bool {
	return slices.ContainsFunc(r.hits, func(h *hit) bool { return h.ordinal == ordinal })
}

func (r *result) holds(h *hit) bool {
	for _, have := range r.hits {
		if have == h {
			return true
		}
	}
	return false
}

func yes(ok bool) result {
	if !ok {
		return result{}
	}
	return result{ok: true, count: 1}
}

func ofHits(list []*hit) result { return result{ok: len(list) > 0, hits: list, count: len(list)} }

// eval evaluates a condition. Leaves that look at failures look at this one, -1 means there is none.
func (v *evaluation) eval(n *node, failure int) result {
	c := n.cond
	switch {
	case len(c.All) > 0:
		return v.all(n, failure)
	case len(c.Any) > 0:
		return v.any(n, failure)
	case len(c.None) > 0:
		return yes(!v.any(n, failure).ok)
	case len(c.Sequence) > 0:
		return v.sequence(n)
	case c.Entry != "":
		return v.entry(n)
	case c.Script != "":
		return v.script(n)
	case c.Failure != "":
		return v.failure(n, failure)
	case len(c.Readiness) > 0:
		return v.readiness(n)
	case c.Unexplained:
		return v.unexplained()
	case c.Setting != "":
		return v.setting(n)
	case c.Fact != "":
		return v.fact(n)
	case c.Capture != "":
		return yes(v.anyValue(n, v.captures[c.Capture]))
	}
	return yes(v.switches.on(c.Option))
}

func (v *evaluation) all(n *node, failure int) result {
	r := result{ok: true}
	for i := range n.kids {
		k := v.eval(&n.kids[i], failure)
		if !k.ok {
			return result{}
		}
		r.hits = append(r.hits, k.hits...)
		r.count = max(r.count, k.count)
	}
	return r
}

func (v *evaluation) any(n *node, failure int) result {
	r := result{}
	for i := range n.kids {
		r.merge(v.eval(&n.kids[i], failure))
	}
	return r
}

// listed gives the hits of a probe that count here.
func (v *evaluation) listed(probe int32) []*hit {
	v.catchUp(probe)
	list := v.hits[probe].all()
	if v.bare {
		return list
	}
	out := make([]*hit, 0, len(list))
	for _, h := range list {
		if !h.bare {
			out = append(out, h)
		}
	}
	return out
}

func (v *evaluation) entry(n *node) result {
	c := n.cond
	var list []*hit
	for _, h := range v.listed(n.probe) {
		if v.inPosition(c.Position, h.ordinal) && (c.Silence == 0 || v.silence(h) > c.Silence) {
			list = append(list, h)
		}
	}
	r := ofHits(list)
	if c.Position == "" && c.Silence == 0 && r.ok {
		r.count = max(r.count, v.hits[n.probe].total())
	}
	if r.count < c.AtLeast {
		return result{}
	}
	return r
}

// silence is how long nothing was logged after a hit; at the end of an attempt it is unknown.
func (v *evaluation) silence(h *hit) time.Duration { return h.silence }

func (v *evaluation) inPosition(where string, ordinal int) bool {
	switch where {
	case "first":
		return ordinal == v.attempt.First.Ordinal
	case "last":
		return ordinal == v.attempt.Last.Ordinal
	}
	return true
}

func (v *evaluation) script(n *node) result {
	var list []*hit
	for _, h := range v.listed(n.probe) {
		if n.cond.Duration == 0 || h.duration > n.cond.Duration {
			list = append(list, h)
		}
	}
	return ofHits(list)
}

func (v *evaluation) failure(n *node, failure int) result {
	if failure < 0 {
		return v.bareLines(n)
	}
	if h := v.failureHits[failure][n.probe]; h != nil {
		return result{ok: true, hits: []*hit{h}, count: 1}
	}
	return result{}
}

// bareLines matches a pattern on what a block prints, or on its script, against the plain lines of
// an excerpt that shows no error: somebody pasted the sentence alone.
func (v *evaluation) bareLines(n *node) result {
	part := partOf(n.cond)
	script := part == PartScript
	if !v.bare || !script && part != PartOutput && part != PartMessage && part != PartStack {
		return result{}
	}
	var list []*hit
	for i, e := range v.kept.first {
		if e.Tag != parser.TagNone || !script && (e.Stamped || e.Level >= 0 || isSource(e.Text())) {
			continue
		}
		if !mayMatch(&v.engine.probes[n.probe], v.lowerLine(i)) {
			continue
		}
		if f, ok := v.find(n.probe, window(e.Text(), entryWindow)); ok {
			line, text := evidenceOf(e, f, false)
			list = append(list, &hit{
				ordinal: e.Ordinal, line: line, time: e.Time, local: e.Local, text: text,
				captures: f.captures, script: script, bare: script, failure: -1,
			})
		}
	}
	return ofHits(list)
}

// lowerLine is the text of a kept entry in lower case, made once.
func (v *evaluation) lowerLine(i int) string {
	if v.lowerLines == nil {
		v.lowerLines = make([]string, len(v.kept.first))
	}
	if v.lowerLines[i] == "" {
		v.lowerLines[i] = strings.ToLower(window(v.kept.first[i].Text(), entryWindow))
	}
	return v.lowerLines[i]
}

// sequence finds entries that stand in the order asked for.
func (v *evaluation) sequence(n *node) result {
	lists := make([][]*hit, len(n.kids))
	for i := range n.kids {
		lists[i] = v.entry(&n.kids[i]).hits
	}
	r := result{}
	for _, head := range lists[0] {
		if chain := v.chain(n, head, lists[1:]); chain != nil {
			r.merge(result{ok: true, hits: chain, count: 1})
		}
	}
	return r
}

// chain follows one beginning through the lists; nil when it leads nowhere.
func (v *evaluation) chain(n *node, head *hit, rest [][]*hit) []*hit {
	chain := []*hit{head}
	at := head.ordinal
	for _, list := range rest {
		next := after(list, at, n.cond.Adjacent)
		if next == nil {
			return nil
		}
		chain = append(chain, next)
		at = next.ordinal
	}
	if n.without >= 0 && v.between(n.without, head.ordinal, at) {
		return nil
	}
	return chain
}

func after(list []*hit, ordinal int, adjacent bool) *hit {
	for _, h := range list {
		if h.ordinal > ordinal {
			if adjacent && h.ordinal != ordinal+1 {
				return nil
			}
			return h
		}
	}
	return nil
}

func (v *evaluation) between(probe int32, from, to int) bool {
	for _, h := range v.listed(probe) {
		if h.ordinal > from && h.ordinal < to {
			return true
		}
	}
	return false
}

func (v *evaluation) setting(n *node) result {
	var list []*hit
	for _, e := range v.attempt.Settings[n.cond.Setting] {
		if ok, captures := v.compare(n, e.Value); ok {
			list = append(list, hitAt(e.At, captures))
		}
	}
	return result{ok: len(list) > 0, hits: list, count: min(1, len(list))}
}

func (v *evaluation) fact(n *node) result {
	f := v.attempt.Facts[n.cond.Fact]
	ok, captures := v.compare(n, f.Value)
	if !ok {
		return result{}
	}
	if f.At.Line == 0 {
		return result{ok: true, count: 1}
	}
	return result{ok: true, hits: []*hit{hitAt(f.At, captures)}, count: 1}
}

func hitAt(at parser.Position, captures map[string]string) *hit {
	return &hit{
		ordinal: at.Ordinal, line: at.Line, time: at.Time, local: at.Local, failure: -1,
		text: around([]byte(at.Text), 0), captures: captures,
	}
}

func (v *evaluation) anyValue(n *node, values []string) bool {
	if len(values) == 0 {
		values = []string{""}
	}
	for _, value := range values {
		if ok, _ := v.compare(n, value); ok {
			return true
		}
	}
	return false
}

// compare holds a value against the comparison of a leaf; none asks whether there is a value.
func (v *evaluation) compare(n *node, value string) (bool, map[string]string) {
	c := n.cond
	switch {
	case c.Is != "":
		return equalFold(value, c.Is), nil
	case c.IsNot != "":
		return !equalFold(value, c.IsNot), nil
	case len(c.In) > 0:
		return inList(c.In, value), nil
	case c.Matches != "":
		if value == "" { // nothing is there that could match
			return false, nil
		}
		f, ok := v.find(n.probe, value)
		return ok, f.captures
	case c.Less != "":
		return less(value, v.factOr(c.Less)), nil
	case c.Equals != "":
		return value != "" && equalFold(value, v.attempt.Facts.Get(c.Equals)), nil
	case c.SameCumulativeUpdate != "":
		return sameCumulativeUpdate(value, v.attempt.Facts.Get(c.SameCumulativeUpdate)), nil
	}
	return value != "", nil
}

// factOr gives the value of a fact, or the text itself when there is no such fact.
func (v *evaluation) factOr(name string) string {
	if f, ok := v.attempt.Facts[name]; ok {
		return f.Value
	}
	return name
}

func equalFold(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

func inList(list []string, value string) bool {
	for _, x := range list {
		if equalFold(x, value) {
			return true
		}
	}
	return false
}
