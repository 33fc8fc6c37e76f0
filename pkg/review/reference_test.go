package review

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/genlog"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// The engine tries a pattern only where one of its literals stands, and the first pass reads only
// milestones. The reference does neither. Both must give the same report.

// assertSameAsReference reviews a log in both ways, and as a stream that is kept or read only once.
func assertSameAsReference(t testing.TB, set *rules.Set, data []byte) {
	t.Helper()
	in := func() []Input {
		return []Input{{Path: "x.log", Reader: bytes.NewReader(data), Size: int64(len(data)), Named: true}}
	}
	want, err := Review(context.Background(), in(), Options{Rules: set, reference: true, everyEntry: true})
	require.NoError(t, err)
	for _, o := range []Options{{Workers: 1}, {Workers: 3, blockSize: 4096}} {
		o.Rules = set
		got, err := Review(context.Background(), in(), o)
		require.NoError(t, err)
		if !reflect.DeepEqual(want, got) {
			require.Equal(t, findingsOf(want), findingsOf(got))
			require.Equal(t, want, got)
		}
	}
	for _, keep := range []func(io.Reader) (io.Reader, error){nil, keepInMemory} {
		in := Input{Path: "x.log", Reader: bytes.NewBuffer(data), Keep: keep, Named: true}
		stream, err := Review(context.Background(), []Input{in}, Options{Rules: set})
		require.NoError(t, err)
		require.Equal(t, findingsOf(want), findingsOf(stream), "as a stream")
		require.Equal(t, want.Sources, stream.Sources, "as a stream")
	}
}

func keepInMemory(r io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(r)
	return bytes.NewReader(data), err
}

// findingsOf is what is said of the findings in short.
func findingsOf(r *Report) [][]any {
	var out [][]any
	for i := range r.Findings {
		f := &r.Findings[i]
		out = append(out, []any{f.RuleID, f.Attempt, f.Occurrences, f.Captures, f.Evidence, len(f.Consequences)})
	}
	return out
}

func TestEngineGivesWhatTheReferenceGives(t *testing.T) {
	set, err := knowledge.Load()
	require.NoError(t, err)
	for _, path := range ownLogs(t) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		if len(data) > 120<<10 || testing.Short() && len(data) > 8<<10 {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			assertSameAsReference(t, set, data)
		})
	}
}

func TestEngineGivesWhatTheReferenceGivesOnMadeLogs(t *testing.T) {
	set, err := knowledge.Load()
	require.NoError(t, err)
	size := int64(256 << 10)
	if testing.Short() {
		size = 32 << 10
	}
	for _, density := range []string{genlog.Normal, genlog.Dense} {
		for _, encoding := range []string{"utf8", "utf16le"} {
			t.Run(density+" "+encoding, func(t *testing.T) {
				t.Parallel()
				var log bytes.Buffer
				require.NoError(t, genlog.Write(&log, size, density, encoding, 7))
				assertSameAsReference(t, set, log.Bytes())
			})
		}
	}
}

func FuzzEngineGivesWhatTheReferenceGives(f *testing.F) {
	set, err := knowledge.Load()
	require.NoError(f, err)
	for _, path := range ownLogs(f) {
		if data, err := os.ReadFile(path); err == nil && len(data) < 3<<10 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 64<<10 {
			assertSameAsReference(t, set, data)
		}
	})
}
