package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

func newRulesLint(c Command, status *int) *cobra.Command {
	replacing := false
	cmd := &cobra.Command{
		Use:   "lint [flags] [DIR...]",
		Short: "Check rules for what loads and is a mistake all the same",
		Long: `Checks the rules and articles of each DIR: what loading checks, and patterns that would be tried on
every line, alternations that an anchor does not belong to, captures that nothing uses, remedies
without a step, commands that change something in steps that only read, references that are no web
address, and ids that collide. Without a DIR it checks the rules of the program.

Exit status: 0 nothing found, 1 something found, 2 a DIR can not be read.`,
		RunE: func(_ *cobra.Command, dirs []string) (err error) {
			*status, err = c.runRulesLint(dirs, replacing)
			return err
		},
	}
	cmd.Flags().BoolVar(&replacing, "replacing", false, "accept rules that have the id of one of the program and replace it")
	return cmd
}

func (c Command) runRulesLint(dirs []string, replacing bool) (int, error) {
	base, err := provenSet()
	if err != nil {
		return StatusFailed, err
	}
	var problems []rules.Problem
	if len(dirs) == 0 {
		problems = lintOwn(base)
	}
	for _, dir := range dirs {
		found, err := lintDir(dir, base, replacing)
		if err != nil {
			return StatusUsage, err
		}
		problems = append(problems, found...)
	}
	for _, p := range problems {
		fmt.Fprintln(c.Stdout, printable.Text(p.String()))
	}
	if len(problems) == 0 {
		fmt.Fprintln(c.Stdout, "Nothing to complain about.")
		return StatusOK, nil
	}
	fmt.Fprintf(c.Stdout, "%d found.\n", len(problems))
	return StatusFindings, nil
}

// lintOwn checks the rules of the program.
func lintOwn(base *rules.Set) []rules.Problem {
	_, err := knowledge.LoadChecked()
	return slices.Concat(loadProblems(err), rules.Check(base), rules.Lint(base, rules.LintOptions{}))
}

// lintDir checks the rules of a folder against themselves and those of the program.
func lintDir(dir string, base *rules.Set, replacing bool) ([]rules.Problem, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, usageErrorf("the folder of rules can not be read: %w", err)
	}
	if !info.IsDir() {
		return nil, usageErrorf("%s is a file; give the folder that holds the rule files", printable.Quote(dir))
	}
	own, err := rules.LoadSet(os.DirFS(dir), rules.LoadOptions{Root: dir, Steps: base.Steps})
	if problems := loadProblems(err); problems != nil {
		return problems, nil
	}
	if err != nil {
		return nil, usageErrorf("%w", err)
	}
	if len(own.Rules)+len(own.Articles) == 0 {
		return nil, usageErrorf("the folder of rules %s holds no rules; rule files end in .yaml", printable.Quote(dir))
	}
	merged, err := rules.Merge(base, []string{dir}, nil)
	if err != nil {
		return nil, usageErrorf("%w", err)
	}
	problems := slices.DeleteFunc(rules.Check(merged), func(p rules.Problem) bool { return !standsIn(p, own) })
	return append(problems, rules.Lint(own, rules.LintOptions{Beside: base, Replacing: replacing})...), nil
}

// loadProblems gives the mistakes that loading has told, or nil.
func loadProblems(err error) []rules.Problem {
	var wrong *rules.LoadError
	if errors.As(err, &wrong) && !errors.Is(err, fs.ErrNotExist) {
		return wrong.Problems
	}
	return nil
}

// standsIn says whether a problem is one of a file of the set.
func standsIn(p rules.Problem, set *rules.Set) bool {
	return slices.ContainsFunc(set.Rules, func(r *rules.Rule) bool { return r.Path == p.Path }) ||
		slices.ContainsFunc(set.Articles, func(a *rules.Article) bool { return a.Path == p.Path })
}
