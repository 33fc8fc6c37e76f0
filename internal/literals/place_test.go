package literals

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A matcher finds the same whatever the windows, as long as they are ones.
func TestPlacedMatcherFindsTheSameWhateverTheWindow(t *testing.T) {
	text := []byte("The Service could NOT be started: access is denied. The service could not be started.")
	want := mustMatcher(t, "the service could not be started", "access is").Scan(nil, text)
	require.Len(t, want, 3)
	for _, long := range []int{0, 1, 9, 17} {
		for short := range 3 {
			m, err := NewMatcher([]Literal{
				{Text: "the service could not be started", Window: long}, {Text: "access is", Window: short},
			})
			require.NoError(t, err)
			assert.Equal(t, want, m.Scan(nil, text), "windows at %d and %d", long, short)
		}
	}
}

func TestPlaceTakesTheRarestWindow(t *testing.T) {
	text := "[setting:quixotic zymurgy]"
	placed := Place([]string{text, "setup quiz"})
	assert.Equal(t, text, placed[0].Text)
	assert.Contains(t, text[placed[0].Window:placed[0].Window+15], "quixotic")
	assert.Contains(t, "setup quiz"[placed[1].Window:placed[1].Window+7], "quiz")
}

func TestNewMatcherRefusesWhatPlaceDoesNotGive(t *testing.T) {
	f := func(text string, window int, want string) {
		t.Helper()
		_, err := NewMatcher([]Literal{{Text: text, Window: window}})
		assert.ErrorContains(t, err, want)
	}
	f("[ERROR", 0, "too short")
	f("access is denied", 2, "no window at 2")
	f("access is denied", -1, "no window at -1")
	f("access is", 3, "no window at 3")
}

func BenchmarkNewMatcher(b *testing.B) {
	placed := Place(benchmarkLiterals(b, 500, MinLength))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = NewMatcher(placed)
	}
}
