package review

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Review reviews the inputs and gives one report. It fails only when ctx ends or the options are
// wrong; an input that cannot be reviewed is listed under Skipped. Several inputs are read at the
// same time; the report has them in the order in which they are given.
func Review(ctx context.Context, inputs []Input, opts Options) (*Report, error) {
	return Each(ctx, slices.Values(inputs), opts)
}

// Each is Review for inputs that are found while others are already read. The sequence is taken
// on the calling goroutine, a few inputs ahead at most, and every input that it gives is released.
func Each(ctx context.Context, inputs iter.Seq[Input], opts Options) (*Report, error) {
	if opts.Rules == nil {
		return nil, errors.New("review: no rules given; load them with knowledge.Load")
	}
	c := newCrew(opts)
	jobs, err := c.all(ctx, inputs)
	if err != nil {
		return nil, err
	}
	c.restore(jobs)
	report := &Report{}
	report.Checked.Rules = len(opts.Rules.Rules)
	for _, j := range ordered(jobs) {
		report.merge(j.report)
	}
	report.finish(opts.Rules)
	return report, nil
}

// Stream reviews one stream, which need not be seekable.
func Stream(ctx context.Context, path string, r io.Reader, opts Options) (*Report, error) {
	return Review(ctx, []Input{{Path: path, Reader: r, Named: true}}, opts)
}

// reviewer reviews one input.
type reviewer struct {
	*crew
	ctx    context.Context
	report *Report // of this input alone
	saved  *savedFile
}

func (r *reviewer) switches() rules.Switches {
	return rules.Switches{DelegatedSetup: r.opts.DelegatedSetup}
}

// skip notes something that could not be reviewed.
func (r *reviewer) skip(path, reason, detail string) {
	r.report.Skipped = append(r.report.Skipped, Skipped{Path: path, Reason: reason, Detail: detail})
	r.report.Incomplete = true
}
