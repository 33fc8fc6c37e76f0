package review

import (
	"bytes"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// maxPassed is how many of the files that may be excerpts are named.
const maxPassed = 100

// passedBy counts what was found and is no log. A pasted piece of a log looks like nothing that is
// known, but its name or some of its lines can give it away.
func (r *reviewer) passedBy(in Input, head []byte) {
	r.report.Checked.OtherFiles++
	if mayBeExcerpt(in.Path, head) {
		r.report.Checked.Excerpts++
		r.report.nameExcerpts([]string{in.Path})
	}
}

// nameExcerpts takes over the names of files that may be excerpts, as many as are kept.
func (r *Report) nameExcerpts(paths []string) {
	room := maxPassed - len(r.Excerpts)
	r.Excerpts = append(r.Excerpts, paths[:min(room, len(paths))]...)
}

// mayBeExcerpt says whether a file that is no log may hold a piece of one: a short text that is
// called a log or has a line of one, and is neither a document nor a log with a header of its own.
func mayBeExcerpt(path string, head []byte) bool {
	text := bytes.TrimSpace(parser.Decoded(head))
	if len(text) == 0 || len(head) >= headSize || parser.LooksBinary(head) || bytes.IndexByte([]byte("{<#"), text[0]) >= 0 {
		return false
	}
	return strings.HasSuffix(strings.ToLower(path), ".log") || parser.KindOf(head) != parser.KindUnknown
}
