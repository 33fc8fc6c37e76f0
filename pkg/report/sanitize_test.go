package report

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

func TestHiddenCharacters(t *testing.T) {
	for c := rune(0); c <= unicode.MaxRune; c++ {
		want := c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
		if hidden(c) != want {
			assert.Equal(t, want, hidden(c), "%U", c)
		}
	}
}
