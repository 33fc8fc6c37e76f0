// Package cli is the command line as a value: it is given its streams and its environment, runs
// one invocation and returns the exit status. It touches nothing of the process, so that the
// whole program can be tested within one.
//
// The way of an invocation: Command.Run, normalise (PowerShell habits), the command tree of
// newRoot, and the pipeline of runReview.
package cli
