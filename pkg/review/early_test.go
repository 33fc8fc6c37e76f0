package review

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEarlyMakesOnceWithoutBeingAsked(t *testing.T) {
	made := make(chan int, 2)
	get := early(func() int { made <- 1; return 7 })
	assert.Equal(t, 1, <-made)
	assert.Equal(t, 7, get())
	assert.Equal(t, 7, get())
	assert.Empty(t, made)
}

func TestEarlyPanicsWhereItIsAsked(t *testing.T) {
	get := early(func() int { panic("broken") })
	assert.PanicsWithValue(t, "broken", func() { get() })
}
