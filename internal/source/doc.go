// Package source opens what a user names on the command line, a log, a folder, an archive or
// standard input, and finds the streams in it that may be logs.
//
// Archives are read in place: nothing in them is ever written under its name. What comes out of
// one is bounded by Limits, whatever the archive says about itself. Names in archives are shown
// and never used.
package source
