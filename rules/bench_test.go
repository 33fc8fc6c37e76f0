package knowledge

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// BenchmarkLoad makes the set anew, which Load does once.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		embedded()
	}
}

// BenchmarkLoadFiles is what Load would take without generated rules.
func BenchmarkLoadFiles(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, err := LoadFiles()
		require.NoError(b, err)
	}
}

// BenchmarkNewEngine is what every start of the program pays.
func BenchmarkNewEngine(b *testing.B) {
	set, err := Load()
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		rules.NewEngine(set)
	}
}

// BenchmarkNewPlan is what the rules of a user cost on top of being loaded.
func BenchmarkNewPlan(b *testing.B) {
	set, err := Load()
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		rules.NewPlan(set.Rules)
	}
}
