package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// servicesSettings are the flags of services as typed.
type servicesSettings struct {
	format  string
	script  string
	noColor bool
}

const servicesHelp = `Says which services an update or setup left disabled or stopped, and what brings them back.

PATH is a ServiceControl.log, an ExchangeSetup.log, or a folder or archive that holds those of one
server. The start modes that setup saved beside the log (ServiceStartupMode*.xml, ServiceState*.xml)
are used when they are sound; else the log alone tells what was enabled, and POP3, IMAP4 and
what nothing shows to have run are left out.

--script writes a script for PowerShell that changes only services that are disabled or stopped
when it runs, and only on the server of the log if that names it; -Force runs it elsewhere. It asks
before each change: -WhatIf only shows, -Confirm:$false does not ask.

Exit status: 0 nothing to bring back, 1 something is, 3 a file cannot be read.`

const servicesExamples = `  ` + Name + ` services C:\ExchangeSetupLogs
  ` + Name + ` services --script restore.ps1 ServiceControl.log`

func newServices(c Command, status *int) *cobra.Command {
	s := &servicesSettings{}
	cmd := &cobra.Command{
		Use:                   "services [flags] PATH",
		Short:                 "Bring back the services that an update left disabled or stopped",
		Long:                  servicesHelp,
		Example:               servicesExamples,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*status, err = c.runServices(cmd.Context(), *s, args)
			return err
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&s.format, "format", "f", "text", "`FORMAT` of the answer: "+choices(report.RestoreFormats()))
	f.StringVar(&s.script, "script", "", "write a script for PowerShell to `FILE`, replacing it in one go; - is standard output, and the answer then goes to standard error")
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.RestoreFormats(), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c Command) runServices(ctx context.Context, s servicesSettings, args []string) (int, error) {
	format, err := choose("--format", s.format, report.RestoreFormats())
	if err != nil {
		return StatusUsage, err
	}
	if len(args) != 1 || args[0] == "" {
		return StatusUsage, usageErrorf("name one log or one folder with logs")
	}
	piped := s.script == source.Stdin
	if piped && format != "text" {
		return StatusUsage, usageErrorf("--script - and --format %s both want standard output; name a file for the script", format)
	}
	script, err := newTarget(fileNamed(s.script), &inputs{})
	if err != nil {
		return StatusUsage, err
	}
	plan, err := await(ctx, func() (*services.Plan, error) { return findPlan(ctx, args[0]) })
	if err != nil {
		return StatusIncomplete, err
	}
	if err := checkServer(script.path, plan.Server); err != nil {
		return StatusUsage, err
	}
	if piped {
		err = c.pipeScript(ctx, *plan)
	} else {
		err = c.writePlan(ctx, format, *plan, script, s.noColor)
	}
	if err != nil {
		return StatusFailed, err
	}
	if plan.Acts() > 0 {
		return StatusFindings, nil
	}
	return StatusOK, nil
}

// checkServer refuses to replace the script of another server, or one that somebody else wrote.
func checkServer(path, server string) error {
	info, err := os.Stat(path)
	if path == "" || err != nil || !info.Mode().IsRegular() {
		return nil // there is nothing to lose
	}
	file, err := os.Open(path)
	if err != nil {
		return unwritable(path, err)
	}
	defer file.Close()
	other, known, err := services.ScriptServer(file)
	switch {
	case err != nil:
		return unwritable(path, err)
	case !known && info.Size() > 0:
		return usageErrorf("%s is there already and is none of these scripts; choose another name", printable.Quote(path))
	case known && !strings.EqualFold(other, server):
		return usageErrorf("%s is the script for %s, and this log is of %s; choose another name",
			printable.Quote(path), named(other), named(server))
	}
	return nil
}

// named is the name of a server for a sentence.
func named(server string) string {
	if server == "" {
		return "a server that is not named"
	}
	return server
}

// writePlan writes the script, when one was asked for, and then the answer.
func (c Command) writePlan(ctx context.Context, format string, plan services.Plan, script target, noColor bool) error {
	if script.path != "" {
		if err := c.writeScript(ctx, plan, script); err != nil {
			return err
		}
	}
	l := c.lookOf(c.Stdout, noColor)
	var document bytes.Buffer
	err := report.WriteRestore(&document, format, plan, report.Options{Width: l.width, Color: l.color, ASCII: !l.terminal})
	if err != nil {
		return failuref("%w", err)
	}
	_, err = c.Stdout.Write(document.Bytes())
	return err
}

// pipeScript writes the script, and nothing else, to standard output; the answer goes to standard
// error.
func (c Command) pipeScript(ctx context.Context, plan services.Plan) error {
	var answer bytes.Buffer
	if err := report.WriteRestore(&answer, "text", plan, report.Options{ASCII: true}); err != nil {
		return failuref("%w", err)
	}
	fmt.Fprint(c.Stderr, answer.String())
	if plan.Acts() == 0 {
		return nil
	}
	c.doubtServer(plan)
	_, err := await(ctx, func() (any, error) { return nil, plan.WriteScript(c.Stdout) })
	return err
}

// writeScript writes the script, unless there is nothing that it could do.
func (c Command) writeScript(ctx context.Context, plan services.Plan, script target) error {
	if plan.Acts() == 0 {
		fmt.Fprintf(c.Stderr, "%s: there is nothing to bring back, so no script was written to %s\n", Name, printable.Quote(script.path))
		return nil
	}
	var text bytes.Buffer
	if err := plan.WriteScript(&text); err != nil {
		return failuref("%w", err)
	}
	if err := script.write(ctx, &text); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "%s: the script is in %s\n", Name, printable.Quote(script.path))
	c.doubtServer(plan)
	return nil
}

// doubtServer says when a script cannot be sure that it runs on the right server.
func (c Command) doubtServer(plan services.Plan) {
	if plan.KnowsServer() && plan.ServerAssumed {
		fmt.Fprintf(c.Stderr, "%s: the log does not name its server; the script is for %s, which another log of the folder names: make sure that both are from there\n", Name, plan.Server)
	}
	if !plan.KnowsServer() {
		fmt.Fprintf(c.Stderr, "%s: the log does not name its server, so the script cannot check that it runs on the right one\n", Name)
	}
}
