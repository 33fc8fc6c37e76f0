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

func TestLooksLikeLog(t *testing.T) {
	f := func(want bool, text string) {
		t.Helper()
		got, err := looksLikeLog(strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, want, got, text)
	}
	f(true, "[03/07/2021 18:24:37.0792] [0] text\r\n")
	f(true, "   at System.Something()\r\nmore\r\nmore\r\nmore\r\n[03/07/2021 18:24:37.0792] [0] text\r\n")
	f(true, "=== Verbose logging started: 3/7/2021  18:24:37  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\x.exe ===\r\n")
	f(false, "")
	f(false, "Dear all,\nthe cake is in the kitchen.\n")
	f(false, "{\n  \"text\": \"[03/07/2021 18:24:37.0792] [0] text\"\n}\n")
	f(false, "{\"text\":\"[03/07/2021 18:24:37.0792] [1] Failed [Rule:X] [Message:y]\"}\n")
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
			isLog, err := looksLikeLog(&out)
			require.NoError(t, err)
			assert.False(t, isLog, "the %s report of %s", format, log)
		}
	}
}

func TestLogsAreRecognised(t *testing.T) {
	logs, err := filepath.Glob("testdata/logs/*.log")
	require.NoError(t, err)
	require.NotEmpty(t, logs)
	for _, log := range logs {
		file, err := os.Open(log)
		require.NoError(t, err)
		isLog, err := looksLikeLog(file)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		assert.True(t, isLog, log)
	}
}
