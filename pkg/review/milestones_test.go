package review

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

func TestMilestoneWindowsAreFresh(t *testing.T) {
	const stale = "generated_milestones.go is stale; run: go generate ./..."
	require.Len(t, milestoneWindows, len(parser.Milestones()), stale)
	assert.Equal(t, literals.Place(parser.Milestones()), placedMilestones(), stale)
}
