package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
	"github.com/setuplogreview/setuplogreview/pkg/report"
)

// someReports gives the reports of one log and of the logs of several servers in every format, and
// what explain answers.
func someReports(t *testing.T) []bundled {
	t.Helper()
	log := filepath.Join("..", "..", "testdata", "logs", "err", "service-control-second-try-british.log")
	tree := writeTree(t, servers(t))
	var files []bundled
	for _, format := range report.Formats() {
		one, _ := run("-f", format, log)
		many, _ := run("-f", format, tree)
		files = append(files, bundled{"one." + format, one}, bundled{"many." + format, many})
	}
	answer, _ := run("explain", "-f", "json", "1603")
	return append(files, bundled{"answer.json", answer})
}

// A report quotes a log and is none. Given by name or on standard input it is refused, with what
// to give instead.
func TestOwnReportsAreRefused(t *testing.T) {
	for _, file := range someReports(t) {
		path := save(t, file.name, file.data)
		for _, way := range []cli.Command{{}, {Stdin: bytes.NewReader(file.data)}} {
			var out, told bytes.Buffer
			way.Stdout, way.Stderr = &out, &told
			if way.Stdin != nil {
				path = "-"
			}
			assert.Equal(t, cli.StatusIncomplete, way.Run(context.Background(), []string{"-f", "json", path}), file.name)
			assert.Contains(t, told.String(), "this is a report of this program and no log; name the log that it is about", file.name)
			assert.Contains(t, out.String(), `"reason": "own-report"`, file.name)
			assert.Empty(t, parse(t, out.Bytes()).Findings, file.name)
		}
	}
}

// In folders and archives reports are passed over like all else that is no log, and counted.
func TestOwnReportsAreCounted(t *testing.T) {
	files := someReports(t)
	count := len(files)
	for path, want := range map[string]string{
		writeTree(t, files):               "(a report of this program is none)",
		save(t, "a.zip", zipOf(t, files)): "(a report of this program is none)",
	} {
		var told bytes.Buffer
		c := cli.Command{Stderr: &told}
		assert.Equal(t, cli.StatusIncomplete, c.Run(context.Background(), []string{path}))
		assert.Contains(t, told.String(), want)
	}
	log, err := os.ReadFile(filepath.Join("..", "..", "testdata", "logs", "err", "pending-restart.log"))
	require.NoError(t, err)
	files = append(files, bundled{"ExchangeSetup.log", log}, bundled{"readme.txt", []byte("The logs of a server.\r\n")})
	for _, path := range []string{writeTree(t, files), save(t, "a.zip", zipOf(t, files)), save(t, "a.tar.gz", gzipOf(t, tarOf(t, files)))} {
		document, status := run("-f", "json", path)
		require.Equal(t, 1, status)
		validate(t, reportSchema(t), document)
		var doc struct {
			Summary struct {
				Checked struct{ Sources, OtherFiles, OwnReports int }
			}
		}
		require.NoError(t, json.Unmarshal(document, &doc))
		assert.Equal(t, struct{ Sources, OtherFiles, OwnReports int }{1, count + 1, count}, doc.Summary.Checked)
		text, _ := run(path)
		assert.Equal(t, 1, strings.Count(string(text), "reports of this program"))
	}
}
