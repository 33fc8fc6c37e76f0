package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/genlog"
)

func generate(t *testing.T, args ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, run(args, &out))
	return out.Bytes()
}

func TestSameSeedSameLog(t *testing.T) {
	assert.Equal(t, generate(t, "-size", "1MB"), generate(t, "-size", "1MB"))
	assert.NotEqual(t, generate(t, "-size", "1MB"), generate(t, "-size", "1MB", "-seed", "2"))
}

// TestDensity counts the lines with a tag, of failed rules and of error texts.
func TestDensity(t *testing.T) {
	f := func(density string, least, most float64) {
		text := generate(t, "-size", "8MB", "-density", density)
		lines, interesting := 0, 0
		for line := range bytes.Lines(text) {
			lines++
			for _, word := range []string{"] [ERROR", "] [WARNING", "] [RE", "Failed [Rule:", "Exception: ", "INSUFF_ACCESS"} {
				if bytes.Contains(line, []byte(word)) {
					interesting++
					break
				}
			}
		}
		share := 100 * float64(interesting) / float64(lines)
		assert.True(t, share >= least && share <= most, "%s: %.2f %%", density, share)
	}
	f(genlog.Normal, 0.5, 1.6)
	f(genlog.Dense, 8, 13)
}

func TestLogIsWellFormed(t *testing.T) {
	for _, density := range []string{genlog.Normal, genlog.Dense} {
		text := generate(t, "-size", "4MB", "-density", density)
		assert.GreaterOrEqual(t, len(text), 4<<20)
		assert.Equal(t, bytes.Count(text, []byte("\n")), bytes.Count(text, []byte("\r\n")))
		assert.Regexp(t, `^\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.0\d{3}\] \[0\] \*{46}\r\n\[`, string(text[:200]))
		assert.NotRegexp(t, `(?m)^@|\{(n|two|guid|hex|member|component|service|dc|org|dn|domain|server|user|build|year|netbios)\}`, string(text))
		assert.Greater(t, bytes.Count(text, []byte("Starting Microsoft Exchange Server")), 1)
	}
}

func TestUTF16(t *testing.T) {
	narrow, wide := generate(t, "-size", "1KB"), generate(t, "-size", "1KB", "-encoding", "utf16le")
	assert.Equal(t, []byte{0xff, 0xfe, '[', 0}, wide[:4])
	assert.Len(t, wide, 2*len(narrow)+2)
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.log")
	assert.Empty(t, generate(t, "-size", "1KB", "-o", path))
	assert.FileExists(t, path)
}

func TestBadFlags(t *testing.T) {
	f := func(message string, args ...string) {
		var out bytes.Buffer
		assert.ErrorContains(t, run(args, &out), message)
	}
	f("256XB", "-size", "256XB")
	f("-1", "-size", "-1")
	f("neither normal nor dense", "-density", "thick")
	f("neither utf8 nor utf16le", "-encoding", "ebcdic")
}
