package knowledge

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// BenchmarkNewEngine is what every start of the program pays.
func BenchmarkNewEngine(b *testing.B) {
	set, err := Load()
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		rules.NewEngine(set)
	}
}
