package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMergeCountsAnEntryOnce(t *testing.T) {
	at := func(ordinals ...int) (list []*hit) {
		for _, n := range ordinals {
			list = append(list, &hit{ordinal: n})
		}
		return list
	}
	f := func(want int, results ...result) {
		t.Helper()
		r := result{}
		for _, other := range results {
			other.ok = true
			r.merge(other)
		}
		assert.Equal(t, want, r.count)
	}
	f(1, result{hits: at(4), count: 1}, result{hits: at(4), count: 1})
	f(2, result{hits: at(4), count: 1}, result{hits: at(5), count: 1})
	f(3, result{hits: at(4, 5), count: 2}, result{hits: at(5, 6), count: 2})
	f(2, result{hits: at(1, 4), count: 1}, result{hits: at(1, 6), count: 1}) // a fact beside two failures
	f(99, result{hits: at(4), count: 1}, result{hits: at(5, 6), count: 98})  // most were not kept
	f(2, result{count: 1}, result{count: 1})
}
