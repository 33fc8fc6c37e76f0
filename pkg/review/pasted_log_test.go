package review_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// stamps are the heads of lines that a person takes out of a log before it is posted.
var stamps = regexp.MustCompile(`(?m)^\[\d\d.\d\d.\d{4} \d\d.\d\d.\d\d\.\d{4}\] \[\d\] `)

// A whole log whose stamps were taken out tells the same, as a file and as a stream.
func TestLogWithoutStamps(t *testing.T) {
	path := filepath.Join("..", "..", "testdata", "logs", "err", "service-disabled.log")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	want := reviewFile(t, path, review.Options{})
	text = stamps.ReplaceAll(text, nil)
	set := loadRules(t)
	for _, in := range []review.Input{
		{Path: "file", Reader: bytes.NewReader(text), Size: int64(len(text))},
		{Path: "stream", Reader: bytes.NewBuffer(text)},
	} {
		got, err := review.Review(context.Background(), []review.Input{in}, review.Options{Rules: set})
		require.NoError(t, err)
		require.Len(t, got.Sources, 1)
		require.Len(t, got.Sources[0].Attempts, 1)
		assert.Equal(t, parser.OutcomeFailed, got.Sources[0].Attempts[0].Outcome, in.Path)
		assert.Equal(t, want.Findings[0].RuleID, got.Findings[0].RuleID, in.Path)
		assert.Greater(t, got.Checked.Entries, 20, in.Path)
		assert.Equal(t, want.Findings[0].Evidence[0].Line, got.Findings[0].Evidence[0].Line, in.Path)
	}
}
