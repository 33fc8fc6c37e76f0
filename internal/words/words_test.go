package words

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDistance(t *testing.T) {
	f := func(a, b string, want int) {
		t.Helper()
		assert.Equal(t, want, Distance(a, b))
		assert.Equal(t, want, Distance(b, a))
	}
	f("", "", 0)
	f("abc", "abc", 0)
	f("", "abc", 3)
	f("setpu", "setup", 1)
	f("verbos", "verbose", 1)
	f("kitten", "sitting", 3)
	f("größe", "grösse", 2)
}

func TestNearest(t *testing.T) {
	known := []string{"entry", "script", "failure", "severity"}
	assert.Equal(t, "entry", Nearest("entri", known))
	assert.Equal(t, "entry", Nearest("enrty", known))
	assert.Equal(t, "severity", Nearest("Severty", known))
	assert.Empty(t, Nearest("nothing-alike", known))
	assert.Empty(t, Nearest("x", nil))
	assert.Equal(t, "ab", Nearest("a", []string{"ab", "ac"}), "the first wins on a tie")
}
