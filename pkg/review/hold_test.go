package review

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Of very many sources that wait, the same ones are kept in whatever order they come.
func TestWhoWaitsDoesNotDependOnTheOrder(t *testing.T) {
	c := &crew{}
	for _, i := range rand.Perm(3 * maxWaiting) {
		c.hold(&waiting{source: &sourceReview{in: Input{Path: fmt.Sprintf("%06d/x.log", i)}}})
	}
	assert.Len(t, c.waiting, maxWaiting)
	for i, w := range c.waiting {
		assert.Equal(t, fmt.Sprintf("%06d/x.log", i), w.source.in.Path)
	}
}
