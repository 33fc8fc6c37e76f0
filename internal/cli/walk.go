package cli

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/internal/source/sevenzip"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// reviewInputs reviews what is found in the inputs and adds what could not be read.
func reviewInputs(ctx context.Context, in *inputs, set *rules.Set, o options, bar *progress) (*review.Report, error) {
	opts := review.Options{Rules: set, Attempts: o.attempts, DelegatedSetup: o.delegatedSetup}
	if bar != nil {
		opts.Progress = bar.update
	}
	walk := source.NewWalk(source.Options{Limits: o.limits, SevenZip: sevenzip.Open})
	r, err := review.Each(ctx, in.streams(ctx, walk), opts)
	if err != nil {
		return nil, err
	}
	r.Checked.OtherFiles += walk.Others()
	in.tellEmpty(r)
	r.Skipped = slices.Concat(in.skipped, r.Skipped)
	r.Incomplete = r.Incomplete || len(in.skipped) > 0
	return r, nil
}

// streams finds the streams of all sources, the way the review wants them.
func (in *inputs) streams(ctx context.Context, walk *source.Walk) iter.Seq[review.Input] {
	return func(yield func(review.Input) bool) {
		for _, s := range in.sources {
			for file, err := range walk.Files(ctx, s) {
				var refused *source.Error
				if errors.As(err, &refused) {
					in.skip(refused)
				} else if !yield(newInput(file)) {
					return
				}
			}
			if !giveBeside(s, yield) {
				return
			}
		}
	}
}

// giveBeside gives what ServiceControl.ps1 saved beside a log that the user named.
func giveBeside(s *source.Source, yield func(review.Input) bool) bool {
	for _, file := range s.Beside(services.IsSavedName) {
		in := newInput(file)
		in.Beside = true
		if !yield(in) {
			return false
		}
	}
	return true
}

func newInput(f *source.File) review.Input {
	return review.Input{
		Path: f.Path, Root: f.Root, Named: f.Named,
		Reader: f.Reader, Open: f.Open, Keep: f.Keep, Release: f.Release,
	}
}

// tellEmpty complains about folders and archives in which nothing was found, unless it has been
// said why.
func (in *inputs) tellEmpty(r *review.Report) {
	for _, s := range in.sources {
		found := slices.ContainsFunc(r.Sources, func(f review.Source) bool { return f.Root == s.Path })
		said := func(k review.Skipped) bool { return source.Under(k.Path, s.Path) }
		if !found && !slices.ContainsFunc(in.skipped, said) && !slices.ContainsFunc(r.Skipped, said) {
			in.skipped = append(in.skipped, review.Skipped{
				Path: s.Path, Reason: "no-setup-log",
				Detail: "holds no setup log" + ownReports(r) + "; a log such as ExchangeSetup.log is expected, in any of its folders" + excerptsIn(r, s.Path),
			})
		}
	}
}

// ownReports says that reports of this program are no logs, where there are some.
func ownReports(r *review.Report) string {
	if r.Checked.OwnReports == 0 {
		return ""
	}
	return " (a report of this program is none)"
}

// excerptsIn says which files of a folder or archive may hold pieces of a log, though it holds none.
func excerptsIn(r *review.Report, root string) string {
	var names []string
	for _, path := range r.Excerpts {
		if source.Under(path, root) {
			names = append(names, printable.Quote(path))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; these may hold an excerpt of one, name the file to review it all the same: " + someOf(names)
}
