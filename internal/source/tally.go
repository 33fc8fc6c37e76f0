package source

import "fmt"

// tally collects what is wrong with the files of an archive, so that a hundred encrypted files
// are one complaint.
type tally struct {
	first []*Error // of each reason
	count map[Reason]int
}

func (t *tally) add(e *Error) {
	if t.count == nil {
		t.count = map[Reason]int{}
	}
	if t.count[e.Reason]++; t.count[e.Reason] == 1 {
		t.first = append(t.first, e)
	}
}

// errors gives one error for each reason.
func (t *tally) errors() []*Error {
	var result []*Error
	for _, e := range t.first {
		if n := t.count[e.Reason] - 1; n > 0 {
			e = e.at(e.Path)
			e.Detail += fmt.Sprintf(" (and so for %d more of this archive)", n)
		}
		result = append(result, e)
	}
	return result
}
