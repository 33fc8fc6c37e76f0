package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// manyFindings gives a report on one server with that many findings, each in an attempt of its own
// or all in one.
func manyFindings(count int, path string, apart bool) *review.Report {
	source := review.Source{Path: path, Kind: parser.KindExchangeSetup}
	r := &review.Report{Servers: []review.Server{{Name: "ex01", Sources: []int{0}}}}
	for i := 1; i <= count; i++ {
		attempt := 1
		if apart {
			attempt = i
		}
		if apart || i == 1 {
			source.Attempts = append(source.Attempts, review.Attempt{Index: attempt, Reviewed: true, Outcome: parser.OutcomeFailed, Started: at("2023-11-15 09:10:09.001")})
		}
		r.Findings = append(r.Findings, review.Finding{
			RuleID: fmt.Sprintf("rule-%d", i), Title: "A disk is full", Severity: rules.SeverityError, Path: path, Primary: apart || i == 1,
			Attempt: attempt, Occurrences: 1, Evidence: []review.Evidence{{Path: path, Line: 100 * i, Text: "full"}}, GroupKey: fmt.Sprint(i), Servers: 1,
		})
	}
	r.Sources = []review.Source{source}
	return r
}

func TestALongReportBeginsWithAnOverview(t *testing.T) {
	f := func(want string, r *review.Report) {
		t.Helper()
		out := string(written(t, "text", r, Options{}))
		if want == "" {
			assert.NotRegexp(t, `(?m)^(?:Attempts|Findings) \(`, out)
			return
		}
		assert.Contains(t, out, want)
		assert.Less(t, strings.Index(out, want), strings.Index(out, "in a.log"))
	}
	f("", manyFindings(10, "a.log", true))
	f("", manyFindings(10, "a.log", false))
	f("Attempts (11)\n", manyFindings(11, "a.log", true))
	f("       11  2023-11-15 09:10 UTC  failed   rule-11            1 error\n", manyFindings(11, "a.log", true))
	f("Findings (11)\n", manyFindings(11, "a.log", false))
	f("  error      300  rule-3   A disk is full\n", manyFindings(11, "a.log", false))
}

// A log is named as it stands in what the user gave; of a long path the end says more.
func TestOverviewNamesLogs(t *testing.T) {
	f := func(want, root, path string) {
		t.Helper()
		r := manyFindings(11, path, true)
		r.Sources[0].Root = root
		r.Sources = append(r.Sources, review.Source{Path: "b.log"})
		assert.Contains(t, string(written(t, "text", r, Options{})), "\n  "+want+"       11  2023-11-15 09:10 UTC")
	}
	f(`EX01/ExchangeSetup.log`, `C:\logs.zip`, `C:\logs.zip!/EX01/ExchangeSetup.log`)
	f(`EX01\ExchangeSetup.log`, `C:\logs`, `C:\logs\EX01\ExchangeSetup.log`)
	f(`a.log`, `a.log`, `a.log`)
	f(`...\logs\C:\logs\C:\logs\C:\logs\C:\logs\ExchangeSetup.log`, "", strings.Repeat(`C:\logs\`, 20)+"ExchangeSetup.log")
	f("..."+strings.Repeat("x", maxCell-3), "", strings.Repeat("x", 100))
	assert.NotContains(t, string(written(t, "text", manyFindings(11, "a.log", true), Options{})), "a.log       11")
}
