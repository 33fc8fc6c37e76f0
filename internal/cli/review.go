package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// runReview is the pipeline: rules, inputs, review, report.
func (c Command) runReview(ctx context.Context, o options) (int, error) {
	set, err := awaitRules(ctx, o)
	if err != nil {
		return StatusUsage, err
	}
	in, err := c.openInputs(ctx, o.paths)
	if err != nil {
		return StatusIncomplete, err
	}
	defer in.close()
	target, err := newTarget(o.output, in)
	if err != nil {
		return StatusUsage, err
	}
	bar := c.newProgress(o, in.size())
	go guarded(func() (any, error) { report.Prepare(o.format); return nil, nil })
	r, err := await(ctx, func() (*review.Report, error) { return reviewInputs(ctx, in, set, o, bar) })
	bar.stop()
	if err != nil {
		return StatusFailed, failuref("the review failed: %w", err)
	}
	status := exitStatus(r, o.failOn)
	c.tellSkipped(r)
	return status, c.publish(ctx, target, r, o, status)
}

// awaitRules is loadRules for whoever may be interrupted while files are read.
func awaitRules(ctx context.Context, o options) (*rules.Set, error) {
	if len(o.ruleDirs) == 0 {
		return loadRules(o)
	}
	return await(ctx, func() (*rules.Set, error) { return loadRules(o) })
}

// loadRules gives the rules that come with the program, with what the user adds and leaves out.
func loadRules(o options) (*rules.Set, error) {
	base, err := knowledge.Load()
	if err != nil {
		return nil, failuref("the rules of this program do not load, please report it: %w", err)
	}
	if len(o.ruleDirs) == 0 && len(o.disabled) == 0 {
		return base, nil
	}
	set, err := rules.Merge(base, o.ruleDirs, o.disabled)
	if err != nil {
		return nil, usageErrorf("%w", err)
	}
	return set, nil
}

// exitStatus is what the program says with its status about a finished review.
func exitStatus(r *review.Report, failOn rules.Severity) int {
	switch {
	case r.Incomplete:
		return StatusIncomplete
	case slices.ContainsFunc(r.Findings, func(f review.Finding) bool { return atLeast(f.Severity, failOn) }):
		return StatusFindings
	}
	return StatusOK
}

// atLeast is true when a severity is as bad as the limit; nothing is as bad as the empty limit.
func atLeast(s, limit rules.Severity) bool {
	return slices.Index(severities(), string(s)) <= slices.Index(severities(), string(limit))
}

// tellSkipped says on standard error what could not be reviewed.
func (c Command) tellSkipped(r *review.Report) {
	for _, s := range r.Skipped {
		fmt.Fprintf(c.Stderr, "%s: %s: %s\n", Name, source.NameOf(s.Path), printable.Text(s.Detail))
	}
}

// publish writes the report. It is made in memory first, so that nothing half written is left.
func (c Command) publish(ctx context.Context, t target, r *review.Report, o options, status int) error {
	var document pages
	if err := report.Write(&document, o.format, r, c.reportOptions(o, status)); err != nil {
		return failuref("%w", err)
	}
	if t.path != "" {
		if err := t.write(ctx, &document); err != nil {
			return err
		}
		c.tellWritten(t, o)
		return nil
	}
	_, err := await(ctx, func() (int64, error) { return document.WriteTo(c.Stdout) })
	return err
}

// tellWritten says on standard error where the report is, and when the name of the file promises
// another format.
func (c Command) tellWritten(t target, o options) {
	if o.quiet || t.mode != 0 && !t.mode.IsRegular() {
		return
	}
	fmt.Fprintf(c.Stderr, "%s: the report is in %s\n", Name, printable.Quote(t.path))
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(t.path), "."))
	if ending != o.format && slices.Contains(report.Formats(), ending) {
		fmt.Fprintf(c.Stderr, "%s: its format is %s; for what its name says add --format %s\n", Name, o.format, ending)
	}
}

func (c Command) reportOptions(o options, status int) report.Options {
	opts := report.Options{
		ASCII: true, MinSeverity: o.minSeverity, ExitStatus: status,
		ToolVersion: c.Version, Verbose: o.verbose, Quiet: o.quiet,
	}
	if o.output != "" {
		return opts
	}
	opts.SkippedTold = true
	l := c.lookOf(c.Stdout, o.noColor)
	opts.Color, opts.Width, opts.ASCII = l.color, l.width, !l.terminal
	return opts
}
