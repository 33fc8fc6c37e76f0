package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// One failure of a server leaves its traces in several logs: setup's own, that of Windows
// Installer, and that of the script which stops the services. Where the rules say that one
// finding follows from the other, and both are of one server and of the same minutes, they are
// told as one.

// aftermath is how long after the end of an attempt something may still belong to it.
const aftermath = 15 * time.Minute

// span is when an attempt ran: in UTC, or by the clock on the wall.
type span struct {
	from, to time.Time
	local    bool
	other    time.Duration // a local date can be read in a second way, so much later or earlier
}

// join folds findings of one server under those that they follow from, across its sources. The
// findings are sorted.
func (r *Report) join(set *rules.Set) {
	if len(r.Sources) < 2 {
		return
	}
	rank := map[string]*rules.Rule{}
	for _, rule := range set.Rules {
		rank[rule.ID] = rule
	}
	order := make([]int, len(r.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return r.compareCauses(rank, a, b) })
	gone := make([]bool, len(r.Findings))
	for _, i := range order {
		for j := range r.Findings {
			if i != j && !gone[i] && !gone[j] && r.follows(rank, i, j) {
				r.Findings[i].absorb(&r.Findings[j])
				gone[j] = true
			}
		}
	}
	r.drop(gone)
}

// compareCauses puts what is likelier a cause first: roots, then setup's own log, then the order
// of the report.
func (r *Report) compareCauses(rank map[string]*rules.Rule, a, b int) int {
	f, g := &r.Findings[a], &r.Findings[b]
	return cmp.Or(
		cmp.Compare(rankOf(rank[f.RuleID]), rankOf(rank[g.RuleID])),
		cmp.Compare(foreign(r.Sources[f.Source].Kind), foreign(r.Sources[g.Source].Kind)),
		cmp.Compare(a, b),
	)
}

func rankOf(rule *rules.Rule) int {
	switch {
	case rule == nil || rule.Rank == rules.RankNormal || rule.Rank == "":
		return 1
	case rule.Rank == rules.RankRoot:
		return 0
	}
	return 2
}

func foreign(k parser.Kind) int {
	if k == parser.KindExchangeSetup {
		return 0
	}
	return 1
}

// follows says whether finding j, of another kind of log of the same server, follows from finding
// i or is the same seen from there. Two logs of one kind are copies or other runs. An ldif.err bears no
// time: it is written anew by each import, and so belongs to the newest.
func (r *Report) follows(rank map[string]*rules.Rule, i, j int) bool {
	f, g := &r.Findings[i], &r.Findings[j]
	x, y := &r.Sources[f.Source], &r.Sources[g.Source]
	if x.Kind == y.Kind || keyOf(x) != keyOf(y) {
		return false
	}
	rule := rank[f.RuleID]
	if rule == nil || f.RuleID != g.RuleID && !rule.Covers(g.RuleID) {
		return false
	}
	return x.Kind == parser.KindLdifError || y.Kind == parser.KindLdifError || r.together(f, g)
}

// together says whether two findings are of the same minutes.
func (r *Report) together(f, g *Finding) bool {
	a, b := r.attemptOf(f), r.attemptOf(g)
	if a == nil || b == nil {
		return false
	}
	x, y := spanOf(a), spanOf(b)
	if x.local == y.local {
		return meets(x, y)
	}
	if x.local {
		a, x, y = b, y, x
	}
	for _, offset := range offsets(a) {
		if meets(x, y.utc(offset)) {
			return true
		}
	}
	return false
}

func (r *Report) attemptOf(f *Finding) *Attempt {
	attempts := r.Sources[f.Source].Attempts
	for i := range attempts {
		if attempts[i].Index == f.Attempt {
			return &attempts[i]
		}
	}
	return nil
}

func spanOf(a *Attempt) span {
	if !a.Started.IsZero() {
		return span{from: a.Started, to: a.Ended}
	}
	s := span{local: true}
	if a.LocalStarted.HasDate() && a.LocalEnded.HasDate() {
		s.from, s.to = a.LocalStarted.Time, a.LocalEnded.Time
		if !a.LocalStarted.Other.IsZero() {
			s.other = a.LocalStarted.Other.Sub(a.LocalStarted.Time)
		}
	}
	return s
}

func (s span) utc(offset time.Duration) span {
	s.from, s.to = s.from.Add(-offset), s.to.Add(-offset)
	return s
}

// meets says whether two spans overlap, allowing for the aftermath. A date in doubt counts when
// exactly one of its readings fits.
func meets(x, y span) bool {
	if x.from.IsZero() || y.from.IsZero() {
		return false
	}
	if x.other == 0 && y.other == 0 {
		return overlap(x, y)
	}
	first := overlap(x, y)
	x.from, x.to = x.from.Add(x.other), x.to.Add(x.other)
	y.from, y.to = y.from.Add(y.other), y.to.Add(y.other)
	return first != overlap(x, y)
}

func overlap(x, y span) bool {
	return !x.from.After(y.to.Add(aftermath)) && !y.from.After(x.to.Add(aftermath))
}

// offsets lists what local time can be ahead of UTC on the server of an attempt: what the log
// shows, or else what its time zone has in winter and in summer.
func offsets(a *Attempt) []time.Duration {
	if d, ok := offset(a.Facts.Get(parser.FactUTCOffset)); ok {
		return []time.Duration{d}
	}
	zone := a.Facts.Get(parser.FactTimeZone)
	if i := strings.Index(zone, "(UTC"); i >= 0 {
		zone = zone[i+len("(UTC"):]
		if d, ok := offset(zone[:min(len(zone), len("+00:00"))]); ok {
			return []time.Duration{d, d + time.Hour}
		}
		return []time.Duration{0, time.Hour}
	}
	return nil
}

// offset reads an offset such as -04:00.
func offset(s string) (time.Duration, bool) {
	if len(s) != len("+00:00") || s[3] != ':' {
		return 0, false
	}
	hours, err1 := strconv.Atoi(s[1:3])
	minutes, err2 := strconv.Atoi(s[4:])
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	switch {
	case err1 != nil || err2 != nil:
		return 0, false
	case s[0] == '-':
		return -d, true
	}
	return d, s[0] == '+'
}

// absorb makes a consequence of a finding from another log: its first evidence, its steps and
// what followed from it become part of this one, which is now as bad as the worse of the two.
func (f *Finding) absorb(g *Finding) {
	f.Evidence = append(f.Evidence, g.Evidence[0])
	f.Consequences = append(f.Consequences, g.Consequences...)
	if f.RuleID == g.RuleID {
		f.absorbSame(g)
	} else {
		f.absorbOther(g)
	}
	if g.Severity.Level() > f.Severity.Level() {
		f.Severity = g.Severity
	}
	f.Primary = f.Primary || g.Primary
}

// absorbSame adds what another log says of the same failure.
func (f *Finding) absorbSame(g *Finding) {
	f.Occurrences += g.Occurrences
	for name, values := range g.Captures {
		if len(f.Captures[name]) == 0 {
			f.Captures[name] = values
		}
	}
	f.Evidence = append(f.Evidence, g.Evidence[1:]...)
}

// absorbOther makes a consequence of another failure, with the steps that mend it.
func (f *Finding) absorbOther(g *Finding) {
	f.Consequences = append(f.Consequences, Consequence{
		RuleID: g.RuleID, Title: g.Title, Severity: g.Severity, Text: g.Cause, Evidence: g.Evidence[0],
	})
	theirs := withoutObsolete(g.Remediation, f.Remediation)
	f.Remediation = withoutObsolete(f.Remediation, theirs)
	for _, step := range theirs {
		if !slices.ContainsFunc(f.Remediation, func(have Remedy) bool { return have.Text == step.Text }) {
			f.Remediation = append(f.Remediation, step)
		}
	}
}

// withoutObsolete leaves out the steps that others make obsolete, so that what is told as one does
// not contradict itself.
func withoutObsolete(steps, others []Remedy) []Remedy {
	var obsolete []string
	for i := range others {
		obsolete = append(obsolete, others[i].insteadOf...)
	}
	return slices.DeleteFunc(slices.Clone(steps), func(step Remedy) bool {
		return step.shared != "" && slices.Contains(obsolete, step.shared)
	})
}

// drop leaves out the findings that became part of others.
func (r *Report) drop(gone []bool) {
	i := -1
	r.Findings = slices.DeleteFunc(r.Findings, func(Finding) bool {
		i++
		return gone[i]
	})
}
