package review_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// A server is summed up by its newest attempt, wherever its log stands: nothing of an older one
// gets into its row.
func TestAServerIsItsNewestAttempt(t *testing.T) {
	older := badLog(t, "msi-1603-install")
	newer := badLog(t, "install-watermark-after-a-failure")
	name := func(text []byte) string {
		r := reviewInputs(t, review.Options{}, stream("x.log", text))
		return r.Servers[0].Name
	}
	was := name(older)
	is := name(newer)
	renamed := bytes.ReplaceAll(bytes.ReplaceAll(older, bytes.ToUpper([]byte(was)), []byte(is)), []byte(was), []byte(is))
	alone := reviewInputs(t, review.Options{}, stream("a/x.log", newer)).Servers[0]
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		r := reviewInputs(t, review.Options{}, stream(order[0]+"/x.log", newer), stream(order[1]+"/x.log", renamed))
		require.Len(t, r.Servers, 1)
		got := r.Servers[0]
		require.Len(t, got.Sources, 2)
		got.Sources = alone.Sources
		assert.Equal(t, alone, got)
	}
	assert.Equal(t, parser.OutcomePrerequisitesFailed, alone.Outcome, "the older one ended worse")
}
