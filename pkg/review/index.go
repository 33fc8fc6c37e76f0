package review

import "github.com/setuplogreview/setuplogreview/pkg/parser"

// attemptList holds the attempts of a source as they are found: the newest ones, and the few
// older ones that a review may still need. Its memory is bounded.
type attemptList struct {
	newest  []*parser.Attempt // oldest first, at most maxListed
	omitted int
	count   int
	wanted  int             // index of the attempt that was asked for, 0 for none
	asked   *parser.Attempt // that one, when it is no longer among the newest
	// substance is the newest attempt with substance that is no longer among the newest.
	substance *parser.Attempt
	// failed is the newest failed attempt that is no longer among the newest, first the first one
	// of all.
	failed, first *parser.Attempt
}

// add takes in the next attempt. It gives one that nobody needs any more, or nil.
func (l *attemptList) add(a *parser.Attempt) *parser.Attempt {
	l.count++
	a.Index = l.count
	if l.first == nil && failed(a) {
		l.first = a
	}
	var spare *parser.Attempt
	if len(l.newest) == maxListed {
		spare = l.retire(l.newest[0])
		l.newest = l.newest[:copy(l.newest, l.newest[1:])]
	}
	l.newest = append(l.newest, a)
	return spare
}

// retire drops the oldest of the newest, unless it may still be needed, and gives what is needed
// no more.
func (l *attemptList) retire(a *parser.Attempt) *parser.Attempt {
	l.omitted++
	before := l.substance
	if a.Substance {
		l.substance = a
	}
	if failed(a) {
		l.failed = a
	}
	if a.Index == l.wanted {
		l.asked = a
	}
	for _, old := range []*parser.Attempt{a, before} {
		if old != l.substance && old != l.failed && old != l.first && old != l.asked {
			return old
		}
	}
	return nil
}

// chosen gives the attempts to review, in order, and a note when the choice needs one.
func (l *attemptList) chosen(sel Attempts) ([]*parser.Attempt, string) {
	switch {
	case len(l.newest) == 0:
		return nil, ""
	case sel.All:
		return l.newest, ""
	case sel.Index > 0:
		return l.byIndex(sel.Index), ""
	}
	list := l.newest
	if l.substance != nil {
		list = append([]*parser.Attempt{l.substance}, list...)
	}
	i, note := chooseLast(list)
	return list[i : i+1], note
}

func (l *attemptList) byIndex(n int) []*parser.Attempt {
	if l.asked != nil {
		return []*parser.Attempt{l.asked}
	}
	for _, a := range l.newest {
		if a.Index == n {
			return []*parser.Attempt{a}
		}
	}
	return nil
}

// failedBefore gives the newest attempt before this one that failed, or nil.
func (l *attemptList) failedBefore(a *parser.Attempt) *parser.Attempt {
	for i := len(l.newest) - 1; i >= 0; i-- {
		if x := l.newest[i]; x.Index < a.Index && failed(x) {
			return x
		}
	}
	if l.failed != nil && l.failed.Index < a.Index {
		return l.failed
	}
	return nil
}

// firstFailedBefore gives the first attempt of the source that failed, if it is before this one.
func (l *attemptList) firstFailedBefore(a *parser.Attempt) *parser.Attempt {
	if l.first != nil && l.first.Index < a.Index {
		return l.first
	}
	return nil
}
