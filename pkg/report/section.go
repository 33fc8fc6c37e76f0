package report

import (
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// section is a reviewed attempt with its findings.
type section struct {
	source   review.Source
	attempt  review.Attempt
	findings []review.Finding // those shown
	hidden   int              // findings below the lowest severity shown
}

// place names an attempt of a report.
type place struct{ source, attempt int }

// sections gives every reviewed attempt, in the order of the sources, and whatever else has a
// finding: none is lost because its attempt is not listed.
func sections(r *review.Report, opts Options) []section {
	findings := make(map[place][]review.Finding)
	for _, f := range r.Findings {
		at := place{f.Source, f.Attempt}
		findings[at] = append(findings[at], f)
	}
	var result []section
	add := func(at place, source review.Source, attempt review.Attempt) {
		shown := opts.shownFindings(findings[at])
		result = append(result, section{source, attempt, shown, len(findings[at]) - len(shown)})
		delete(findings, at)
	}
	for i, source := range r.Sources {
		for _, attempt := range source.Attempts {
			at := place{i, attempt.Index}
			if attempt.Reviewed || findings[at] != nil {
				add(at, source, attempt)
			}
		}
	}
	for _, f := range r.Findings {
		if at := (place{f.Source, f.Attempt}); findings[at] != nil {
			source, attempt := sourceOf(r, f)
			add(at, source, attempt)
		}
	}
	return result
}

// silent says whether a section has nothing to tell: a side log in which nothing was found.
func (s section) silent() bool {
	return len(s.findings)+s.hidden == 0 && s.source.Kind != parser.KindExchangeSetup && !s.source.Excerpt
}

// well says whether setup succeeded and nothing was found.
func (s section) well() bool {
	return s.attempt.Outcome == parser.OutcomeSucceeded && len(s.findings)+s.hidden == 0
}
