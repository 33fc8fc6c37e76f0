package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

var update = flag.Bool("update", false, "rewrite the goldens of testdata/logs/err")

// reported is what these tests look at in a JSON report.
type reported struct {
	Summary struct {
		Primary    string
		ExitStatus int
	}
	Findings []map[string]any
}

// ids are the rules of the findings, in order.
func (r reported) ids() []string {
	var ids []string
	for _, f := range r.Findings {
		ids = append(ids, f["ruleId"].(string))
	}
	return ids
}

// logs enters testdata/logs/FOLDER and gives the names of its logs, without extension.
func logs(t *testing.T, folder string) []string {
	t.Helper()
	t.Chdir(filepath.Join("..", "..", "testdata", "logs", folder))
	paths, err := filepath.Glob("*.log")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for i, path := range paths {
		paths[i] = strings.TrimSuffix(path, ".log")
	}
	return paths
}

// run gives what the program writes into a pipe, and its exit status.
func run(args ...string) ([]byte, int) {
	var out bytes.Buffer
	c := cli.Command{Stdout: &out, Version: "v1.2.3"}
	status := c.Run(context.Background(), args)
	return out.Bytes(), status
}

// parse reads a JSON report.
func parse(t *testing.T, document []byte) reported {
	t.Helper()
	var r reported
	require.NoError(t, json.Unmarshal(document, &r))
	return r
}

// TestBadLogs reviews every log of testdata/logs/err. A case is four files: NAME.log, what it must
// say at least (NAME.expect: the rule of the primary finding, then others that must stand among
// the findings), and the reports NAME.json and NAME.txt, which -update writes.
func TestBadLogs(t *testing.T) {
	schema := reportSchema(t)
	for _, name := range logs(t, "err") {
		t.Run(name, func(t *testing.T) {
			document, status := run("--format", "json", name+".log")
			text, textStatus := run(name + ".log")
			assert.Equal(t, status, textStatus)
			validate(t, schema, document)
			expected(t, name, parse(t, document), status)
			golden(t, name+".json", document)
			golden(t, name+".txt", text)
		})
	}
}

func expected(t *testing.T, name string, got reported, status int) {
	t.Helper()
	line, err := os.ReadFile(name + ".expect")
	require.NoError(t, err, "every bad log says what must be found in it")
	want := strings.Fields(string(line))
	require.NotEmpty(t, want, name+".expect names no rule")
	assert.Equal(t, want[0], got.Summary.Primary, "the primary finding")
	assert.Subset(t, got.ids(), want, "the findings")
	assert.Equal(t, status, got.Summary.ExitStatus)
}

// golden compares with a file, or rewrites it.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	got = withoutRuleCount(t, got)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to write it")
	assert.Equal(t, string(want), string(got), "%s differs; run the test with -update if that is meant", path)
}

// withoutRuleCount takes the number of rules out of a report, so that a new rule does not touch
// every golden.
func withoutRuleCount(t *testing.T, report []byte) []byte {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	n := len(set.Rules)
	report = bytes.ReplaceAll(report, fmt.Appendf(nil, `"rules": %d`, n), []byte(`"rules": 0`))
	return bytes.ReplaceAll(report, fmt.Appendf(nil, " %d rules", n), []byte(" N rules"))
}

func reportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "schema", "report.schema.json"))
	require.NoError(t, err)
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, document []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	require.NoError(t, err)
	assert.NoError(t, schema.Validate(v))
}

// TestGoodLogs wants no finding above info in the logs of testdata/logs/ok.
func TestGoodLogs(t *testing.T) {
	for _, name := range logs(t, "ok") {
		t.Run(name, func(t *testing.T) {
			document, status := run("--format", "json", "--min-severity", "warning", name+".log")
			assert.Equal(t, cli.StatusOK, status)
			assert.Empty(t, parse(t, document).ids())
		})
	}
}

// TestGoldensHaveLogs wants no golden and no expectation to be left of a log that is gone.
func TestGoldensHaveLogs(t *testing.T) {
	names := logs(t, "err")
	files, err := filepath.Glob("*")
	require.NoError(t, err)
	for _, file := range files {
		assert.Contains(t, names, strings.TrimSuffix(file, filepath.Ext(file)), file)
	}
}

// TestSameLogSameReport runs everything on one processor and on four, and wants the same bytes.
func TestSameLogSameReport(t *testing.T) {
	args := []string{"--format", "json"}
	for _, name := range logs(t, "err") {
		args = append(args, name+".log")
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	first, status := run(args...)
	require.Equal(t, cli.StatusFindings, status)
	runtime.GOMAXPROCS(4)
	for range 2 {
		again, _ := run(args...)
		require.Equal(t, string(first), string(again))
	}
}

// TestLogsDoNotDisturbEachOther reviews all bad logs in one run and wants what each says alone.
func TestLogsDoNotDisturbEachOther(t *testing.T) {
	args := []string{"--format", "json"}
	alone := map[string][]map[string]any{}
	for _, name := range logs(t, "err") {
		args = append(args, name+".log")
		document, _ := run("--format", "json", name+".log")
		alone[name+".log"] = parse(t, document).Findings
	}
	together := map[string][]map[string]any{}
	document, _ := run(args...)
	for _, f := range parse(t, document).Findings {
		delete(f, "sharedBy")
		source := f["source"].(string)
		together[source] = append(together[source], f)
	}
	for source, findings := range alone {
		assert.ElementsMatch(t, findings, together[source], source)
	}
}
