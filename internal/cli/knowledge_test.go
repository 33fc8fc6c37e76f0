package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

func loadKnowledge(t *testing.T) *rules.Set {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	return set
}
