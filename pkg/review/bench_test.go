package review

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// BenchmarkReviewFile reviews the log that SETUPLOGREVIEW_BENCH names, such as one made by
// internal/tools/genlog.
func BenchmarkReviewFile(b *testing.B) {
	path := os.Getenv("SETUPLOGREVIEW_BENCH")
	if path == "" {
		b.Skip("set SETUPLOGREVIEW_BENCH to a log made by internal/tools/genlog")
	}
	set, err := knowledge.Load()
	require.NoError(b, err)
	f, err := os.Open(path)
	require.NoError(b, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(b, err)
	for _, workers := range []int{1, 2} {
		b.Run(map[int]string{1: "one worker", 2: "two workers"}[workers], func(b *testing.B) {
			b.SetBytes(info.Size())
			b.ReportAllocs()
			for b.Loop() {
				_, err := f.Seek(0, 0)
				require.NoError(b, err)
				_, err = Review(context.Background(), []Input{{Path: path, Reader: f, Size: info.Size()}}, Options{Rules: set, Workers: workers})
				require.NoError(b, err)
			}
		})
	}
}
