package review

import (
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// ordered brings what was found under one root into the order of its paths; a walk through an
// archive meets its files in any order.
func ordered(jobs []*job) []*job {
	for from := 0; from < len(jobs); {
		to := from + 1
		for root := jobs[from].in.Root; root != "" && to < len(jobs) && jobs[to].in.Root == root; {
			to++
		}
		slices.SortStableFunc(jobs[from:to], func(a, b *job) int { return comparePaths(a.in.Path, b.in.Path) })
		from = to
	}
	return jobs
}

// comparePaths orders paths part by part, so that what stands in a folder stays together.
func comparePaths(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if x, y := pathRank(a[i]), pathRank(b[i]); x != y {
			return x - y
		}
	}
	return len(a) - len(b)
}

// pathRank puts separators before everything else.
func pathRank(c byte) int {
	if isSeparator(rune(c)) {
		return -1
	}
	return int(c)
}

func isSeparator(c rune) bool { return c == '/' || c == '\\' }

// merge adds the report of one input.
func (r *Report) merge(one *Report) {
	base := len(r.Sources)
	for i := range one.Findings {
		one.Findings[i].shift(base)
	}
	r.Sources = append(r.Sources, one.Sources...)
	r.Findings = append(r.Findings, one.Findings...)
	r.Skipped = append(r.Skipped, one.Skipped...)
	r.Checked.OtherFiles += one.Checked.OtherFiles
	r.Checked.Excerpts += one.Checked.Excerpts
	r.nameExcerpts(one.Excerpts)
	r.Checked.OwnReports += one.Checked.OwnReports
	r.Checked.SavedFiles += one.Checked.SavedFiles
	r.Incomplete = r.Incomplete || one.Incomplete
}

// shift moves the indexes of sources.
func (f *Finding) shift(base int) {
	f.Source += base
	for i := range f.Evidence {
		f.Evidence[i].Source += base
	}
	for i := range f.Consequences {
		f.Consequences[i].Evidence.Source += base
	}
}

// finish adds what is known only when all sources have been read.
func (r *Report) finish(set *rules.Set) {
	r.adopt(set)
	sortFindings(r.Findings)
	r.join(set)
	sortFindings(r.Findings)
	r.Servers = servers(r)
	r.share()
	r.Checked.Sources = len(r.Sources)
	for i := range r.Sources {
		s := &r.Sources[i]
		r.Checked.Lines += s.Lines
		r.Checked.Bytes += s.Bytes
		r.Checked.Attempts += len(s.Attempts) + s.AttemptsOmitted
		for j := range s.Attempts {
			r.Checked.Entries += s.Attempts[j].Entries
		}
	}
	if len(r.Sources) == 0 {
		r.Incomplete = true
	}
}
