package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// answer is as much of the document of explain as the tests need.
type answer struct {
	Found int
	Notes []string
	Hits  []struct{ ID, FoundBy, Cause string }
}

func (a answer) ids() []string {
	var ids []string
	for _, h := range a.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// explainJSON asks the program, and holds its document against the schema.
func explainJSON(t *testing.T, stdin string, words ...string) answer {
	t.Helper()
	var out bytes.Buffer
	c := cli.Command{Stdin: strings.NewReader(stdin), Stdout: &out, Version: "v1.2.3"}
	c.Run(context.Background(), append([]string{"explain", "--format", "json"}, words...))
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
	require.NoError(t, err, words)
	assert.NoError(t, explanationSchema(t).Validate(document), words)
	var a answer
	require.NoError(t, json.Unmarshal(out.Bytes(), &a))
	return a
}

func explanationSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const base = "https://github.com/setuplogreview/setuplogreview/schema/"
	compiler := jsonschema.NewCompiler()
	for _, name := range []string{"report.schema.json", "explanation.schema.json"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "schema", name))
		require.NoError(t, err)
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(base+name, schema))
	}
	schema, err := compiler.Compile(base + "explanation.schema.json")
	require.NoError(t, err)
	return schema
}

// Each issue of Microsoft's article on failed updates is found by the words that a user types:
// first where these are the text of an error, else among the first three.
func TestExplainFindsTheIssuesOfTheArticle(t *testing.T) {
	data, err := os.ReadFile("testdata/article.tsv")
	require.NoError(t, err)
	rows := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	require.Len(t, rows, 26)
	for _, row := range rows {
		cells := strings.Split(strings.TrimRight(row, "\r"), "\t")
		phrase, isError, ids := cells[1], cells[2] == "yes", strings.Split(cells[3], "/")
		for name, a := range map[string]answer{
			"words": explainJSON(t, "", strings.Fields(phrase)...),
			"paste": explainJSON(t, phrase+"\r\n", "-"),
		} {
			at := slices.IndexFunc(a.Hits, func(h struct{ ID, FoundBy, Cause string }) bool { return slices.Contains(ids, h.ID) })
			limit := 3
			if isError {
				limit = 1
			}
			assert.True(t, at >= 0 && at < limit, "%s %q has to find %v, and finds %v", name, phrase, ids, a.ids())
		}
	}
}

func TestExplainFindsArticlesByTheirProof(t *testing.T) {
	set := loadKnowledge(t)
	require.NotEmpty(t, set.Articles)
	for _, article := range set.Articles {
		for _, phrase := range append(slices.Clone(article.Find), article.ID) {
			ids := explainJSON(t, "", phrase).ids()
			assert.Contains(t, ids[:min(3, len(ids))], article.ID, phrase)
		}
	}
}

func TestExplainFindsEveryRuleByItsID(t *testing.T) {
	for i, rule := range loadKnowledge(t).Rules {
		if i%10 == 0 {
			a := explainJSON(t, "", rule.ID)
			require.NotEmpty(t, a.Hits)
			assert.Equal(t, rule.ID, a.Hits[0].ID)
		}
	}
}

func TestExplainReadsWhatPowerShellPipes(t *testing.T) {
	utf16 := "\xff\xfe"
	for _, c := range "Cannot serialize context\r\n" {
		utf16 += string([]byte{byte(c), 0})
	}
	a := explainJSON(t, utf16, "-")
	require.NotEmpty(t, a.Hits)
	assert.Equal(t, "owa-ecp-http-400", a.Hits[0].ID)
	assert.Equal(t, "log", a.Hits[0].FoundBy)
}

// What users typed and were not helped by.
func TestExplainBestHits(t *testing.T) {
	f := func(query string, ids ...string) {
		t.Helper()
		got := explainJSON(t, "", strings.Fields(query)...).ids()
		require.GreaterOrEqual(t, len(got), len(ids), query)
		assert.Equal(t, ids, got[:len(ids)], query)
	}
	f("1603", "msi-fatal-error-1603")
	f("0x80070643", "msi-fatal-error-1603")
	f("my mailbox database does not mount after cu", "database-mount-failed")
	f("MSExchangeTransport does not start", "services-dont-start-after-update", "service-start-failed")
	assert.Empty(t, explainJSON(t, "", "event", "2142").Hits)
	assert.Empty(t, explainJSON(t, "", "exchange", "setup", "error", "code", "line").Hits)
}

func TestExplainSaysWhatItIsNotSureOf(t *testing.T) {
	f := func(query string, status int, stdout, stderr string) {
		t.Helper()
		var out, errors bytes.Buffer
		c := cli.Command{Stdout: &out, Stderr: &errors, Version: "v1.2.3"}
		assert.Equal(t, status, c.Run(context.Background(), append([]string{"explain"}, strings.Fields(query)...)), query)
		assert.Contains(t, out.String(), stdout, query)
		assert.Contains(t, errors.String(), stderr, query)
	}
	f("event 2142", cli.StatusFindings, "", "Nothing is known of event 2142.")
	f("event 2142 database mounted", cli.StatusOK, "Nothing is known of event 2142.\n", "")
	f("MSExchangeIS does not start", cli.StatusOK, "it is a guess", "")
	f("1603", cli.StatusOK, "rules know this code; which one it is stands in the log: setuplogreview LOG", "")
	assert.Contains(t, explainJSON(t, "", "event", "2142").Notes, "Nothing is known of event 2142.")
	assert.Empty(t, explainJSON(t, "", "msi-fatal-error-1603").Notes)
}

func TestExplainNothing(t *testing.T) {
	assert.Empty(t, explainJSON(t, "", "xyzzy").Hits)
}

// BenchmarkExplain is the whole command in one process; an answer within 50 ms is promised.
func BenchmarkExplain(b *testing.B) {
	for b.Loop() {
		c := cli.Command{Stdout: new(bytes.Buffer), Version: "v1.2.3"}
		if c.Run(context.Background(), []string{"explain", "cannot", "serialize", "context"}) != cli.StatusOK {
			b.Fatal("nothing was found")
		}
	}
}

// A code as a program prints it is no flag, minus or not.
func TestExplainTakesNegativeCodes(t *testing.T) {
	want := explainJSON(t, "", "0x80070005").ids()
	require.NotEmpty(t, want)
	assert.Equal(t, want, explainJSON(t, "", "-2147024891").ids())
	assert.Equal(t, want, explainJSON(t, "", "\u22122147024891").ids())
	assert.Equal(t, want, explainJSON(t, "", "--", "-2147024891").ids())
}
