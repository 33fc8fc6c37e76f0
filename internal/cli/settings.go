package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// settings are the flags as typed.
type settings struct {
	setupLogs      []string
	delegatedSetup bool
	format         string
	output         string
	attempts       string
	failOn         string
	minSeverity    string
	ruleDirs       []string
	disabled       []string
	quiet          bool
	verbose        bool
	noColor        bool
	version        bool
	maxTotal       string
	maxEntry       string
	maxEntries     int
	maxNesting     int
	maxRatio       int64
}

// never is the value of --fail-on with which findings do not matter.
const never = "never"

func (s *settings) declare(f *pflag.FlagSet) {
	f.SortFlags = false
	f.StringArrayVar(&s.setupLogs, "setup-log", nil, "log to review, the same as a `PATH` without a flag")
	f.BoolVar(&s.delegatedSetup, "delegated-setup", false, "say whether the account can do a delegated setup")
	f.StringVarP(&s.format, "format", "f", "text", "`FORMAT` of the report: "+strings.Join(report.Formats(), ", "))
	f.StringVarP(&s.output, "output", "o", "", "write the report to `FILE`, replacing it in one go")
	f.StringVar(&s.attempts, "attempts", "last", "`WHICH` runs of setup to review: last, all, or a number (1 is the first in the file)")
	f.StringVar(&s.failOn, "fail-on", string(rules.SeverityError), "lowest `SEVERITY` that makes the exit status 1: "+choices(append(severities(), never)))
	f.StringVar(&s.minSeverity, "min-severity", string(rules.SeverityInfo), "lowest `SEVERITY` shown: "+choices(severities()))
	f.StringArrayVar(&s.ruleDirs, "rules", nil, "`DIR` with more rules, or replacements by id; may be repeated")
	f.StringArrayVar(&s.disabled, "disable", nil, "leave out the rule with this `ID`; may be repeated")
	f.BoolVarP(&s.quiet, "quiet", "q", false, "only the findings")
	f.BoolVarP(&s.verbose, "verbose", "v", false, "all steps, all attempts and long evidence")
	s.declareLimits(f)
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	f.BoolVar(&s.version, "version", false, "print the version")
}

func severities() []string {
	return []string{
		string(rules.SeverityCritical), string(rules.SeverityError),
		string(rules.SeverityWarning), string(rules.SeverityInfo),
	}
}

// fileNamed is the file that --output names; - stands for standard output, which the empty name is.
func fileNamed(output string) string {
	if output == source.Stdin {
		return ""
	}
	return output
}

func choices(names []string) string { return strings.Join(names, ", ") }

// options are settings that make sense.
type options struct {
	settings
	paths    []string
	attempts review.Attempts
	// failOn and minSeverity are empty for never and for all.
	failOn, minSeverity rules.Severity
	limits              source.Limits
}

// options checks the settings.
func (s settings) options(paths []string) (options, error) {
	o := options{settings: s, paths: slices.Concat(s.setupLogs, paths)}
	o.output = fileNamed(s.output)
	if slices.Contains(o.paths, "") {
		return o, usageErrorf("a PATH is empty; name a log")
	}
	if s.quiet && s.verbose {
		return o, flagErrorf("--quiet and --verbose contradict each other; choose one")
	}
	for _, check := range []func() error{o.chooseFormat, o.chooseAttempts, o.chooseSeverities, o.chooseLimits} {
		if err := check(); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (o *options) chooseFormat() (err error) {
	o.format, err = choose("--format", o.format, report.Formats())
	return err
}

func (o *options) chooseAttempts() error {
	text := strings.ToLower(o.settings.attempts)
	number, err := strconv.Atoi(text)
	switch {
	case text == "last":
	case text == "all":
		o.attempts.All = true
	case err == nil && number > 0:
		o.attempts.Index = number
	default:
		return flagErrorf("--attempts can not be %q; it is last, all, or the number of an attempt, 1 for the first in the file", text)
	}
	return nil
}

func (o *options) chooseSeverities() error {
	failOn, err := choose("--fail-on", o.settings.failOn, append(severities(), never))
	if err != nil {
		return err
	}
	if failOn != never {
		o.failOn = rules.Severity(failOn)
	}
	lowest, err := choose("--min-severity", o.settings.minSeverity, severities())
	o.minSeverity = rules.Severity(lowest)
	return err
}

// choose gives the one of the values that the text names, letter case aside.
func choose(flag, text string, values []string) (string, error) {
	lower := strings.ToLower(text)
	if slices.Contains(values, lower) {
		return lower, nil
	}
	return "", flagErrorf("%s can not be %q; it is one of %s", flag, text, strings.Join(values, ", "))
}
