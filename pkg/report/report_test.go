package report

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata, or rewrites it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to write it")
	assert.Equal(t, string(want), string(got), "%s differs; run the test with -update if that is meant", path)
}

func written(t *testing.T, format string, r *review.Report, opts Options) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, format, r, opts))
	return b.Bytes()
}

// extensions gives the golden's extension of each format.
func extensions() map[string]string {
	return map[string]string{"text": "txt", "json": "json", "ndjson": "ndjson"}
}

func TestGoldens(t *testing.T) {
	for _, f := range fixtures() {
		for _, format := range Formats() {
			t.Run(f.name+"/"+format, func(t *testing.T) {
				golden(t, f.name+"."+extensions()[format], written(t, format, f.report, f.opts))
			})
		}
	}
}

// TestTextOnTerminal shows the text as people see it: wrapped, with boxes, in colour.
func TestTextOnTerminal(t *testing.T) {
	f := func(name string, r *review.Report, opts Options) {
		golden(t, "terminal-"+name+".txt", written(t, "text", r, opts))
	}
	f("failed", failedReport(), Options{Width: 80})
	f("ascii", failedReport(), Options{Width: 80, ASCII: true})
	f("narrow", failedReport(), Options{Width: 60})
	f("wide", failedReport(), Options{Width: 300})
	f("verbose", failedReport(), Options{Width: 100, Verbose: true})
	f("quiet", failedReport(), Options{Width: 100, Quiet: true})
	f("wizard-verbose", wizardReport(), Options{Width: 80, Verbose: true})
	f("two-sources", twoSourcesReport(), Options{Width: 80})
	f("color", failedReport(), Options{Width: 80, Color: true})
	f("hostile", hostileReport(), Options{Width: 80})
}

func TestSameBytesEveryTime(t *testing.T) {
	again := fixtures()
	for i, f := range fixtures() {
		for _, format := range Formats() {
			first := written(t, format, f.report, f.opts)
			for range 5 {
				assert.Equal(t, first, written(t, format, again[i].report, f.opts), "%s as %s", f.name, format)
			}
		}
	}
}

func TestFormats(t *testing.T) {
	assert.Equal(t, []string{"text", "json", "ndjson"}, Formats())
	r := successReport()
	assert.Equal(t, written(t, "text", r, Options{}), written(t, "", r, Options{}))
	err := Write(&bytes.Buffer{}, "xml", r, Options{})
	assert.EqualError(t, err, `there is no format "xml"; the formats are text, json, ndjson`)
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteErrorIsReturned(t *testing.T) {
	for _, format := range Formats() {
		err := Write(fullDisk{}, format, failedReport(), Options{})
		assert.EqualError(t, err, "write the report as "+format+": disk full")
	}
}
