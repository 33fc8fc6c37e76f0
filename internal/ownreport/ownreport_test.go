package ownreport

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIs(t *testing.T) {
	f := func(want bool, head string) {
		t.Helper()
		assert.Equal(t, want, Is([]byte(head)), "%q", head)
		assert.Equal(t, want, Is([]byte(strings.ReplaceAll(head, "\n", "\r\n"))), "%q", head)
		assert.Equal(t, want, Is(inUTF16(head)), "%q", head)
		assert.Equal(t, want, Is([]byte("\ufeff"+head)), "%q", head)
	}
	f(true, "Attempt in C:\\ExchangeSetupLogs\\ExchangeSetup.log, lines 1 to 424\n  When      2022\n")
	f(true, "Attempt 2 of 17 in a.log, lines 1 to\n100\n  Ended     Setup failed.\n")
	f(true, "Excerpt in standard input, line 1\n  Found     1 error\n")
	f(true, "Attempts (16)\n  Attempt  Started\n")
	f(true, "Findings (15)\n  Severity  Line\n")
	f(true, "Servers (33)\n  Server  Outcome\n")
	f(true, "Nothing could be reviewed.\n")
	f(true, "------------------------------------------------------------------------\nAttempt in a.log\n  Ended     Setup failed.\n")
	f(true, "────────────────────────────────────────\nExcerpt in a.log\n  Found     1 error\n")
	f(true, "\x1b[1mAttempt in a.log\x1b[0m\n  \x1b[2mWhen      \x1b[0m2022\n")
	f(true, "ERROR  A disk is full [disk-full]\n    There is no space left.\n")
	f(true, "{\n  \"schemaVersion\": \"1.0\",\n  \"tool\": {\n    \"name\": \"setuplogreview\",\n")
	f(true, `{"schemaVersion":"1.0","tool":{"name":"setuplogreview","version":"devel"},"ruleId":"disk-full"`)

	f(false, "")
	f(false, "Attempt to copy the file failed.\n")
	f(false, "Excerpt in the mail of Monday:\n[03/07/2021 18:24:37.0792] [0] text\n")
	f(false, "Attempt in lab, ERROR seen\n")
	f(false, "ERROR  A disk is full [main]\n    There is no space left.\n")
	f(false, "ERROR  A disk is full [disk-full]\nThere is no space left.\n")
	f(false, `{"schemaVersion":"1.0","tool":{"name":"other"}}`)
	f(false, "-----------------------------------------------\n* ServiceControl.ps1: 2/14/2023 9:40:11 PM\n")
	f(false, "[03/07/2021 18:24:37.0792] [0] Attempt in a.log\n")
}

func inUTF16(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestNoLogIsAReport(t *testing.T) {
	logs, err := filepath.Glob(filepath.Join("..", "..", "testdata", "logs", "*", "*.log"))
	require.NoError(t, err)
	require.NotEmpty(t, logs)
	for _, log := range logs {
		head, err := os.ReadFile(log)
		require.NoError(t, err)
		assert.False(t, Is(head), log)
	}
}
