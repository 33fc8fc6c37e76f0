package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// textWriter writes the report for people.
type textWriter struct{}

func (textWriter) write(w io.Writer, r *review.Report, opts Options) error {
	t := text{page: newPage(opts), report: r, opts: opts}
	if err := t.all(); err != nil {
		return err
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// text is a text report in the making.
type text struct {
	*page
	report *review.Report
	opts   Options
}

// all is the whole report, from top to bottom.
func (t text) all() error {
	all := sections(t.report, t.opts)
	if err := t.overview(all); err != nil {
		return err
	}
	silent, err := t.sections(all)
	if err != nil {
		return err
	}
	t.skipped()
	if !t.opts.Quiet {
		t.checked(silent)
	}
	return nil
}

// sections writes the sections and gives those that have nothing to tell.
func (t text) sections(all []section) (silent []section, err error) {
	for _, s := range all {
		if len(all) > 1 && s.silent() && !t.opts.Verbose {
			silent = append(silent, s)
			continue
		}
		if err := t.section(s, len(all) > 1); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		t.prose(0, "Nothing could be reviewed.")
	}
	return silent, nil
}

// section is one attempt: what it is, what was found, what else the file holds.
func (t text) section(s section, several bool) error {
	t.gap()
	if several {
		t.rule()
	}
	if err := t.attempt(s); err != nil {
		return err
	}
	t.findings(s)
	if t.opts.Quiet {
		return nil
	}
	return t.others(s)
}

// skipped lists what could not be reviewed.
func (t text) skipped() {
	if len(t.report.Skipped) == 0 {
		return
	}
	if t.opts.SkippedTold {
		t.skippedNames()
		return
	}
	t.heading("Not reviewed")
	for _, s := range t.report.Skipped {
		words := fmt.Sprintf("%s (%s)", pathName(s.Path), s.Reason)
		if s.Detail != "" {
			words += ": " + s.Detail
		}
		t.bullet(2, oneLine(words))
	}
}

// skippedNames lists in one line what could not be reviewed.
func (t text) skippedNames() {
	var names []string
	for _, s := range t.report.Skipped {
		names = append(names, oneLine(fmt.Sprintf("%s (%s)", pathName(s.Path), s.Reason)))
	}
	t.gap()
	t.prose(0, "Not reviewed: "+strings.Join(names, ", "))
}

// checked says what was looked at.
func (t text) checked(silent []section) {
	c := t.report.Checked
	nothing := c.Sources == 0 && len(t.report.Skipped) > 0
	if nothing && c.OtherFiles == 0 {
		return
	}
	t.heading("Checked")
	if !nothing {
		t.prose(2, fmt.Sprintf("%s, %s, %s, %s (%s), with %s.",
			plural(c.Sources, "log"), plural(c.Attempts, "attempt"), entries(c.Entries),
			plural(c.Lines, "line"), size(c.Bytes), plural(c.Rules, "rule")))
	}
	if c.SavedFiles > 0 {
		t.prose(2, fmt.Sprintf("Read for what services were before: %s that ServiceControl.ps1 saved.", plural(c.SavedFiles, "file")))
	}
	if c.OtherFiles > c.SavedFiles {
		t.prose(2, passedOver(c))
		t.excerpts()
	}
	if len(silent) > 0 {
		var paths []string
		for _, s := range silent {
			paths = append(paths, oneLine(s.source.Path))
		}
		t.prose(2, "Nothing found in: "+strings.Join(paths, ", "))
	}
}

// passedOver counts the files that are no logs, and says which of them are reports of this program.
func passedOver(c review.Checked) string {
	words := "Passed over as no setup log: " + plural(c.OtherFiles-c.SavedFiles, "file")
	if c.OwnReports > 0 {
		words += ", of which " + plural(c.OwnReports, "report") + " of this program; a review needs the log that a report is about"
	}
	return words + "."
}

// excerpts says that files which were passed over may hold pieces of a log, and names them when asked.
func (t text) excerpts() {
	n, named := t.report.Checked.Excerpts, len(t.report.Excerpts)
	switch {
	case n == 0:
	case !t.opts.Verbose || named == 0:
		t.prose(2, grouped(int64(n))+" of these may hold an excerpt of a log: name the file to review it all the same. -v says which.")
	default:
		t.prose(2, "These may hold an excerpt of a log: name the file to review it all the same:")
		for _, path := range t.report.Excerpts {
			t.bullet(4, oneLine(path))
		}
		if n > named {
			t.prose(4, fmt.Sprintf("and %s more", grouped(int64(n-named))))
		}
	}
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return grouped(int64(n)) + " entries"
}

// heading begins a part of the report.
func (t text) heading(s string) {
	t.gap()
	t.line(0, t.strong, oneLine(s))
}

// bullet is an entry of a list.
func (t text) bullet(indent int, s string) {
	t.item(item{indent: indent, mark: "- ", style: t.plain, text: s})
}

// rule is a line between sections.
func (t text) rule() {
	mark := "-"
	if t.boxes {
		mark = "─"
	}
	width := t.width
	if width == 0 {
		width = 72
	}
	t.line(0, t.faint, strings.Repeat(mark, width))
}

// pathName gives a path as it is shown.
func pathName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// or gives the first text that is not empty.
func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
