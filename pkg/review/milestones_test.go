package review

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

func TestMilestoneMatcherIsFresh(t *testing.T) {
	want, err := literals.NewMatcher(literals.Place(parser.Milestones()))
	require.NoError(t, err)
	assert.True(t, assert.ObjectsAreEqualValues(*want, milestoneMatcher), "generated_milestones.go is stale; run: go generate ./...")
}
