package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// listSettings are the flags of rules list as typed.
type listSettings struct {
	ruleSettings
	category, severity, source string
}

func newRulesList(c Command, status *int) *cobra.Command {
	s := &listSettings{}
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: "List rules and articles",
		Long: `Lists the rules and articles that the program knows, sorted by id. An article has neither a
severity nor a source, so these filters leave articles out.

Exit status: 0 something is listed, 1 nothing fits.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) (err error) {
			*status, err = c.runRulesList(*s)
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.category, "category", "", "only those of this `CATEGORY`")
	f.StringVar(&s.severity, "severity", "", "only rules of this `SEVERITY`: "+choices(severities()))
	f.StringVar(&s.source, "source", "", "only rules that read this `KIND` of source: "+choices(kindNames()))
	s.declare(cmd)
	fixed := func(flag string, values []string) {
		must(cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
	}
	fixed("severity", severities())
	fixed("source", kindNames())
	return cmd
}

func kindNames() []string {
	var names []string
	for _, kind := range rules.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

func (c Command) runRulesList(s listSettings) (int, error) {
	set, err := s.set()
	if err != nil {
		return StatusUsage, err
	}
	if err := s.check(set); err != nil {
		return StatusUsage, err
	}
	rows := s.rows(set)
	status := StatusOK
	if len(rows) == 0 {
		status = StatusFindings
	}
	return status, c.print(s.noColor, func(w io.Writer, opts report.Options) error {
		return report.WriteRuleList(w, rows, opts)
	})
}

// check refuses filters that nothing can fit.
func (s *listSettings) check(set *rules.Set) (err error) {
	for _, filter := range []struct {
		flag   string
		text   *string
		values []string
	}{
		{"--category", &s.category, categories(set)},
		{"--severity", &s.severity, severities()},
		{"--source", &s.source, kindNames()},
	} {
		if *filter.text == "" {
			continue
		}
		if *filter.text, err = choose(filter.flag, *filter.text, filter.values); err != nil {
			return err
		}
	}
	return nil
}

// categories lists the categories of a set, sorted.
func categories(set *rules.Set) []string {
	var list []string
	for _, r := range set.Rules {
		list = append(list, r.Category)
	}
	for _, a := range set.Articles {
		list = append(list, a.Category)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (s listSettings) rows(set *rules.Set) []report.RuleRow {
	var rows []report.RuleRow
	for _, r := range set.Rules {
		if s.fits(r) {
			rows = append(rows, report.RuleRow{ID: r.ID, Kind: report.KindRule, Category: r.Category, Title: rules.Expand(r.Title, nil), Severity: r.Severity})
		}
	}
	for _, a := range set.Articles {
		if s.severity == "" && s.source == "" && (s.category == "" || s.category == a.Category) {
			rows = append(rows, report.RuleRow{ID: a.ID, Kind: report.KindArticle, Category: a.Category, Title: rules.Expand(a.Title, nil)})
		}
	}
	slices.SortStableFunc(rows, func(a, b report.RuleRow) int { return strings.Compare(a.ID, b.ID) })
	return rows
}

func (s listSettings) fits(r *rules.Rule) bool {
	return (s.category == "" || s.category == r.Category) &&
		(s.severity == "" || s.severity == string(r.Severity)) &&
		(s.source == "" || slices.Contains(sourcesOf(r), s.source))
}

// sourcesOf lists the kinds of source that a rule reads.
func sourcesOf(r *rules.Rule) []string {
	if len(r.Sources) > 0 {
		return r.Sources
	}
	return rules.DefaultSources()
}
