package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// threeServers gives a report in which each server has a finding of one group, with these titles.
func threeServers(titles ...string) *review.Report {
	r := &review.Report{}
	for i, title := range titles {
		name := "ex0" + string(rune('1'+i))
		path := name + "/ExchangeSetup.log"
		r.Servers = append(r.Servers, review.Server{Name: name, Sources: []int{i}, Primary: "disk-full"})
		r.Sources = append(r.Sources, review.Source{Path: path, Attempts: []review.Attempt{{Index: 1, Reviewed: true}}})
		r.Findings = append(r.Findings, review.Finding{
			RuleID: "disk-full", Title: title, Severity: rules.SeverityError, Source: i, Path: path, Attempt: 1, Occurrences: 1,
			Evidence: []review.Evidence{{Source: i, Path: path, Line: 1, Text: "full"}}, GroupKey: "a", Servers: len(titles),
		})
	}
	return r
}

func TestValuesOfOneServerAreNamedAsSuch(t *testing.T) {
	f := func(want string, told bool, titles ...string) {
		t.Helper()
		out := string(written(t, "text", threeServers(titles...), Options{}))
		overview, _, _ := strings.Cut(out, "-----")
		assert.Contains(t, overview, "Found on several servers")
		assert.Contains(t, overview, want)
		assert.Equal(t, told, strings.Contains(overview, "are those of this one server"), overview)
	}
	f("        3  error     disk-full  on ex01: Disk C: is full\n", true, "Disk C: is full", "Disk C: is full", "Disk D: is full")
	f("        3  error     disk-full  A disk is full\n", false, "A disk is full", "A disk is full", "A disk is full")
}
