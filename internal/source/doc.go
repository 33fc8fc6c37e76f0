// Package source opens what a user names on the command line, a log, a folder, an archive or
// standard input, and finds the streams in it that may be logs.
//
// Archives are read in place: nothing in them is ever written under its name. What comes out of
// one is bounded by Limits, whatever the archive says about itself. Names in archives are shown
// and never used.
//
// A log that comes through a pipe or out of an archive can be read only once, and a review reads a
// log twice: first for what is in it, then a part of it closely. Whoever sees that such a stream is
// a log can have it kept (File.Keep): in memory, or in a temporary file that nobody else sees and
// that is gone however the program ends.
package source
