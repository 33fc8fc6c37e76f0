// Package report writes a review as text for people or as a document for programs. Every format
// is one small file behind one interface.
//
// What comes from a log is untrusted: no format lets it reach a terminal as a control sequence.
// Writing the same review twice gives the same bytes. The package may be imported by other
// programs; the shape of its JSON documents is described by the schemas in the folder schema.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Options say how to write a report. The zero value gives plain text of unlimited width that
// shows every finding.
type Options struct {
	// Width is the width of the terminal; 0 means unlimited, for pipes and files.
	Width int
	// Color allows colours (text only).
	Color bool
	// ASCII keeps box characters and arrows out of the text; for what is no terminal.
	ASCII bool
	// MinSeverity is the lowest severity that is shown. The totals count every finding.
	MinSeverity rules.Severity
	// ExitStatus is what the program is going to exit with; JSON repeats it.
	ExitStatus int
	// ToolVersion is the version of the program, for the JSON documents.
	ToolVersion string
	// Verbose also lists all steps, all other attempts and notes, evidence in full and what
	// consequences say (text only).
	Verbose bool
	// SkippedTold is for when it has been said elsewhere why something was not reviewed: it is only
	// named then (text only).
	SkippedTold bool
	// Quiet leaves out the other attempts and what was checked (text only).
	Quiet bool
}

// writer is one format.
type writer interface {
	write(w io.Writer, r *review.Report, opts Options) error
}

// format is a writer with the name that --format knows it by.
type format struct {
	name string
	writer
}

// formats lists the formats, the default first.
func formats() []format {
	return []format{
		{"text", textWriter{}},
		{"json", jsonWriter{}},
		{"ndjson", ndjsonWriter{}},
	}
}

// Formats lists the names of the formats, the default first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Prepare makes what writing in a format needs once per process, such as the encoders of its types. To
// call it beside a review saves that time at the end.
func Prepare(name string) { _ = Write(io.Discard, name, &review.Report{}, Options{}) }

// Write writes the report in the named format; an empty name is the default.
func Write(w io.Writer, name string, r *review.Report, opts Options) error {
	for _, f := range formats() {
		if f.name == name || name == "" {
			if err := f.write(w, r, opts); err != nil {
				return fmt.Errorf("write the report as %s: %w", f.name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("there is no format %q; the formats are %s", name, strings.Join(Formats(), ", "))
}
