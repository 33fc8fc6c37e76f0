package review

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// ownLogs gives the logs that come with the repository, and the shared ones when they are here.
func ownLogs(t testing.TB) []string {
	t.Helper()
	var logs []string
	for _, pattern := range []string{"../../testdata/logs/*/*.log", "../../../shared/logs/setup/*.log", "../../../shared/field/*.log"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		logs = append(logs, found...)
	}
	require.NotEmpty(t, logs)
	return logs
}

func reviewBytes(t testing.TB, data []byte, opts Options) *Report {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	opts.Rules = set
	rep, err := Review(context.Background(), []Input{{Path: "x.log", Reader: bytes.NewReader(data), Size: int64(len(data)), Named: true}}, opts)
	require.NoError(t, err)
	return rep
}

// TestScanFindsWhatReadingFinds holds the scan for milestones against reading every entry, for
// blocks of odd sizes and for one and several workers.
func TestScanFindsWhatReadingFinds(t *testing.T) {
	var all []byte
	for _, path := range ownLogs(t) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		if len(data) < 300<<10 && (!testing.Short() || len(data) < 30<<10) {
			all = append(append(all, data...), "\r\n"...)
			t.Run(filepath.Base(path), func(t *testing.T) { assertScanEqual(t, data, 64, 127, 4096) })
		}
	}
	t.Run("all in one file", func(t *testing.T) { assertScanEqual(t, all, 511, 512, 513, 65537) })
}

func attemptsOf(r *Report) []string {
	var out []string
	for _, s := range r.Sources {
		for _, a := range s.Attempts {
			out = append(out, fmt.Sprintf("%d: %d-%d %s %s", a.Index, a.Line, a.EndLine, a.Outcome, a.Ended))
		}
	}
	return out
}

func assertScanEqual(t *testing.T, data []byte, sizes ...int) {
	t.Helper()
	want := reviewBytes(t, data, Options{everyEntry: true})
	for _, size := range sizes {
		for _, workers := range []int{1, 3} {
			got := reviewBytes(t, data, Options{blockSize: size, Workers: workers})
			if !reflect.DeepEqual(want, got) {
				// The reports are long; the attempts say where they part.
				require.Equal(t, attemptsOf(want), attemptsOf(got), fmt.Sprintf("blocks of %d bytes, %d workers", size, workers))
				require.Equal(t, want, got)
			}
		}
	}
}
