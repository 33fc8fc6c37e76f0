package cli

import (
	"fmt"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/lookup"
)

// maxUnknown is how many codes that nothing knows are named.
const maxUnknown = 5

// notesOn says of an answer what is to be known before it is read. Of a query that a rule matched
// as a log, or that is an id, there is nothing to say.
func notesOn(a lookup.Answer) []string {
	if len(a.Hits) > 0 && (a.Hits[0].By == lookup.ByID || a.Hits[0].By == lookup.ByLog) {
		return nil
	}
	var notes []string
	if len(a.Unknown) > 0 {
		codes := a.Unknown[:min(len(a.Unknown), maxUnknown)]
		notes = append(notes, "Nothing is known of "+strings.Join(codes, ", ")+".")
	}
	if len(a.Hits) > 0 && a.Hits[0].By == lookup.ByWords {
		notes = append(notes, "What follows shares only single words with the question: it is a guess.")
	}
	if n := rulesByCode(a.Hits); n > 1 {
		notes = append(notes, fmt.Sprintf("%d rules know this code; which one it is stands in the log: %s LOG", n, Name))
	}
	return notes
}

// rulesByCode counts the rules that were found by a code.
func rulesByCode(hits []lookup.Hit) int {
	n := 0
	for _, h := range hits {
		if h.Rule != nil && h.By == lookup.ByCode {
			n++
		}
	}
	return n
}
