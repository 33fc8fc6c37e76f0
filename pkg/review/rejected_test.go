package review_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// Where the last attempt is not the one under review, the note says what stopped it and how it is
// shown, however the log is read.
func TestWhyTheLastAttemptWasPassedOver(t *testing.T) {
	text := badLog(t, "last-attempt-rejected")
	last := reviewInputs(t, review.Options{Attempts: review.Attempts{Index: 3}}, stream("a.log", text))
	require.NotEmpty(t, last.Findings)
	for name, in := range map[string]review.Input{
		"file":   stream("a.log", text),
		"stream": {Path: "-", Named: true, Reader: bytes.NewBuffer(text)},
	} {
		r := reviewInputs(t, review.Options{}, in)
		require.Len(t, r.Sources[0].Notes, 1, name)
		note := r.Sources[0].Notes[0].Text
		assert.Contains(t, note, "-Attempts 3 shows it", name)
		assert.Contains(t, note, "What stopped the last attempt: "+last.Findings[0].Title, name)
	}
}
