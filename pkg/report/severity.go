package report

import (
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// severities lists the severities, the worst first.
func severities() []rules.Severity {
	return []rules.Severity{
		rules.SeverityCritical, rules.SeverityError, rules.SeverityWarning, rules.SeverityInfo,
	}
}

// outcomes lists the outcomes, the best first.
func outcomes() []parser.Outcome {
	return []parser.Outcome{
		parser.OutcomeSucceeded, parser.OutcomeUnknown, parser.OutcomeInterrupted,
		parser.OutcomePrerequisitesFailed, parser.OutcomeFailed,
	}
}

// shown says whether a finding of that severity is shown; without a lowest severity all are.
func (o Options) shown(s rules.Severity) bool {
	all := severities()
	lowest := slices.Index(all, o.MinSeverity)
	return lowest < 0 || slices.Index(all, s) <= lowest
}

// shownFindings gives the findings that are to be shown, in their order.
func (o Options) shownFindings(all []review.Finding) []review.Finding {
	var shown []review.Finding
	for _, f := range all {
		if o.shown(f.Severity) {
			shown = append(shown, f)
		}
	}
	return shown
}

// countBySeverity counts findings.
func countBySeverity(all []review.Finding) map[rules.Severity]int {
	count := make(map[rules.Severity]int)
	for _, f := range all {
		count[f.Severity]++
	}
	return count
}

// worstOutcome gives the worst outcome of the reviewed attempts, unknown when there are none.
func worstOutcome(sources []review.Source) parser.Outcome {
	worst := -1
	for _, s := range sources {
		for _, a := range s.Attempts {
			if a.Reviewed {
				worst = max(worst, slices.Index(outcomes(), a.Outcome))
			}
		}
	}
	if worst < 0 {
		return parser.OutcomeUnknown
	}
	return outcomes()[worst]
}

// primaryRule gives the rule of the primary finding, or "".
func primaryRule(all []review.Finding) string {
	for _, f := range all {
		if f.Primary {
			return f.RuleID
		}
	}
	return ""
}
