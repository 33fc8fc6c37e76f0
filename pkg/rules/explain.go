package rules

import "github.com/setuplogreview/setuplogreview/pkg/parser"

// unexplained holds when the attempt failed, or an excerpt shows an error, and nothing that
// matched says why.
func (v *evaluation) unexplained() result {
	switch {
	case v.attempt.Excerpt:
		return v.unexplainedExcerpt()
	case v.attempt.Outcome == parser.OutcomeInterrupted:
		return yes(!v.anySevere(func(*Match) bool { return true }))
	case v.failed():
		if v.anySevere(func(m *Match) bool { return m.Explains || m.Rank == RankRoot }) {
			return result{}
		}
		return v.whatFailed()
	}
	return result{}
}

// unexplainedExcerpt looks for an error in pasted text that no match rests on.
func (v *evaluation) unexplainedExcerpt() result {
	if v.attempt.Outcome == parser.OutcomeSucceeded || v.anySevere(func(*Match) bool { return true }) {
		return result{}
	}
	return v.whatFailed()
}

func (v *evaluation) anySevere(want func(*Match) bool) bool {
	for _, m := range v.matches {
		if (m.Severity == SeverityError || m.Severity == SeverityCritical) && want(m) {
			return true
		}
	}
	return false
}

// whatFailed gives the evidence of a failure that nothing explains.
func (v *evaluation) whatFailed() result {
	if i := v.lastFailure(); i >= 0 {
		return ofHits(failureEvidence(&v.attempt.Failures[i], i))
	}
	for i := range v.attempt.Readiness {
		if v.attempt.Readiness[i].Tag != parser.TagRecommended && !v.claimed(claim{'r', i}) {
			return ofHits(readinessHits(&v.attempt.Readiness[i], nil))
		}
	}
	return yes(!v.attempt.Excerpt || v.failed() && len(v.attempt.Readiness) == 0)
}

// failed says whether the log shows that the attempt failed.
func (v *evaluation) failed() bool {
	o := v.attempt.Outcome
	return o == parser.OutcomeFailed || o == parser.OutcomePrerequisitesFailed
}

// lastFailure is the failure that ended the attempt, else the last one that was not ignored.
func (v *evaluation) lastFailure() int {
	if v.attempt.Failure() != nil {
		return v.attempt.Fatal
	}
	for i := len(v.attempt.Failures) - 1; i >= 0; i-- {
		if !v.attempt.Failures[i].Ignored {
			return i
		}
	}
	return -1
}

func failureEvidence(f *parser.Failure, i int) []*hit {
	var list []*hit
	for _, at := range []parser.Position{f.FirstErrorAt, f.Start, f.End} {
		if at.Line == 0 {
			continue
		}
		h := hitAt(at, nil)
		h.failure = i
		list = append(list, h)
	}
	return list
}

// explains says whether a match has evidence in what made the attempt fail: between the
// beginning of the failing script or step and the end of its error block, or for a failed check
// anywhere before setup gave up.
func (v *evaluation) explains(m *Match) bool {
	from, to := 0, v.attempt.Last.Ordinal
	if f := v.attempt.Failure(); f != nil {
		from, to = min(f.Context.Ordinal, errorStart(f)), f.End.Ordinal
	} else if v.attempt.Outcome == parser.OutcomePrerequisitesFailed && v.attempt.OutcomeAt.Line > 0 {
		to = v.attempt.OutcomeAt.Ordinal
	}
	for _, e := range m.Evidence {
		if e.Ordinal >= from && e.Ordinal <= to {
			return true
		}
	}
	return false
}
