package report

import (
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// section is a reviewed attempt with its findings.
type section struct {
	index    int // of the source
	source   review.Source
	attempt  review.Attempt
	findings []review.Finding       // those shown
	hidden   int                    // findings below the lowest severity shown
	count    map[rules.Severity]int // of all findings, shown or not
}

// place names an attempt of a report.
type place struct{ source, attempt int }

// sections gives every reviewed attempt, and whatever else has a finding: none is lost because
// its attempt is not listed. The source with the most likely cause comes first, those without
// a finding last; the attempts of a source stay in their order.
func sections(r *review.Report, opts Options) []section {
	findings := make(map[place][]review.Finding)
	rank := make(map[int]int) // of a source: its first finding
	for i, f := range r.Findings {
		at := place{f.Source, f.Attempt}
		findings[at] = append(findings[at], f)
		if _, ranked := rank[f.Source]; !ranked {
			rank[f.Source] = i - len(r.Findings)
		}
	}
	var result []section
	for _, at := range places(r) {
		if s := newSection(r, at, findings[at], opts); s.attempt.Reviewed || findings[at] != nil {
			result = append(result, s)
		}
	}
	slices.SortStableFunc(result, func(a, b section) int { return rank[a.index] - rank[b.index] })
	return result
}

// places gives the attempts that are listed, then those only findings name.
func places(r *review.Report) []place {
	var result []place
	listed := make(map[place]bool)
	add := func(at place) {
		if !listed[at] {
			result, listed[at] = append(result, at), true
		}
	}
	for i, source := range r.Sources {
		for _, a := range source.Attempts {
			add(place{i, a.Index})
		}
	}
	for _, f := range r.Findings {
		add(place{f.Source, f.Attempt})
	}
	return result
}

func newSection(r *review.Report, at place, all []review.Finding, opts Options) section {
	s := section{index: at.source, findings: opts.shownFindings(all)}
	s.hidden = len(all) - len(s.findings)
	s.count = countBySeverity(all)
	if len(all) > 0 {
		s.source, s.attempt = sourceOf(r, all[0])
	} else {
		s.source, s.attempt = sourceOf(r, review.Finding{Source: at.source, Attempt: at.attempt})
	}
	return s
}

// side says whether the source is a log beside that of setup: of an update or its scripts.
func (s section) side() bool {
	return s.source.Kind != parser.KindExchangeSetup && !s.source.Excerpt
}

const aScript = "the script"

// who is it that the source tells of. A script that ends well says nothing of the update that calls
// it.
func (s section) who() string {
	switch {
	case !s.side():
		return "setup"
	case s.source.Kind == parser.KindServiceControl || s.source.Kind == parser.KindUpdateScript:
		return aScript
	}
	return "the update"
}

// silent says whether a section has nothing to tell: a side log in which nothing was found.
func (s section) silent() bool { return len(s.findings)+s.hidden == 0 && s.side() }

// well says whether setup succeeded and nothing was found above a remark.
func (s section) well() bool {
	serious := len(s.findings) + s.hidden - s.count[rules.SeverityInfo]
	return s.attempt.Outcome == parser.OutcomeSucceeded && serious == 0
}
