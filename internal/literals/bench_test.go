package literals

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// benchmarkText is about 8 MB of log, with the line ends of Windows: the logs of the
// repository, or generated lines when there are none.
func benchmarkText(b *testing.B) []byte {
	b.Helper()
	const size = 8 << 20
	text := testLogs(b, filepath.Join("..", "..", "testdata", "logs"))
	if len(text) < 100_000 {
		return sampleText(rand.New(rand.NewPCG(15, 16)), size)
	}
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	for len(text) < size {
		text = append(append(text, text...), 'x') // another alignment
	}
	return text[:size]
}

func testLogs(b *testing.B, folder string) []byte {
	b.Helper()
	var text []byte
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".log" {
			return nil
		}
		content, err := os.ReadFile(path)
		text = append(text, content...)
		return err
	})
	require.NoError(b, err)
	return text
}

// benchmarkLiterals gives n literals in the manner of rules: those of testdata/bench, and
// variations of them.
func benchmarkLiterals(b *testing.B, n, least int) []string {
	b.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "testdata", "bench", "literals.txt"))
	require.NoError(b, err)
	var known []string
	for line := range bytes.Lines(content) {
		if line = bytes.TrimSuffix(line, []byte("\n")); len(line) >= least {
			known = append(known, string(line))
		}
	}
	literals := known[:min(n, len(known))]
	for i := 0; len(literals) < n; i++ {
		l := known[i%len(known)]
		literals = append(literals, fmt.Sprintf("%s%02d%s", l[:len(l)/2], i/len(known), l[len(l)/2:]))
	}
	return literals
}
