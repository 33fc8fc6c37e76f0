package knowledge

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// loadChecked loads the embedded rules with all checks.
func loadChecked(t testing.TB) *rules.Set {
	t.Helper()
	set, err := read(checked)
	if err != nil {
		t.Fatal("the rules have mistakes, see TestRulesHaveNoMistakes")
	}
	return set
}

var checked = rules.LoadOptions{Root: "rules", FolderIsCategory: true}

func TestRulesHaveNoMistakes(t *testing.T) {
	set, err := read(checked)
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	assert.NotEmpty(t, set.Rules)
}

func TestRulesNameOnlyRulesThatExist(t *testing.T) {
	set := loadChecked(t)
	for _, problem := range rules.Check(set) {
		t.Error(problem)
	}
}

func TestLintFindsNothing(t *testing.T) {
	set, err := LoadFiles()
	require.NoError(t, err)
	for _, problem := range rules.Lint(set, rules.LintOptions{}) {
		t.Error(problem)
	}
}

func TestEveryRuleFileIsEmbedded(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		_, err = files.Open(filepath.ToSlash(path))
		assert.NoError(t, err, "rule files stand one folder deep")
		return nil
	})
	require.NoError(t, err)
}

func TestCausesAreSentences(t *testing.T) {
	for _, r := range loadChecked(t).Rules {
		for _, cause := range causes(r) {
			assert.Regexp(t, `^[\p{Lu}\p{N}{/'"‘“<.\[].{20,}(?:[.?!:)}"']|\]\])$`, strings.Join(strings.Fields(cause), " "), "cause of %s", r.ID)
		}
	}
}

// Two failures that have the same cause and the same cure are one failure, or a family in one file.
func TestRulesOfDifferentFilesHaveTextsOfTheirOwn(t *testing.T) {
	causeOf, cureOf := map[string]*rules.Rule{}, map[string]*rules.Rule{}
	for _, r := range loadChecked(t).Rules {
		assertOwn(t, causeOf, r, "cause", r.Cause)
		assertOwn(t, cureOf, r, "remediation", fmt.Sprint(r.Remediation))
	}
}

func assertOwn(t *testing.T, seen map[string]*rules.Rule, r *rules.Rule, label, text string) {
	t.Helper()
	key := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if other := seen[key]; other != nil && other.Path != r.Path {
		t.Errorf("%s:%d: rule %q has the same %s as %q; say what is particular to it", r.Path, r.Line, r.ID, label, other.ID)
	}
	seen[key] = r
}

func causes(r *rules.Rule) []string {
	list := []string{r.Cause}
	for _, v := range r.Variants {
		if v.Cause != "" {
			list = append(list, v.Cause)
		}
	}
	return list
}

func steps(r *rules.Rule) []rules.Step {
	list := r.Remediation
	for _, v := range r.Variants {
		list = append(list[:len(list):len(list)], v.Remediation...)
	}
	return list
}

// hostile values try to leave their place in a command. None of them may enter, and what enters
// may change nothing of the command around it.
var hostile = []string{
	`"; Remove-Item C:\ #`, "`$(Remove-Item C:\\)", "$(Remove-Item C:\\)", `%COMSPEC%`, `!COMSPEC!`,
	"EX01\nRemove-Item C:\\", "EX01\r\ndel C:\\", "EX01\u2019; Remove-Item C:\\ #", "EX01\u201d & del C:\\",
	"\x1b]0;owned\x07", "EX01 & del C:\\", "EX01 | iex", "EX01 > C:\\x", "EX01'; Remove-Item C:\\ #",
	"'", "''", "C:\\x'; iex 'y", "CN=x'; iex 'y,DC=a", "O'Neil", "C:\\O'Neil\\", "a^\"b", "{{licenceSwitch}}",
	"-Recurse", "C:\\..\\Windows", "*", "CN=*", "\u202eEX01", "\x00",
}

// TestHostileCapturesStayHarmless puts hostile values into every command of every rule and
// compares the bones of the command: what is left without the strings in it.
func TestHostileCapturesStayHarmless(t *testing.T) {
	for _, r := range loadChecked(t).Rules {
		types := map[string]string{}
		for name, spec := range r.Captures {
			types[name] = spec.Type
		}
		for _, s := range steps(r) {
			checkHarmless(t, r, s, types)
		}
	}
}

var anyPlaceholder = regexp.MustCompile(`\{\{([A-Za-z][A-Za-z0-9_.]*)(?:\|[^{}]*)?\}\}`)

func checkHarmless(t *testing.T, r *rules.Rule, s rules.Step, types map[string]string) {
	t.Helper()
	names := anyPlaceholder.FindAllStringSubmatch(s.Command, -1)
	if len(names) == 0 {
		return
	}
	empty, _ := rules.ExpandCommand(s.Command, s.Shell, nil, types)
	for _, value := range hostile {
		values := rules.Values{}
		for _, name := range names {
			values[name[1]] = []string{value}
		}
		got, _ := rules.ExpandCommand(s.Command, s.Shell, values, types)
		assert.Equal(t, bones(empty, s.Shell), bones(got, s.Shell), "rule %s with %q", r.ID, value)
	}
}

var (
	singleQuoted = regexp.MustCompile(`'(?:[^']|'')*'`)
	doubleQuoted = regexp.MustCompile(`"[^"\n%!]*"`)
)

// bones is a command without what stands in its strings.
func bones(cmd, shell string) string {
	if shell == rules.ShellCmd {
		return doubleQuoted.ReplaceAllString(cmd, `""`)
	}
	return singleQuoted.ReplaceAllString(cmd, `''`)
}
