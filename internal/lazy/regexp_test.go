package lazy

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRegexpIsCompiledOnceAndOnlyWhenCalled(t *testing.T) {
	word := Regexp(`^\w+$`)
	assert.True(t, word().MatchString("word"))
	assert.Same(t, word(), word())
	broken := Regexp(`(`)
	assert.Panics(t, func() { broken() })
}
