package review_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// shared gives a folder of the material that stands beside a checkout, or skips the test.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared material is not here: %v", err)
	}
	return dir
}

// table reads a file of tab-separated values: its rows by the names of its first line.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var names []string
	var rows []map[string]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		cells := strings.Split(line, "\t")
		if names == nil {
			names = cells
			continue
		}
		row := map[string]string{}
		for i, name := range names {
			if i < len(cells) {
				row[name] = cells[i]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func loadRules(t testing.TB) *rules.Set {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	return set
}

// reviewFile reviews a file as the program does.
func reviewFile(t *testing.T, path string, opts review.Options) *review.Report {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(t, err)
	opts.Rules = loadRules(t)
	rep, err := review.Review(context.Background(), []review.Input{
		{Path: filepath.Base(path), Reader: f, Size: info.Size(), Named: true},
	}, opts)
	require.NoError(t, err)
	return rep
}

func TestSharedLogsGiveWhatIsExpected(t *testing.T) {
	dir := shared(t, "logs")
	for _, row := range table(t, filepath.Join(dir, "expected.tsv")) {
		t.Run(row["log"], func(t *testing.T) {
			rep := reviewFile(t, filepath.Join(dir, "setup", row["log"]), review.Options{})
			for _, want := range strings.Split(row["rules"], ",") {
				assertOneOf(t, rep, strings.Split(want, "/"))
			}
			require.NotEmpty(t, rep.Findings)
			assert.Contains(t, strings.Split(row["primary"], "/"), rep.Findings[0].RuleID, "primary")
			var doc bytes.Buffer
			require.NoError(t, report.Write(&doc, "json", rep, report.Options{}))
			for _, text := range strings.Split(row["texts"], "|") {
				quoted, _ := json.Marshal(text)
				assert.Contains(t, strings.ToLower(doc.String()), strings.ToLower(strings.Trim(string(quoted), `"`)))
			}
		})
	}
}

func assertOneOf(t *testing.T, rep *review.Report, ids []string) {
	t.Helper()
	var have []string
	for _, f := range rep.Findings {
		have = append(have, f.RuleID)
		for _, id := range ids {
			if f.RuleID == id {
				return
			}
		}
	}
	t.Errorf("none of %v among the findings %v", ids, have)
}

func TestSharedExcerptsGiveWhatIsExpected(t *testing.T) {
	dir := shared(t, "field")
	for _, row := range table(t, filepath.Join(dir, "expected.tsv")) {
		t.Run(row["id"], func(t *testing.T) {
			rep := reviewFile(t, filepath.Join(dir, row["id"]+".log"), review.Options{})
			evidence := regexp.MustCompile("(?is)" + row["evidence_regex"])
			if strings.HasPrefix(row["id"], "neg-") {
				assertSilent(t, rep, regexp.MustCompile("(?i)"+row["evidence_regex"]))
				return
			}
			advice := regexp.MustCompile("(?is)" + row["advice_regex"])
			ids := append([]string{row["rule_id"]}, strings.Split(row["also_ok"], ",")...)
			var have []string
			for i := range rep.Findings {
				f := &rep.Findings[i]
				have = append(have, f.RuleID)
				for _, id := range ids {
					if f.RuleID == id && evidence.MatchString(evidenceText(f)) && advice.MatchString(adviceText(f)) {
						return
					}
				}
			}
			t.Errorf("no finding of %v with that evidence and advice; findings: %v", ids, have)
			for i := range rep.Findings {
				t.Logf("%s\n%s\n%s", rep.Findings[i].RuleID, evidenceText(&rep.Findings[i]), adviceText(&rep.Findings[i]))
			}
		})
	}
}

func assertSilent(t *testing.T, rep *review.Report, benign *regexp.Regexp) {
	t.Helper()
	for i := range rep.Findings {
		f := &rep.Findings[i]
		if f.Severity.Level() >= rules.SeverityWarning.Level() {
			for _, e := range f.Evidence {
				for _, line := range strings.Split(e.Text, "\n") {
					assert.NotRegexp(t, benign, line, f.RuleID)
				}
			}
		}
	}
}

func evidenceText(f *review.Finding) string {
	var lines []string
	for _, e := range f.Evidence {
		lines = append(lines, e.Text)
	}
	return strings.Join(lines, "\n")
}

func adviceText(f *review.Finding) string {
	lines := []string{f.Title, f.Cause}
	for _, r := range f.Remediation {
		lines = append(lines, r.Text, r.Command)
	}
	return strings.Join(lines, "\n")
}

// TestUnknownFailuresAreShown takes the rules away that know the failures of the real logs: what is
// left must show as much of each failure as the log holds.
func TestUnknownFailuresAreShown(t *testing.T) {
	dir := shared(t, "logs")
	for _, row := range table(t, filepath.Join(dir, "expected.tsv")) {
		t.Run(row["log"], func(t *testing.T) {
			rep, failure := withoutItsRules(t, filepath.Join(dir, "setup", row["log"]))
			require.NotEmpty(t, rep.Findings)
			if failure == nil {
				return // a failed check, which the catch-all of readiness rules shows
			}
			f := &rep.Findings[0]
			assert.Equal(t, "unknown-error", f.RuleID)
			shown := adviceText(f) + evidenceText(f)
			for _, want := range []string{failure.Step, failure.Exception, failure.Message, failure.ScriptLine, failure.FirstError} {
				assert.Contains(t, parser.Canonical(shown), firstWords(want))
			}
		})
	}
}

// withoutItsRules reviews a log, leaves out the rules that matched, and again, until nothing but
// the catch-alls is left.
func withoutItsRules(t *testing.T, path string) (*review.Report, *parser.Failure) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var disabled []string
	for range 10 {
		set, err := rules.Merge(loadRules(t), nil, disabled)
		require.NoError(t, err)
		rep, err := review.Stream(context.Background(), "x.log", bytes.NewReader(data), review.Options{Rules: set})
		require.NoError(t, err)
		known := knownFailures(rep)
		if len(known) == 0 {
			attempts := rep.Sources[0].Attempts
			return rep, attempts[len(attempts)-1].Failure
		}
		disabled = append(disabled, known...)
	}
	t.Fatal("there is always another rule")
	return nil, nil
}

func knownFailures(rep *review.Report) []string {
	var ids []string
	for _, f := range rep.Findings {
		if f.Severity.Fails() && f.RuleID != "unknown-error" && f.RuleID != "readiness-check-failed" {
			ids = append(ids, f.RuleID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// firstWords is the beginning of a text, which a report may cut.
func firstWords(s string) string {
	s = parser.Canonical(s)
	if len(s) > 60 {
		s = s[:60]
	}
	return strings.TrimSpace(s)
}
