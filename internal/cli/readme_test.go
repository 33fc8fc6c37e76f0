package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	return string(text)
}

// The README and the program agree about the flags.
func TestReadmeNamesEveryFlag(t *testing.T) {
	text := readme(t)
	for _, flag := range flagsOf(testRoot()) {
		assert.Contains(t, text, "`-"+pascal(flag.Name), flag.Name)
	}
}

// What the README says to type does what it says.
func TestReadmeCommandsWork(t *testing.T) {
	text := readme(t)
	t.Chdir("../..")
	var ran int
	for line := range strings.SplitSeq(text, "\n") {
		typed, ok := strings.CutPrefix(line, "go run ./cmd/setuplogreview ")
		if !ok {
			continue
		}
		ran++
		var out bytes.Buffer
		c := Command{Stdout: &out}
		assert.Equal(t, StatusFindings, c.Run(context.Background(), strings.Fields(typed)), typed)
		assert.Contains(t, out.String(), "What to do")
	}
	assert.Positive(t, ran)
}
