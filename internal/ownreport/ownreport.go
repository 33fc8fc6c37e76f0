// Package ownreport knows the reports of this program when they are given back to it. They quote
// logs and are none.
package ownreport

import (
	"bytes"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// enough is how much of a file, in whatever encoding, shows what it is.
const enough = 8 << 10

var (
	// attempt begins the description of an attempt, table what stands before several of them.
	attempt = lazy.Regexp(`\A(?:(?:-{20,}|─{20,})\n+)?(?:Attempt (?:\d+ of \d+ )?|Excerpt )in \S[^\n]*\n(?:[^\n]+\n){0,4}?  (?:When|Server|Who|Asked|Build|Update|Progress|Ended|Found|Note) +\S`)
	table   = lazy.Regexp(`\A(?:(?:Servers|Attempts|Findings) \(\d+\)|Nothing could be reviewed\.)\n`)
	// explained is what explain answers: a title with an id, and sentences under it.
	explained = lazy.Regexp(`\A(?:CRITICAL|ERROR|WARNING|INFO|ARTICLE)  [^\n]* \[[a-z0-9]+(?:-[a-z0-9]+)+\]\n    \S`)
	document  = lazy.Regexp(`\A\{\s*"schemaVersion":\s*"[\d.]+",\s*"tool":\s*\{\s*"name":\s*"setuplogreview"`)
	colours   = lazy.Regexp(`\x1b\[[0-9;]*m`)
)

// Is says whether a file that begins like this is a report of this program, in any of its formats,
// in the encoding that a shell gave it, with colours or without.
func Is(head []byte) bool {
	begin := parser.Decoded(head[:min(len(head), enough)])
	if len(begin) == 0 || !mayBegin(begin[0]) {
		return false
	}
	begin = colours().ReplaceAll(bytes.ReplaceAll(begin, []byte("\r\n"), []byte("\n")), nil)
	return document().Match(begin) || attempt().Match(begin) || table().Match(begin) || explained().Match(begin)
}

// mayBegin says, before anything costs time, whether a report can begin with a byte. No log of setup
// begins with one of these.
func mayBegin(c byte) bool {
	return bytes.IndexByte([]byte("AESFNCWI-{\x1b\xe2"), c) >= 0
}
