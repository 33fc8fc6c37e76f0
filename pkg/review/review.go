package review

import (
	"context"
	"errors"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Review reviews the inputs and gives one report. It fails only when ctx ends or the options are
// wrong; an input that cannot be reviewed is listed under Skipped. Inputs are read one after the
// other, in order.
func Review(ctx context.Context, inputs []Input, opts Options) (*Report, error) {
	if opts.Rules == nil {
		return nil, errors.New("review: no rules given; load them with knowledge.Load")
	}
	r := &reviewer{ctx: ctx, opts: opts, engine: newEngine(opts), report: &Report{}}
	r.report.Checked.Rules = len(opts.Rules.Rules)
	for _, in := range inputs {
		if err := r.input(in); err != nil {
			return nil, err
		}
	}
	r.finish()
	return r.report, nil
}

func newEngine(opts Options) *rules.Engine {
	if opts.reference {
		return rules.NewReferenceEngine(opts.Rules)
	}
	return rules.NewEngine(opts.Rules)
}

// Stream reviews one stream, which need not be seekable.
func Stream(ctx context.Context, path string, r io.Reader, opts Options) (*Report, error) {
	return Review(ctx, []Input{{Path: path, Reader: r, Named: true}}, opts)
}

type reviewer struct {
	ctx    context.Context
	opts   Options
	engine *rules.Engine
	report *Report
	// read counts the bytes of the sources that are done.
	read int64
}

func (r *reviewer) switches() rules.Switches {
	return rules.Switches{DelegatedSetup: r.opts.DelegatedSetup}
}

// skip notes something that could not be reviewed.
func (r *reviewer) skip(path, reason, detail string) {
	r.report.Skipped = append(r.report.Skipped, Skipped{Path: path, Reason: reason, Detail: detail})
	r.report.Incomplete = true
}

// finish adds what is known only when all sources have been read.
func (r *reviewer) finish() {
	sortFindings(r.report.Findings)
	r.report.Servers = servers(r.report)
	r.report.Checked.Sources = len(r.report.Sources)
	for i := range r.report.Sources {
		s := &r.report.Sources[i]
		r.report.Checked.Lines += s.Lines
		r.report.Checked.Bytes += s.Bytes
		r.report.Checked.Attempts += len(s.Attempts) + s.AttemptsOmitted
		for j := range s.Attempts {
			r.report.Checked.Entries += s.Attempts[j].Entries
		}
	}
	if len(r.report.Sources) == 0 {
		r.report.Incomplete = true
	}
}
