package rules

import (
	"fmt"
	"sort"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// TestResult is the outcome of one test that stands in a rule.
type TestResult struct {
	Rule string
	Name string
	// Problem says what differs from what the test expects; empty when it passed.
	Problem string
}

// RunTests runs the tests of one rule with all rules of the engine, so that precedence counts.
func (e *Engine) RunTests(rule *Rule) []TestResult {
	out := make([]TestResult, 0, len(rule.Tests))
	for i := range rule.Tests {
		t := &rule.Tests[i]
		out = append(out, TestResult{Rule: rule.ID, Name: t.Name, Problem: e.runTest(rule, t)})
	}
	return out
}

func (e *Engine) runTest(rule *Rule, t *Test) string {
	text := t.Log
	if text == "" {
		text = t.Not
	}
	matches, err := e.standing(text, t.Options)
	if err != nil {
		return err.Error()
	}
	var mine []*Match
	for _, m := range matches {
		if m.Rule.ID == rule.ID {
			mine = append(mine, m)
		}
	}
	switch {
	case t.Not != "" && len(mine) > 0:
		return fmt.Sprintf("must not match, but does on line %d: %s", mine[0].First().Line, mine[0].First().Text)
	case t.Not != "":
		return ""
	case len(mine) == 0:
		return "does not match; what stands: " + idsOf(matches)
	}
	return expectations(t, mine)
}

// standing gives the matches of all attempts of a text.
func (e *Engine) standing(text string, options []string) ([]*Match, error) {
	var switches Switches
	for _, o := range options {
		switches.DelegatedSetup = switches.DelegatedSetup || o == OptionDelegatedSetup
	}
	examined, err := e.Examine(strings.NewReader(text), parser.KindOf([]byte(text)), switches)
	var out []*Match
	for _, x := range examined {
		out = append(out, x.Matches...)
	}
	return out, err
}

func idsOf(matches []*Match) string {
	if len(matches) == 0 {
		return "nothing"
	}
	var ids []string
	for _, m := range matches {
		id := m.Rule.ID
		if len(m.Consequences) > 0 {
			id += " (with " + idsOf(m.Consequences) + ")"
		}
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return strings.Join(ids, ", ")
}

// expectations compares what matched with what the test expects; any of several findings will do.
func expectations(t *Test, mine []*Match) string {
	problem := ""
	for _, m := range mine {
		if problem = expectation(t, m); problem == "" {
			return ""
		}
	}
	return problem
}

func expectation(t *Test, m *Match) string {
	for _, name := range sortedKeys(t.Captures) {
		if got := strings.Join(m.Captures[name], ", "); got != t.Captures[name] {
			return fmt.Sprintf("capture %s is %q, expected %q", name, got, t.Captures[name])
		}
	}
	if t.Severity != "" && m.Severity != t.Severity {
		return fmt.Sprintf("severity is %s, expected %s", m.Severity, t.Severity)
	}
	if !holds(evidenceText(m), t.Evidence) {
		return fmt.Sprintf("no evidence contains %q; it is:\n%s", t.Evidence, evidenceText(m))
	}
	if !holds(adviceText(m), t.Advice) {
		return fmt.Sprintf("the advice does not contain %q; it is:\n%s", t.Advice, adviceText(m))
	}
	return ""
}

func holds(text, want string) bool {
	return want == "" || strings.Contains(strings.ToLower(text), strings.ToLower(want))
}

func evidenceText(m *Match) string {
	var b strings.Builder
	for _, e := range m.Evidence {
		b.WriteString(e.Text + "\n")
	}
	return b.String()
}

// adviceText is everything the finding tells, its captures filled in.
func adviceText(m *Match) string {
	parts := []string{m.Title, m.Cause}
	for _, s := range m.Remediation {
		parts = append(parts, s.Text, s.Command)
	}
	return Expand(strings.Join(parts, "\n"), m.Captures)
}
