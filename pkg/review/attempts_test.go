package review

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/genlog"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

func TestAnAttemptThatDoesNotExist(t *testing.T) {
	f := func(attempts int, want string) {
		t.Helper()
		log := ""
		for i := range attempts {
			log += fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] %s\n", i+1, strings.Repeat("*", 46)) +
				fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] Starting Microsoft Exchange Server 2019 Setup\n", i+1) +
				fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] %s\n", i+1, strings.Repeat("*", 46)) +
				fmt.Sprintf("[01/0%d/2023 10:00:01.0000] [0] End of Setup\n", i+1) +
				fmt.Sprintf("[01/0%d/2023 10:00:01.0000] [0] %s\n", i+1, strings.Repeat("*", 46))
		}
		opts := Options{}
		opts.Attempts.Index = 7
		skipped := reviewBytes(t, []byte(log), opts).Skipped
		require.NotEmpty(t, skipped)
		assert.Equal(t, want, skipped[0].Detail)
	}
	f(1, "has 1 attempt; there is no attempt 7")
	f(2, "has 2 attempts; there is no attempt 7")
}

// Of a log with more attempts than are listed, all that are listed are reviewed, however it is read,
// and what was learned of the others is let go.
func TestAllAttemptsOfALongStream(t *testing.T) {
	var log bytes.Buffer
	require.NoError(t, genlog.Write(&log, 3<<20, genlog.Normal, "utf8", 3))
	data := bytes.Repeat(log.Bytes(), 12)
	opts := Options{Attempts: Attempts{All: true}}
	want := reviewBytes(t, data, opts)
	require.Positive(t, want.Sources[0].AttemptsOmitted)

	set, err := knowledge.Load()
	require.NoError(t, err)
	opts.Rules = set
	got, err := Stream(t.Context(), "x.log", bytes.NewBuffer(data), opts)
	require.NoError(t, err)
	assert.Equal(t, want, got)

	s := &sourceReview{reviewer: &reviewer{crew: newCrew(opts), ctx: t.Context(), report: &Report{}}, results: map[*parser.Attempt]*result{}, kind: parser.KindExchangeSetup}
	require.NoError(t, s.read(bytes.NewBuffer(data)))
	assert.LessOrEqual(t, len(s.results), maxListed+3)
}
