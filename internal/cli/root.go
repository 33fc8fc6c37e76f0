package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// newRoot makes the command tree. What a command comes to is stored in status.
func newRoot(c Command, status *int) *cobra.Command {
	s := &settings{}
	root := &cobra.Command{
		Use:                   Name + " [flags] [PATH...]",
		Short:                 "Says why Exchange setup failed and what to do next",
		Long:                  longHelp,
		Example:               examples,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		SilenceErrors:         true,
		SilenceUsage:          true,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*status, err = c.runRoot(cmd, *s, args)
			return err
		},
	}
	s.declare(root.Flags())
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	root.AddCommand(newExplain(c, status), newRules(c, status))
	root.AddCommand(newServices(c, status))
	root.AddCommand(newCompletion())
	root.InitDefaultHelpCmd()
	completeValues(root)
	return root
}

const longHelp = `Reads Microsoft Exchange setup logs and says what went wrong, why, and what to type next.

PATH is a log, usually ExchangeSetup.log, a folder or an archive (zip, tar, gz, 7z) with the logs
of one or many servers, or - for standard input. Without a PATH it is the folder
%SystemDrive%\ExchangeSetupLogs on Windows. Flags may be written in the manner of PowerShell:
-SetupLog PATH, or any beginning that is not ambiguous. Put a blank before PATH, or quotes round it:
of -SetupLog:C:\x.log PowerShell makes two words, since it splits -Name:value at a dot.

Exit status: 0 nothing found at or above --fail-on; 1 found something; 2 a mistake in the
command line or in a rule; 3 something asked for could not be reviewed; 4 the program itself
failed; 130 interrupted.`

const examples = `  ` + Name + ` -SetupLog C:\ExchangeSetupLogs\ExchangeSetup.log
  ` + Name + ` --format json --output review.json ExchangeSetup.log
  ` + Name + ` servers.zip`

// runRoot reviews, or prints the version or the usage.
func (c Command) runRoot(cmd *cobra.Command, s settings, args []string) (int, error) {
	if s.version {
		return StatusOK, c.printVersion()
	}
	o, err := s.options(args)
	if err != nil {
		return StatusUsage, err
	}
	if len(o.paths) == 0 {
		if c.OS != "windows" {
			return StatusUsage, c.usage()
		}
		o.paths = []string{c.defaultLog()}
		if _, err := os.Stat(o.paths[0]); err != nil {
			c.tellPiped()
		}
	}
	if err := mistypedCommand(cmd, o.paths); err != nil {
		return StatusUsage, err
	}
	return c.runReview(cmd.Context(), o)
}

const shortUsage = `Usage: ` + Name + ` [flags] PATH...
PATH is a log such as ExchangeSetup.log, a folder or an archive with logs, or - for standard input.
` + Name + ` --help lists the flags and commands.
`

// usage tells a user who gave no PATH, in a few lines, what there is to give.
func (c Command) usage() error {
	c.tellPiped()
	fmt.Fprint(c.Stderr, shortUsage)
	return usageErrorf("name a log to review")
}

// tellPiped says how a log that was piped in is reviewed.
func (c Command) tellPiped() {
	if c.isPiped() {
		fmt.Fprintf(c.Stderr, "%s: use - to read standard input: ... | %s -\n", Name, Name)
	}
}

// isPiped is true when something else than a terminal or the null device is the standard input.
func (c Command) isPiped() bool {
	file, ok := c.Stdin.(*os.File)
	if !ok {
		return c.Stdin != nil
	}
	info, err := file.Stat()
	return err == nil && (info.Mode()&os.ModeNamedPipe != 0 || info.Mode().IsRegular())
}

// defaultLog is where setup writes its logs.
func (c Command) defaultLog() string {
	drive := c.Env("SystemDrive")
	if drive == "" {
		drive = "C:"
	}
	return drive + `\ExchangeSetupLogs`
}

// warnOfNamesake says how to review a file that is spelt like the command that was called.
func (c Command) warnOfNamesake(l line) {
	if l.command == "" {
		return
	}
	if info, err := os.Lstat(l.command); err != nil || info.IsDir() {
		return
	}
	here := "./"
	if c.OS == "windows" {
		here = `.\`
	}
	fmt.Fprintf(c.Stderr, "%s: %s is a command; to review the file of that name type %s\n",
		Name, printable.Quote(l.command), printable.Text(here+l.command))
}

// mistypedCommand says which command was meant when the first word is no file and nearly one.
func mistypedCommand(root *cobra.Command, paths []string) error {
	word := paths[0]
	if _, err := os.Lstat(word); err == nil || strings.ContainsAny(word, `/\.*?:`) {
		return nil
	}
	var names []string
	for _, sub := range root.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	near, steps := nearest(word, names)
	if near == "" || steps > 2 || len(word) < 4 {
		return nil
	}
	return usageErrorf("there is no command and no file %s; did you mean %s?", printable.Quote(word), near)
}

// completeValues offers the values of flags to shells.
func completeValues(root *cobra.Command) {
	fixed := func(flag string, values ...string) {
		must(root.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
	}
	fixed("format", report.Formats()...)
	fixed("attempts", "last", "all")
	fixed("fail-on", append(severities(), never)...)
	fixed("min-severity", severities()...)
	must(root.RegisterFlagCompletionFunc("disable", ruleIDs))
	must(root.MarkFlagDirname("rules"))
}

// must is for what fails only when a flag's name is misspelt in this package.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func ruleIDs(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	set, err := knowledge.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []cobra.Completion
	for _, rule := range set.Rules {
		ids = append(ids, cobra.CompletionWithDesc(rule.ID, rule.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
