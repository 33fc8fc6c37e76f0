package review

import (
	"fmt"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

const (
	// staleAfter is how much older an attempt with substance may be than a last attempt without.
	staleAfter = 30 * 24 * time.Hour
	// maxListed is how many attempts of a source are listed; older ones are counted.
	maxListed = 200
)

// chooseLast gives the position in the list of the attempt to review when the last one is asked
// for, and a note when that is not simply the last.
func chooseLast(list []*parser.Attempt) (int, string) {
	last := len(list) - 1
	for i := last; i >= 0; i-- {
		if !list[i].Substance {
			continue
		}
		if i != last && stale(list[i], list[last]) {
			return last, fmt.Sprintf("the last attempt (line %d) did not get as far as a check or a task; the one before it that did (line %d) is over 30 days older and is not reviewed; -Attempts %d shows it", list[last].Line, list[i].Line, list[i].Index)
		}
		if i != last {
			return i, fmt.Sprintf("the last attempt (line %d) did not get as far as a check or a task, and -Attempts %d shows it; the newest that did is reviewed (line %d)", list[last].Line, list[last].Index, list[i].Line)
		}
		return i, ""
	}
	return last, ""
}

func stale(old, last *parser.Attempt) bool {
	from := old.Ended
	if from.IsZero() {
		from = old.Started
	}
	return !from.IsZero() && !last.Started.IsZero() && last.Started.Sub(from) > staleAfter
}

// failed says whether an attempt ended badly enough to be named as an earlier failure.
func failed(a *parser.Attempt) bool {
	return a.Outcome == parser.OutcomeFailed || a.Outcome == parser.OutcomePrerequisitesFailed
}
