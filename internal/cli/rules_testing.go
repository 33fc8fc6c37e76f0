package cli

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/pkg/lookup"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

func newRulesTest(c Command, status *int) *cobra.Command {
	return &cobra.Command{
		Use:   "test [DIR...]",
		Short: "Run the tests that stand in rules",
		Long: `Runs the tests that stand in the rules of each DIR, together with the rules of the program, so
that precedence counts, and looks for articles by their phrases. Without a DIR it tests the rules of
the program.

Exit status: 0 all passed, 1 one failed, 2 a file of rules has a mistake.`,
		RunE: func(cmd *cobra.Command, dirs []string) (err error) {
			*status, err = c.runRulesTest(cmd.Context(), dirs)
			return err
		},
	}
}

func (c Command) runRulesTest(ctx context.Context, dirs []string) (int, error) {
	t, err := toTest(dirs)
	if err != nil {
		return StatusUsage, err
	}
	results, err := await(ctx, func() ([]tested, error) { return append(t.runRules(), t.runArticles()...), nil })
	if err != nil {
		return StatusInterrupted, err
	}
	return c.tellTests(results), nil
}

// testRun is what is tested, and what it is tested with.
type testRun struct {
	set      *rules.Set
	rules    []*rules.Rule
	articles []*rules.Article
}

// toTest gives the rules of the folders, to be matched with those of the program; without folders
// those of the program.
func toTest(dirs []string) (testRun, error) {
	base, err := provenSet()
	if err != nil {
		return testRun{}, err
	}
	t := testRun{set: base, rules: base.Rules, articles: base.Articles}
	if len(dirs) == 0 {
		return t, nil
	}
	if t.set, err = rules.Merge(base, dirs, nil); err != nil {
		return testRun{}, usageErrorf("%w", err)
	}
	t.rules = slices.DeleteFunc(slices.Clone(t.set.Rules), func(r *rules.Rule) bool { return base.Rule(r.ID) == r })
	t.articles = slices.DeleteFunc(slices.Clone(t.set.Articles), func(a *rules.Article) bool { return base.Article(a.ID) == a })
	return t, nil
}

// tested is a rule or an article with the results of its tests.
type tested struct {
	id, path string
	line     int
	results  []rules.TestResult
}

// runRules runs the tests of rules, several at a time; the results stand in the order of the rules.
func (t testRun) runRules() []tested {
	engine := rules.NewEngine(t.set)
	out := make([]tested, len(t.rules))
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, r := range t.rules {
		slots <- struct{}{}
		group.Go(func() {
			out[i] = tested{r.ID, r.Path, r.Line, engine.RunTests(r)}
			<-slots
		})
	}
	group.Wait()
	return out
}

// amongFirst is among how many hits an article has to be that is looked for by its own phrase.
const amongFirst = 3

// runArticles looks for articles by the phrases that must lead to them.
func (t testRun) runArticles() []tested {
	var out []tested
	for _, a := range t.articles {
		one := tested{id: a.ID, path: a.Path, line: a.Line}
		for _, phrase := range a.Find {
			one.results = append(one.results, rules.TestResult{Rule: a.ID, Name: phrase, Problem: t.find(a.ID, phrase)})
		}
		out = append(out, one)
	}
	return out
}

// find says what is wrong with the hits of a phrase, or "".
func (t testRun) find(id, phrase string) string {
	var ids []string
	for _, hit := range lookup.Find(t.set, phrase) {
		if ids = append(ids, hit.ID); len(ids) == amongFirst {
			break
		}
	}
	if slices.Contains(ids, id) {
		return ""
	}
	return fmt.Sprintf("does not lead to %s; the first hits are: %s", id, strings.Join(ids, ", "))
}

// tellTests prints what failed and how many tests ran.
func (c Command) tellTests(all []tested) int {
	ran, failed := 0, 0
	for _, t := range all {
		for _, result := range t.results {
			ran++
			if result.Problem == "" {
				continue
			}
			failed++
			fmt.Fprintf(c.Stdout, "FAIL  %s, test %q\n      %s:%d\n%s\n", t.id, printable.Text(result.Name),
				printable.Text(t.path), t.line, indented(printable.Text(result.Problem)))
		}
	}
	fmt.Fprintf(c.Stdout, "%d rules and articles, %d tests: %d passed, %d failed.\n", len(all), ran, ran-failed, failed)
	if failed > 0 {
		return StatusFindings
	}
	return StatusOK
}

func indented(text string) string {
	return "      " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n      ")
}
