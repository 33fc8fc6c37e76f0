package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gcPercent reads the percentage.
func gcPercent() int {
	percent := debug.SetGCPercent(usualPercent)
	debug.SetGCPercent(percent)
	return percent
}

func TestCollectionIsUsualAfterTheFirst(t *testing.T) {
	before := debug.SetGCPercent(usualPercent)
	defer debug.SetGCPercent(before)
	putOffCollection()
	require.Equal(t, 4*usualPercent, gcPercent())
	runtime.GC()
	assert.Eventually(t, func() bool { return gcPercent() == usualPercent }, time.Minute, time.Millisecond)
}

func TestCollectionOfTheUserStays(t *testing.T) {
	before := debug.SetGCPercent(50)
	defer debug.SetGCPercent(before)
	putOffCollection()
	assert.Equal(t, 50, gcPercent())
}

func TestMemoryIsBoundUnlessTheUserSaysSo(t *testing.T) {
	before := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(before)
	boundMemory()
	assert.EqualValues(t, usualMemory, debug.SetMemoryLimit(-1))
	debug.SetMemoryLimit(1 << 30)
	boundMemory()
	assert.EqualValues(t, 1<<30, debug.SetMemoryLimit(-1))
}
