package rules

import "cmp"

// fillDefaults gives the fields that a rule leaves out their values, so that nobody has to know
// the defaults after loading, and those that are derived.
func fillDefaults(r *Rule) {
	r.Severity = cmp.Or(r.Severity, SeverityError)
	r.Confidence = cmp.Or(r.Confidence, ConfidenceCertain)
	r.Rank = cmp.Or(r.Rank, RankNormal)
	fillSteps(r.Remediation)
	for i := range r.Variants {
		fillSteps(r.Variants[i].Remediation)
	}
	fillLiterals(r)
}

func fillSteps(steps []Step) {
	for i := range steps {
		s := &steps[i]
		s.Effect = cmp.Or(s.Effect, EffectReads)
		if s.Command != "" {
			s.Shell = cmp.Or(s.Shell, ShellPowerShell)
		}
	}
}
