package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

const rulesDir = "../../../rules"

func TestGeneratedFilesAreUpToDate(t *testing.T) {
	files, err := generate(os.DirFS(rulesDir))
	require.NoError(t, err)
	var want []string
	for _, f := range files {
		path := filepath.Join(rulesDir, "readiness", f.name)
		want = append(want, path)
		have, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, string(f.data), string(have), "run go generate ./rules")
	}
	have, err := filepath.Glob(filepath.Join(rulesDir, "readiness", generatedPrefix+"*.yaml"))
	require.NoError(t, err)
	assert.ElementsMatch(t, want, have)
}

// Every check of the table gives a finding with the id that the table says, or with one that a
// hand-written rule gives in its place, and never the finding for what nobody knows.
func TestEveryCheckOfTheTableIsFound(t *testing.T) {
	dir := os.DirFS(rulesDir)
	table, err := readTable(dir, "data/prereq-rules.tsv")
	require.NoError(t, err)
	require.Greater(t, len(table), 200)
	taken, err := readTaken(dir)
	require.NoError(t, err)
	set, err := rules.LoadSet(dir, rules.LoadOptions{Proven: true})
	require.NoError(t, err)
	engine := rules.NewEngine(set)
	for _, c := range table {
		ids := findings(t, engine, fmt.Sprintf("[06/15/2024 08:30:12.0345] [1] Failed [Rule:%s] [Message:Not fulfilled.]\n", c.name))
		if !taken.names[strings.ToLower(c.name)] || taken.ids[c.id] {
			assert.Equal(t, []string{c.id}, ids, c.name)
			continue
		}
		assert.Len(t, ids, 1, c.name)
		assert.NotContains(t, ids, "readiness-check-failed", c.name)
	}
}

func findings(t *testing.T, engine *rules.Engine, log string) []string {
	t.Helper()
	examined, err := engine.Examine(strings.NewReader(log), parser.KindOf([]byte(log)), rules.Switches{})
	require.NoError(t, err)
	var ids []string
	for _, x := range examined {
		for _, m := range x.Matches {
			ids = append(ids, m.Rule.ID)
		}
	}
	return ids
}

func TestMessagePattern(t *testing.T) {
	pattern := func(regex string, groups ...string) string {
		return messagePattern(check{messageRegex: regex}, groups)
	}
	assert.Equal(t, `The drive '(?<drive>.+?)' is gone\.`, pattern(`^The drive '(.*?)' is gone\.`, "drive"))
	assert.Equal(t, `The drive '(.*?)' is gone\.`, pattern(`^The drive '(.*?)' is gone\.`))
	assert.Equal(t, `No record on (?<dns>.+?)\.(?: |\]?$)`, pattern(`^No record on (.*?)\.`, "dns"))
	assert.Equal(t, `Errors: (?<detail>.+?)(?: For more information|\]?$)`, pattern(`^Errors: (.*?)`, "detail"))
}

func TestShorten(t *testing.T) {
	others := []string{"The service A does not run here at all. Start it."}
	f := func(pattern, want string) {
		t.Helper()
		assert.Equal(t, want, shorten(pattern, others))
	}
	f(`The service B does not run here at all\. Start it\.`, `The service B does not run here at all`)
	f(`The service [AB] does not run here at all\. Stop it\.`, `The service [AB] does not run here at all\. Stop it\.`)
	f(`The service B does not run here at all\. Start (?<name>.+?)\.`, `The service B does not run here at all\. Start (?<name>.+?)\.`)
	f(`No\. The service B does not run here\. Start it\.`, `No\. The service B does not run here`)
}

func TestFillMessage(t *testing.T) {
	c := check{message: "'{0}' is not '{1}', and '{0}' is {version}."}
	assert.Equal(t, "'a' is not 'b', and 'a' is c.", sample(c, []string{"a", "b", "c"}))
	assert.Equal(t, "'…' is not '…', and '…' is ….", shown(c.message))
	assert.Equal(t, 3, variables(c.message))
	assert.Zero(t, variables("nothing varies"))
}

func TestWithoutGroups(t *testing.T) {
	a := advice{
		Title: "In {{path|a folder}} of {{server|here}}", Groups: []string{"path"}, Types: map[string]string{"path": "path"},
		Steps: []rules.Step{{Text: "Look.", Command: "dir '{{path}}'"}},
	}
	got := a.withoutGroups()
	assert.Equal(t, "In a folder of {{server|here}}", got.Title)
	assert.Equal(t, "dir '<PATH>'", got.Steps[0].Command)
	assert.Empty(t, got.Types)
	assert.Equal(t, "dir '{{path}}'", a.Steps[0].Command, "the advice itself stays")
}

func TestFeatureAdviceNamesEveryFeatureOnce(t *testing.T) {
	f := features{Title: "FEATURE is missing", Together: []string{"A", "B"}, Steps: []rules.Step{{Command: "Install-WindowsFeature TOGETHER"}}}
	got := f.forFeature("CheckB", "b")
	assert.Equal(t, "b is missing", got.Title)
	assert.Equal(t, "Install-WindowsFeature b,A", got.Steps[0].Command)
}

func TestMistakesInAdvice(t *testing.T) {
	table := []check{{id: "readiness-a", name: "A", message: "The port {0} is taken", severity: "Error"}}
	f := func(entry advice, want string) {
		t.Helper()
		_, err := build(table, taken{}, []area{{name: "x", Rules: []advice{entry}}})
		assert.ErrorContains(t, err, want)
	}
	f(advice{Names: []string{"B"}}, "B is no check of the table")
	f(advice{Names: []string{"A"}}, "1 variables, but there are 0 values")
	_, err := build(table, taken{}, nil)
	assert.ErrorContains(t, err, "no advice for the check A")
	_, err = build(table, taken{names: map[string]bool{"a": true}}, nil)
	assert.NoError(t, err)
}

func TestTableWithoutAColumn(t *testing.T) {
	_, err := columnPlaces("t.tsv", "id\trule_id")
	assert.EqualError(t, err, `t.tsv: the table has no column "log_message"`)
}

func TestAnErrorThatSharesItsMessageWithAWarning(t *testing.T) {
	table := []check{
		{id: "readiness-a", name: "A", message: "too old", severity: "Error"},
		{id: "readiness-b", name: "B", message: "too old", severity: "Warning"},
		{id: "readiness-c", name: "C", message: "gone", severity: "Error"},
	}
	b := builder{table: table}
	require.Len(t, b.recommended(table[0]), 1)
	assert.Equal(t, rules.SeverityWarning, b.recommended(table[0])[0].Severity)
	assert.Empty(t, b.recommended(table[1]), "a warning is one already")
	assert.Empty(t, b.recommended(table[2]))
}
