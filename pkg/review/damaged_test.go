package review_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

const (
	smallLog  = 60 << 10 // cut after each of its lines
	tinyLog   = 48 << 10 // damaged at random
	sampled   = 12       // cuts of a larger log
	damages   = 200      // of one tiny log
	damageRNG = 20240213
)

// badLogs gives the logs of testdata/logs/err, and the shared ones when they are here.
func badLogs(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "logs", "err", "*.log"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	more, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "logs", "setup", "*.log"))
	require.NoError(t, err)
	paths = append(paths, more...)
	logs := map[string][]byte{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		logs[filepath.Base(path)] = text
	}
	return logs
}

// reviewAll reviews texts, half of them as files that can seek, half as streams.
func reviewAll(t *testing.T, texts [][]byte) *review.Report {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	var inputs []review.Input
	for i, text := range texts {
		in := review.Input{Path: fmt.Sprint(i), Reader: bytes.NewBuffer(text), Named: true}
		if i%2 == 0 {
			in.Reader, in.Size = bytes.NewReader(text), int64(len(text))
		}
		inputs = append(inputs, in)
	}
	r, err := review.Review(context.Background(), inputs, review.Options{Rules: set})
	require.NoError(t, err)
	return r
}

// checkExplained wants a finding for every reviewed attempt that did not end well.
func checkExplained(t *testing.T, r *review.Report) {
	t.Helper()
	found := map[int]bool{}
	for _, f := range r.Findings {
		found[f.Source] = found[f.Source] || f.Severity != "info"
	}
	for i, s := range r.Sources {
		for _, a := range s.Attempts {
			failed := a.Outcome == parser.OutcomeFailed || a.Outcome == parser.OutcomePrerequisitesFailed || a.Outcome == parser.OutcomeInterrupted
			if a.Reviewed && failed {
				assert.True(t, found[i], "input %s: attempt %d %s without a finding", s.Path, a.Index, a.Outcome)
			}
		}
	}
}

// TestLogsCutAfterAnyLine cuts every bad log after its lines, as a crash or a copy of a running
// setup does.
func TestLogsCutAfterAnyLine(t *testing.T) {
	for name, text := range badLogs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cuts := cutsOf(text)
			r := reviewAll(t, cuts)
			assert.Equal(t, len(cuts), len(r.Sources)+len(r.Skipped))
			checkExplained(t, r)
		})
	}
}

// cutsOf gives a log cut after each line, or after some lines of a large one.
func cutsOf(text []byte) [][]byte {
	var cuts [][]byte
	for i, c := range text {
		if c == '\n' {
			cuts = append(cuts, text[:i+1])
		}
	}
	if len(text) <= smallLog && !testing.Short() {
		return cuts
	}
	step := max(1, len(cuts)/sampled)
	var some [][]byte
	for i := 0; i < len(cuts); i += step {
		some = append(some, cuts[i])
	}
	return some
}

// TestDamagedLogs changes bytes at random and wants the review to end with a report all the same.
func TestDamagedLogs(t *testing.T) {
	for name, text := range badLogs(t) {
		if len(text) > tinyLog {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var damaged [][]byte
			for i := range damagesOf() {
				damaged = append(damaged, damage(text, uint64(i)))
			}
			r := reviewAll(t, damaged)
			assert.Equal(t, len(damaged), len(r.Sources)+len(r.Skipped))
			checkExplained(t, r)
		})
	}
}

// damagesOf is fewer in short mode, in which the race detector runs.
func damagesOf() int {
	if testing.Short() {
		return damages / 20
	}
	return damages
}

// damage sets up to thirty bytes of a copy to random values.
func damage(text []byte, seed uint64) []byte {
	random := rand.New(rand.NewPCG(damageRNG, seed))
	text = bytes.Clone(text)
	for range 1 + random.IntN(30) {
		text[random.IntN(len(text))] = byte(random.IntN(256))
	}
	return text
}
