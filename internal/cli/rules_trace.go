package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// traceSettings are the flags of rules trace as typed.
type traceSettings struct {
	ruleSettings
	attempts       string
	delegatedSetup bool
}

func newRulesTrace(c Command, status *int) *cobra.Command {
	s := &traceSettings{}
	cmd := &cobra.Command{
		Use:   "trace [flags] ID LOG",
		Short: "Say why a rule did or did not fire in a log",
		Long: `Says of each condition of a rule whether it holds in the log, on which lines it rests or what there
was instead, and what became of the rule: a finding, what follows from another one, or something
that another rule takes precedence over. LOG is - for standard input. What a review learns from other
logs of the server is not looked at.

Exit status: 0 the rule fired in an attempt shown, 1 it did not, 3 the LOG can not be read.`,
		Args:              exactly(2, "name the rule and the log: "+Name+" rules trace ID LOG"),
		ValidArgsFunction: ruleIDs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*status, err = c.runRulesTrace(cmd.Context(), *s, args[0], args[1])
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.attempts, "attempts", "last", "`WHICH` runs of setup to show: last, all, or a number (1 is the first in the file)")
	f.BoolVar(&s.delegatedSetup, "delegated-setup", false, "as in a review")
	s.declare(cmd)
	return cmd
}

func (c Command) runRulesTrace(ctx context.Context, s traceSettings, id, path string) (int, error) {
	o := options{settings: settings{ruleDirs: s.ruleDirs, attempts: s.attempts}}
	if err := o.chooseAttempts(); err != nil {
		return StatusUsage, err
	}
	set, err := loadRules(o)
	if err != nil {
		return StatusUsage, err
	}
	id = strings.ToLower(id)
	if set.Rule(id) == nil {
		return StatusUsage, noSuchRule(set, id)
	}
	traces, err := await(ctx, func() ([]rules.Trace, error) { return c.trace(set, s, id, path) })
	if err != nil {
		return StatusIncomplete, err
	}
	traces = chosen(traces, o)
	if len(traces) == 0 {
		return StatusUsage, usageErrorf("the log has no attempt %s", s.attempts)
	}
	status := StatusFindings
	for _, t := range traces {
		if t.Fired {
			status = StatusOK
		}
	}
	return status, c.print(s.noColor, func(w io.Writer, opts report.Options) error {
		return report.WriteTrace(w, traces, opts)
	})
}

func (c Command) trace(set *rules.Set, s traceSettings, id, path string) ([]rules.Trace, error) {
	log, err := source.Open(path, c.Stdin)
	if err != nil {
		return nil, &statusError{StatusIncomplete, err}
	}
	defer log.Close()
	head := make([]byte, 256<<10)
	n, err := io.ReadFull(log.Reader, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, &statusError{StatusIncomplete, err}
	}
	kind := parser.KindOf(head[:n])
	traces, err := rules.NewEngine(set).Trace(io.MultiReader(bytes.NewReader(head[:n]), log.Reader), kind, id, rules.Switches{DelegatedSetup: s.delegatedSetup})
	if err != nil {
		return nil, &statusError{StatusIncomplete, err}
	}
	return traces, nil
}

// chosen gives the attempts asked for: the newest one that got as far as a check or a task, all, or
// the one with that number.
func chosen(traces []rules.Trace, o options) []rules.Trace {
	if o.attempts.All || len(traces) == 0 {
		return traces
	}
	if n := o.attempts.Index; n > 0 {
		return traces[min(n-1, len(traces)):min(n, len(traces))]
	}
	for i := len(traces) - 1; i >= 0; i-- {
		if traces[i].Attempt.Substance {
			return traces[i : i+1]
		}
	}
	return traces[len(traces)-1:]
}
