// Package review makes one pass over sources: bytes through parser and rules to findings, which
// it folds and ranks. It may be imported by other programs; see the example of Stream.
package review
