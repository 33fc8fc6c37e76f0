package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// planOf runs services and gives the plan, and what was said on standard error.
func planOf(t *testing.T, path string) (plan services.Plan, said string, status int) {
	t.Helper()
	var out, problems bytes.Buffer
	c := cli.Command{Stdout: &out, Stderr: &problems}
	status = c.Run(context.Background(), []string{"services", "-f", "json", path})
	if out.Len() > 0 {
		require.NoError(t, json.Unmarshal(out.Bytes(), &plan))
	}
	return plan, problems.String(), status
}

func caseOf(name string) string {
	return filepath.Join("..", "..", "testdata", "logs", "saved", name)
}

// The plan of an archive is that of the folder in it.
func TestServicesOfAnArchive(t *testing.T) {
	for _, name := range []string{"sound", "overwritten", "cut", "versions", "states-only"} {
		want, _, status := planOf(t, caseOf(name))
		require.Equal(t, cli.StatusFindings, status)
		files := filesOf(t, caseOf(name))
		for kind, path := range map[string]string{
			"zip":       save(t, "a.zip", zipOf(t, files)),
			"last":      save(t, "b.zip", zipOf(t, reversed(files))),
			"tgz":       save(t, "c.tgz", gzipOf(t, tarOf(t, files))),
			"zip twice": save(t, "d.zip", zipOf(t, []bundled{{"EX01.zip", zipOf(t, files)}})),
		} {
			plan, said, status := planOf(t, path)
			assert.Equal(t, cli.StatusFindings, status, said)
			assert.Equal(t, want, plan, "%s of %s", kind, name)
		}
	}
}

// The server of a log that names none is that of the log beside it; other files do not matter.
func TestServicesOfAnArchiveOfOneServer(t *testing.T) {
	files := append(filesOf(t, caseOf("sound")),
		bundled{"EX01/ExchangeSetup.log", withServer(someLogs(t)[0], "EX01")},
		bundled{"other/iis.log", []byte("#Software: Microsoft Internet Information Services\r\n")},
		bundled{"other/ServiceStartupMode.xml", []byte("<Objs>")})
	plan, said, status := planOf(t, save(t, "a.zip", zipOf(t, files)))
	assert.Equal(t, cli.StatusFindings, status, said)
	assert.Equal(t, "EX01", plan.Server)
	assert.True(t, plan.ServerAssumed, "the log itself names none")
	assert.Equal(t, services.BasisStartupMode, plan.Basis)
	assert.Empty(t, plan.Notes)
}

// Of several servers none is guessed.
func TestServicesOfAnArchiveOfManyServers(t *testing.T) {
	_, said, status := planOf(t, save(t, "many.zip", zipOf(t, servers(t))))
	assert.Equal(t, cli.StatusIncomplete, status)
	assert.Contains(t, said, "holds the logs of 40 servers (ex01, ex02, ex03, ex04, ex05 and 35 more)")
	assert.Contains(t, said, "name the folder of one server")

	// Logs that name no server, in two folders, may be of two.
	files := filesOf(t, caseOf("sound"))
	for _, f := range filesOf(t, caseOf("hostile")) {
		files = append(files, bundled{"other" + f.name, f.data})
	}
	_, said, status = planOf(t, save(t, "two.zip", zipOf(t, files)))
	assert.Equal(t, cli.StatusIncomplete, status)
	assert.Regexp(t, `2 servers \(.*two.zip!/EX01/, .*two.zip!/otherEX01/\)`, said)
}

// An archive without such a log, and one that cannot be read, say so.
func TestServicesOfAnArchiveWithoutLogs(t *testing.T) {
	_, said, status := planOf(t, save(t, "a.zip", zipOf(t, []bundled{{"readme.txt", []byte("hello\n")}})))
	assert.Equal(t, cli.StatusIncomplete, status)
	assert.Contains(t, said, "holds no log of ServiceControl.ps1 or of setup")
	_, said, status = planOf(t, save(t, "a.rar", []byte("Rar!\x1a\x07\x01\x00")))
	assert.Equal(t, cli.StatusIncomplete, status)
	assert.Contains(t, said, "extract it first")
}
