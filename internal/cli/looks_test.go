package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/report"
)

func TestEvidence(t *testing.T) {
	f := func(want, name, head string) {
		t.Helper()
		assert.Equal(t, want, evidence(name, []byte(head)), "%s %q", name, head)
	}
	const aLog, byName = "a log, which would be lost", "a log by its name, and no report of this program"
	f(aLog, "a.txt", "[03/07/2021 18:24:37.0792] [0] text\r\n")
	f(aLog, "a.txt", "   at System.Something()\r\nmore\r\nmore\r\nmore\r\n[03/07/2021 18:24:37.0792] [0] text\r\n")
	f(aLog, "a.txt", "=== Verbose logging started: 3/7/2021  18:24:37  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\x.exe ===\r\n")
	f("a zip archive", "a.txt", "PK\x03\x04")
	f("a 7z archive", "a", "7z\xbc\xaf\x27\x1c")
	f("a gzip archive", "a", "\x1f\x8b\x08")
	f("a tar archive", "a", strings.Repeat("x", 257)+"ustar")
	f("what setup saved of services", "ServiceStartupMode_15.2.xml", "<Objs>")
	f("what setup saved of services", "SERVICESTATE.XML", "anything")
	f("what setup saved of services", "copy.xml", `<Objs Version="1.1.0.1">`)
	f("an event log", "System.bin", "ElfFile\x00")
	f(byName, "ldif.err", "anything")
	f(byName, "a.MSILOG", "anything")
	f(byName, "a.log", "Dear all,\nthe cake is in the kitchen.\n")
	f("", "a.log", "")
	f("", "notes.txt", "Dear all,\nthe cake is in the kitchen.\n")
	f("", "a.xml", "<note/>")
	f("", "a.json", "{\n  \"text\": \"[03/07/2021 18:24:37.0792] [0] text\"\n}\n")
}

// A report may be replaced by the next one, although it quotes the log.
func TestReportsAreNoLogs(t *testing.T) {
	logs, err := filepath.Glob("../../testdata/logs/err/*.log")
	require.NoError(t, err)
	own, err := filepath.Glob("testdata/logs/*.log")
	require.NoError(t, err)
	for _, log := range append(own, logs[:min(12, len(logs))]...) {
		for _, format := range report.Formats() {
			var out bytes.Buffer
			c := Command{Stdout: &out}
			require.LessOrEqual(t, c.Run(context.Background(), []string{"-f", format, log}), StatusFindings, log)
			assert.Empty(t, evidence("review.log", out.Bytes()), "the %s report of %s", format, log)
		}
	}
}

func TestLogsAreRecognised(t *testing.T) {
	logs, err := filepath.Glob("testdata/logs/*.log")
	require.NoError(t, err)
	require.NotEmpty(t, logs)
	for _, log := range logs {
		head, err := os.ReadFile(log)
		require.NoError(t, err)
		assert.Equal(t, "a log, which would be lost", evidence("x", head), log)
	}
}
