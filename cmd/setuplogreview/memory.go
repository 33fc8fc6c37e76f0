package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// usualPercent is what Go begins with: the heap may double between collections, and the first
// one comes at 4 MB.
const usualPercent = 100

// putOffCollection lets the heap grow to 16 MB before the garbage collector runs for the first
// time. A review of a small log is over by then, and one collection would cost a fifth of its
// time. From then on the usual proportion holds, so that a large review needs no more memory
// than it always did. Whoever sets GOGC gets what they ask for.
func putOffCollection() {
	if percent := debug.SetGCPercent(4 * usualPercent); percent != usualPercent {
		debug.SetGCPercent(percent)
		return
	}
	first := new([64]byte) // nothing refers to it, so that the first collection finds it
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, usualPercent)
}

// usualMemory is what a review keeps to, also of many servers, unless it needs more.
const usualMemory = 44 << 20

// boundMemory makes the garbage collector work harder as that is approached. Whoever sets
// GOMEMLIMIT gets what they ask for.
func boundMemory() {
	if limit := debug.SetMemoryLimit(-1); limit == math.MaxInt64 {
		debug.SetMemoryLimit(usualMemory)
	}
}
