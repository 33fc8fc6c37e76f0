package review

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// benchmarkLog repeats the setup logs of the repository that begin with a banner, at least so
// many bytes.
func benchmarkLog(b *testing.B, size int) []byte {
	b.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "logs", "*", "*.log"))
	require.NoError(b, err)
	var logs []byte
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(b, err)
		if isASCII(text) && startsWithBanner(text) && bytes.HasSuffix(text, newline) {
			logs = append(logs, text...)
		}
	}
	require.NotEmpty(b, logs)
	return bytes.Repeat(logs, 1+size/len(logs))
}

func benchmarkReview(b *testing.B, size int) {
	set, err := knowledge.Load()
	require.NoError(b, err)
	text := benchmarkLog(b, size)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		in := Input{Path: "ExchangeSetup.log", Reader: bytes.NewReader(text), Size: int64(len(text))}
		_, err := Review(context.Background(), []Input{in}, Options{Rules: set})
		require.NoError(b, err)
	}
}

// BenchmarkReview3MB is a log of usual size.
func BenchmarkReview3MB(b *testing.B) { benchmarkReview(b, 3<<20) }

// BenchmarkReview16MB less BenchmarkReview3MB is what 13 MB more cost.
func BenchmarkReview16MB(b *testing.B) { benchmarkReview(b, 16<<20) }
