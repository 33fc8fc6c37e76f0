package cli

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// newRules makes the commands for those who read and write rules.
func newRules(c Command, status *int) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules COMMAND",
		Short: "List, show, test, check, begin and trace rules",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageErrorf("there is no command %q; the commands are list, show, test, lint, new and trace", "rules "+args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(
		newRulesList(c, status), newRulesShow(c, status), newRulesTest(c, status),
		newRulesLint(c, status), newRulesNew(c, status), newRulesTrace(c, status),
	)
	return cmd
}

// ruleSettings are the flags that the commands share.
type ruleSettings struct {
	ruleDirs []string
	noColor  bool
}

func (s *ruleSettings) declare(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&s.ruleDirs, "rules", nil, "`DIR` with more rules, or replacements by id; may be repeated")
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	must(cmd.MarkFlagDirname("rules"))
}

// set gives the rules of the program with the user's.
func (s ruleSettings) set() (*rules.Set, error) {
	return loadRules(options{settings: settings{ruleDirs: s.ruleDirs}})
}

// provenSet gives the rules of the program with their tests, which the built-in tables leave out.
func provenSet() (*rules.Set, error) {
	set, err := knowledge.LoadFiles()
	if err != nil {
		return nil, failuref("the rules of this program do not load, please report it: %w", err)
	}
	return set, nil
}

// print writes a text that is made in memory first.
func (c Command) print(noColor bool, write func(w io.Writer, opts report.Options) error) error {
	l := c.lookOf(c.Stdout, noColor)
	var text bytes.Buffer
	err := write(&text, report.Options{Width: l.width, Color: l.color, ASCII: !l.terminal, ToolVersion: c.Version})
	if err != nil {
		return failuref("%w", err)
	}
	_, err = c.Stdout.Write(text.Bytes())
	return err
}
