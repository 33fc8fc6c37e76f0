package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/pkg/lookup"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// maxPaste is how much of a pasted error is read.
const maxPaste = 4 << 20

// explainSettings are the flags of explain as typed.
type explainSettings struct {
	format   string
	ruleDirs []string
	noColor  bool
}

const explainHelp = `Says what is known about an error: cause, cure, commands and where to read more.

WORDS are the id of a rule or article, the code of an error, the number of an event, the name of
a readiness rule, or words from the screen. With - the pasted error comes from standard input.

Exit status: 0 found, 1 nothing found.`

const explainExamples = `  ` + Name + ` explain 1603
  ` + Name + ` explain -2147024891
  ` + Name + ` explain blank page
  Get-Clipboard | ` + Name + ` explain -`

func newExplain(c Command, status *int) *cobra.Command {
	s := &explainSettings{}
	cmd := &cobra.Command{
		Use:                   "explain [flags] WORDS...",
		Short:                 "Say what is known about an error, by its code or words",
		Long:                  explainHelp,
		Example:               explainExamples,
		Args:                  cobra.ArbitraryArgs,
		ValidArgsFunction:     ruleIDs,
		Annotations:           map[string]string{takesNegative: "true"},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*status, err = c.runExplain(cmd.Context(), *s, args)
			return err
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&s.format, "format", "f", "text", "`FORMAT` of the answer: "+choices(report.ExplanationFormats()))
	f.StringArrayVar(&s.ruleDirs, "rules", nil, "`DIR` with more rules and articles; may be repeated")
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.ExplanationFormats(), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c Command) runExplain(ctx context.Context, s explainSettings, args []string) (int, error) {
	format, err := choose("--format", s.format, report.ExplanationFormats())
	if err != nil {
		return StatusUsage, err
	}
	query, err := c.query(ctx, args)
	if err != nil {
		return StatusUsage, err
	}
	set, err := loadRules(options{settings: settings{ruleDirs: s.ruleDirs}})
	if err != nil {
		return StatusUsage, err
	}
	e, err := explain(ctx, set, query)
	if err != nil {
		return StatusFailed, failuref("the search failed: %w", err)
	}
	status := StatusOK
	if len(e.Hits) == 0 {
		status = StatusFindings
		c.sayNothingFound(e.Notes)
		if format == "text" {
			return status, nil
		}
	}
	return status, c.writeExplanation(format, e, s.noColor)
}

// sayNothingFound says what is not known, or that the words lead nowhere.
func (c Command) sayNothingFound(notes []string) {
	for _, note := range notes {
		fmt.Fprintf(c.Stderr, "%s: %s\n", Name, printable.Text(note))
	}
	if len(notes) == 0 {
		fmt.Fprintf(c.Stderr, "%s: nothing is known by these words; try the code of the error, or fewer words\n", Name)
	}
}

func (c Command) writeExplanation(format string, e report.Explanation, noColor bool) error {
	l := c.lookOf(c.Stdout, noColor)
	var document bytes.Buffer
	err := report.WriteExplanation(&document, format, e, report.Options{
		Width: l.width, Color: l.color, ASCII: !l.terminal, ToolVersion: c.Version,
	})
	if err != nil {
		return failuref("%w", err)
	}
	_, err = c.Stdout.Write(document.Bytes())
	return err
}

// query gives what to look for: the arguments, or standard input.
func (c Command) query(ctx context.Context, args []string) (string, error) {
	if len(args) != 1 || args[0] != "-" {
		if err := refuseFile(args); err != nil {
			return "", err
		}
		text := strings.TrimSpace(strings.Join(args, " "))
		if text == "" {
			return "", usageErrorf("name what to explain: a code, an id, or words from the screen")
		}
		return text, nil
	}
	if c.Stdin == nil {
		return "", usageErrorf("there is no standard input to read the error from")
	}
	text, err := await(ctx, func() (string, error) { return readPaste(c.Stdin) })
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", usageErrorf("standard input can not be read: %w", err)
	case strings.TrimSpace(text) == "":
		return "", usageErrorf("standard input is empty; paste the error into it")
	}
	return text, nil
}

// refuseFile says what to type for a word that looks like the name of a file and is one.
func refuseFile(args []string) error {
	if len(args) != 1 || !strings.ContainsAny(args[0], `./\`) {
		return nil
	}
	if info, err := os.Stat(args[0]); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	name := printable.Quote(args[0])
	if !strings.Contains(name, " ") {
		name = strings.Trim(name, `"`)
	}
	return usageErrorf("this is a file; to review it: %s %s", Name, name)
}

// readPaste reads a pasted error, in whatever encoding a shell sends it.
func readPaste(r io.Reader) (string, error) {
	var text strings.Builder
	for entry, err := range parser.Entries(parser.NewReader(io.LimitReader(r, maxPaste)), parser.EntryOptions{}) {
		if err != nil {
			return text.String(), err
		}
		text.Write(entry.Raw)
		text.WriteByte('\n')
	}
	return text.String(), nil
}

// explain finds what is known: the rules that match the query as a log, and what its words lead to.
func explain(ctx context.Context, set *rules.Set, query string) (report.Explanation, error) {
	e := report.Explanation{Query: query}
	r, err := review.Review(ctx, []review.Input{
		{Path: "-", Reader: strings.NewReader(query), Size: int64(len(query)), Named: true},
	}, review.Options{Rules: set, Attempts: review.Attempts{All: true}})
	if err != nil {
		return e, err
	}
	found := map[string]review.Finding{}
	var matched []*rules.Rule
	for _, f := range r.Findings {
		rule := set.Rule(f.RuleID)
		if _, twice := found[f.RuleID]; twice || rule == nil || rule.Match.Unexplained {
			continue
		}
		found[f.RuleID] = f
		matched = append(matched, rule)
	}
	answer := lookup.Search(set, wordsOf(r, query))
	answer.Hits = lookup.Merge(answer.Hits, matched)
	for _, hit := range answer.Hits {
		e.Hits = append(e.Hits, explained(hit, found))
	}
	e.Notes = notesOn(answer)
	return e, nil
}

// wordsOf gives the words to search by: of a pasted failure what it says, else all.
func wordsOf(r *review.Report, query string) string {
	for _, s := range r.Sources {
		for _, a := range s.Attempts {
			if a.Failure != nil && a.Failure.Message != "" {
				return a.Failure.Message
			}
		}
	}
	return query
}

// explained brings a hit into the form of the answer. A rule that matched the query says what it
// says of that.
func explained(hit lookup.Hit, found map[string]review.Finding) report.Explained {
	f, matched := found[hit.ID]
	switch {
	case matched:
		return report.Explained{
			ID: hit.ID, Kind: report.KindRule, Title: f.Title, Category: f.Category, FoundBy: string(hit.By),
			Severity: f.Severity, Confidence: f.Confidence, Symptoms: hit.Rule.Symptoms, Cause: f.Cause,
			Evidence: f.Evidence, Remediation: f.Remediation, References: f.References,
		}
	case hit.Rule != nil:
		return explainedRule(hit.Rule, string(hit.By))
	}
	return explainedArticle(hit.Article, string(hit.By))
}

func explainedArticle(a *rules.Article, by string) report.Explained {
	return report.Explained{
		ID: a.ID, Kind: report.KindArticle, Title: rules.Expand(a.Title, nil), Category: a.Category,
		FoundBy: by, Symptoms: a.Symptoms, Cause: rules.Expand(a.Cause, nil),
		Remediation: generalRemedies(a.Remediation), References: a.References, SeeAlso: a.SeeAlso,
	}
}

// explainedRule is a rule as it reads for nobody in particular.
func explainedRule(r *rules.Rule, by string) report.Explained {
	return report.Explained{
		ID: r.ID, Kind: report.KindRule, Title: rules.Expand(r.Title, nil), Category: r.Category, FoundBy: by,
		Severity: r.Severity, Confidence: r.Confidence, Symptoms: r.Symptoms, Cause: rules.Expand(r.Cause, nil),
		Remediation: generalRemedies(r.Remediation), References: r.References,
	}
}

// generalRemedies are steps as they read for nobody in particular. One that is only for some runs
// says so.
func generalRemedies(steps []rules.Step) []review.Remedy {
	remedies := review.Remedies(steps, nil, nil)
	for i, s := range steps {
		if s.When != nil {
			remedies[i].Text = "Where it applies: " + remedies[i].Text
		}
	}
	return remedies
}
