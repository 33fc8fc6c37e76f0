package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/words"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

func newRulesShow(c Command, status *int) *cobra.Command {
	s := &ruleSettings{}
	cmd := &cobra.Command{
		Use:               "show [flags] ID",
		Short:             "Show a rule or an article in full",
		Args:              exactly(1, "name the rule or the article to show: "+Name+" rules show ID"),
		ValidArgsFunction: ruleIDs,
		RunE: func(_ *cobra.Command, args []string) (err error) {
			*status, err = c.runRulesShow(*s, args[0])
			return err
		},
	}
	s.declare(cmd)
	return cmd
}

func (c Command) runRulesShow(s ruleSettings, id string) (int, error) {
	set, err := s.set()
	if err != nil {
		return StatusUsage, err
	}
	id = strings.ToLower(id)
	var page report.RulePage
	switch r, a := set.Rule(id), set.Article(id); {
	case r != nil:
		page = rulePage(r)
	case a != nil:
		page = articlePage(a)
	default:
		return StatusUsage, noSuchRule(set, id)
	}
	return StatusOK, c.print(s.noColor, func(w io.Writer, opts report.Options) error {
		return report.WriteRulePage(w, page, opts)
	})
}

// noSuchRule names the rule that was most likely meant.
func noSuchRule(set *rules.Set, id string) error {
	var ids []string
	for _, r := range set.Rules {
		ids = append(ids, r.ID)
	}
	for _, a := range set.Articles {
		ids = append(ids, a.ID)
	}
	if near := words.Nearest(id, ids); near != "" {
		return usageErrorf("there is no rule %q; the nearest is %s", id, near)
	}
	return usageErrorf("there is no rule %q; \"%s explain %s\" looks for it by words", id, Name, id)
}

func rulePage(r *rules.Rule) report.RulePage {
	p := report.RulePage{Explained: explainedRule(r, "")}
	for _, v := range r.Variants {
		p.Variants = append(p.Variants, explainedVariant(r, v))
	}
	p.Properties = filled([][2]string{
		{"Category", r.Category},
		{"Confidence", string(r.Confidence)},
		{"Rank", string(r.Rank)},
		{"Codes", strings.Join(r.Codes, ", ")},
		{"Events", numbers(r.Events)},
		{"Reads", strings.Join(sourcesOf(r), ", ")},
		{"Told apart by", strings.Join(r.Identity, ", ")},
		{"Takes precedence over", strings.Join(r.Supersedes, ", ")},
		{"Is the cause of", strings.Join(r.Causes, ", ")},
		{"Stands in", fmt.Sprintf("%s, line %d", r.Path, r.Line)},
	})
	return p
}

// explainedVariant is what a variant says; what it leaves out is the rule's.
func explainedVariant(r *rules.Rule, v rules.Variant) report.Explained {
	e := explainedRule(r, "")
	if v.Title != "" {
		e.Title = rules.Expand(v.Title, nil)
	}
	if v.Severity != "" {
		e.Severity = v.Severity
	}
	if v.Cause != "" {
		e.Cause = rules.Expand(v.Cause, nil)
	}
	e.Remediation, e.References = nil, nil
	if len(v.Remediation) > 0 {
		e.Remediation = generalRemedies(v.Remediation)
	}
	return e
}

func articlePage(a *rules.Article) report.RulePage {
	return report.RulePage{
		Explained: explainedArticle(a, ""),
		Properties: filled([][2]string{
			{"Category", a.Category},
			{"Codes", strings.Join(a.Codes, ", ")},
			{"Events", numbers(a.Events)},
			{"Stands in", fmt.Sprintf("%s, line %d", a.Path, a.Line)},
		}),
	}
}

// numbers writes a list of numbers.
func numbers(list []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}

// filled leaves out what has no value.
func filled(all [][2]string) [][2]string {
	var kept [][2]string
	for _, p := range all {
		if p[1] != "" {
			kept = append(kept, p)
		}
	}
	return kept
}
