package review

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Names that texts of rules can use beside captures and facts.
const (
	valueSetupRelease     = "setupRelease"
	valueInstalledRelease = "installedRelease"
)

// addFindings adds the findings of one attempt of the source with that index.
func (s *sourceReview) addFindings(index int, res *result) {
	for i, m := range res.matches {
		if n := len(s.report.Findings); n >= maxFindings*(index+1) {
			s.note(0, "more findings than are kept; the rest was left out")
			return
		}
		f := s.finding(index, res.attempt, m)
		f.Primary = i == 0
		s.report.Findings = append(s.report.Findings, f)
	}
}

func (s *sourceReview) finding(index int, a *parser.Attempt, m *rules.Match) Finding {
	values := s.values(m, a)
	f := Finding{
		RuleID: m.Rule.ID, Severity: m.Severity, Confidence: m.Confidence, Category: m.Rule.Category,
		Title: rules.Expand(m.Title, values), Cause: rules.Expand(m.Cause, values),
		Server: strings.ToLower(a.Facts.Get(parser.FactServer)), Source: index, Path: s.in.Path, Attempt: a.Index,
		Occurrences: m.Occurrences, Captures: m.Captures, References: m.Rule.References,
		Evidence: s.evidence(index, a, m), Remediation: remedies(m, values),
	}
	for _, c := range m.Consequences {
		f.Consequences = append(f.Consequences, s.consequence(index, a, c))
	}
	f.Fingerprint, f.GroupKey = fingerprints(&f, m.Rule.Identity)
	return f
}

// values are what the texts of a match can name: facts, releases, and its captures above all.
func (s *sourceReview) values(m *rules.Match, a *parser.Attempt) rules.Values {
	values := rules.Values{}
	for name, fact := range a.Facts {
		if fact.Value != "" {
			values[name] = []string{fact.Value}
		}
	}
	for name, build := range map[string]string{
		valueSetupRelease: parser.FactSetupBuild, valueInstalledRelease: parser.FactInstalledBuild,
	} {
		if release := lookup(s.opts.Rules.Releases, a.Facts.Get(build)); release != "" {
			values[name] = []string{release}
		}
	}
	for name, list := range m.Captures {
		values[name] = list
	}
	return values
}

// evidence shows the first three places and the last.
func (s *sourceReview) evidence(index int, a *parser.Attempt, m *rules.Match) []Evidence {
	list := m.Evidence
	if len(list) > 4 {
		list = append(append([]rules.Evidence(nil), list[:3]...), list[len(list)-1])
	}
	out := make([]Evidence, 0, len(list))
	for _, e := range list {
		out = append(out, Evidence{Source: index, Path: s.in.Path, Line: e.Line, Time: e.Time, LocalTime: a.Settled(e.Local).String(), Text: e.Text})
	}
	return out
}

func (s *sourceReview) consequence(index int, a *parser.Attempt, m *rules.Match) Consequence {
	values := s.values(m, a)
	first := m.First()
	return Consequence{
		RuleID: m.Rule.ID, Title: rules.Expand(m.Title, values), Severity: m.Severity, Text: rules.Expand(m.Cause, values),
		Evidence: Evidence{Source: index, Path: s.in.Path, Line: first.Line, Time: first.Time, LocalTime: a.Settled(first.Local).String(), Text: first.Text},
	}
}

// remedies fills the steps of a match in.
func remedies(m *rules.Match, values rules.Values) []Remedy {
	types := map[string]string{}
	for i := range m.Rule.NamedCaptures {
		c := &m.Rule.NamedCaptures[i]
		types[c.Name] = c.Capture.Type
	}
	out := make([]Remedy, 0, len(m.Remediation))
	for _, step := range m.Remediation {
		out = append(out, remedy(step, values, types))
	}
	return out
}

func remedy(step rules.Step, values rules.Values, types map[string]string) Remedy {
	r := Remedy{
		Text: rules.Expand(step.Text, values), Shell: step.Shell, Effect: step.Effect,
		Confirmed:   step.Confirmed == nil || *step.Confirmed,
		Destructive: step.Effect == rules.EffectDestructive || step.SaveFirst,
		shared:      step.Shared, insteadOf: step.InsteadOf,
	}
	if r.Effect == "" {
		r.Effect = rules.EffectReads
	}
	if step.Command == "" {
		return r
	}
	if r.Shell == "" {
		r.Shell = "powershell"
	}
	r.Command, r.Notes = rules.ExpandCommand(strings.TrimSpace(step.Command), r.Shell, values, types)
	if r.Effect == rules.EffectDestructive {
		r.Command = markDestructive(r.Shell, r.Command)
	}
	return r
}

// markDestructive puts the warning in front of a command that cannot be undone, once.
func markDestructive(shell, command string) string {
	mark := "# DESTRUCTIVE\n"
	if shell == "cmd" {
		mark = "rem DESTRUCTIVE\n"
	}
	return mark + strings.TrimPrefix(command, mark)
}

// fingerprints name a finding so that repeated runs give the same: rule, server and identity
// captures, nothing that changes from run to run.
func fingerprints(f *Finding, identity []string) (fingerprint, groupKey string) {
	key := f.RuleID
	for _, name := range identity {
		key += "\x00" + identityValue(f.Captures[name])
	}
	return digest(key + "\x00" + f.Server), digest(key)
}

func identityValue(values []string) string {
	var list []string
	for _, v := range values {
		if !rules.Masked(v) {
			list = append(list, strings.ToLower(v))
		}
	}
	sort.Strings(list)
	return strings.Join(list, "\x01")
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// sortFindings brings findings into the order of every output.
func sortFindings(list []Finding) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].before(&list[j]) })
}

func (f *Finding) before(g *Finding) bool {
	if f.Primary != g.Primary {
		return f.Primary
	}
	if a, b := f.Severity.Level(), g.Severity.Level(); a != b {
		return a > b
	}
	a, b := f.Evidence[0], g.Evidence[0]
	if a.Source != b.Source {
		return a.Source < b.Source
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	if f.RuleID != g.RuleID {
		return f.RuleID < g.RuleID
	}
	return f.Fingerprint < g.Fingerprint
}
