package main

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var initLine = regexp.MustCompile(`^init github\.com/setuplogreview/setuplogreview/(\S+) .* (\d+) allocs`)

// Whatever a package makes when the program starts, every invocation waits for. Regular
// expressions are for internal/lazy, and data for the linker.
func TestPackagesMakeNextToNothingAtStart(t *testing.T) {
	cmd := program(t, "--version")
	cmd.Env = append(cmd.Env, "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	require.NoError(t, cmd.Run())
	seen := 0
	for line := range strings.Lines(trace.String()) {
		m := initLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		seen++
		allocations, err := strconv.Atoi(m[2])
		require.NoError(t, err)
		assert.LessOrEqual(t, allocations, allowedAllocations(m[1]), "package %s makes too much at its start", m[1])
	}
	assert.Positive(t, seen)
}

// allowedAllocations are few; the package of the rule language has its names in maps.
func allowedAllocations(pkg string) int {
	if pkg == "pkg/rules" {
		return 150
	}
	return 50
}
