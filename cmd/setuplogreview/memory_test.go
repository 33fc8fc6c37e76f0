package main

import (
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
