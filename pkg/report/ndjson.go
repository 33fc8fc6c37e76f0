package report

import (
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// ndjsonWriter writes one line a finding, each complete in itself, for tickets.
type ndjsonWriter struct{}

func (ndjsonWriter) write(w io.Writer, r *review.Report, opts Options) error {
	for _, f := range opts.shownFindings(r.Findings) {
		if err := encode(w, newFindingLine(r, f, opts), false); err != nil {
			return err
		}
	}
	return nil
}

func newFindingLine(r *review.Report, f review.Finding, opts Options) findingLine {
	source, attempt := sourceOf(r, f)
	return findingLine{
		SchemaVersion: schemaVersion,
		Tool:          toolDoc{toolName, opts.ToolVersion},
		findingHead:   newFindingHead(f),
		Server:        newServerBody(serverOf(r, f)),
		Source:        newSource(source),
		Attempt:       newAttempt(attempt),
		findingBody:   newFindingBody(f),
	}
}

// serverOf gives the server of a finding; of one that is not listed only the name is known.
func serverOf(r *review.Report, f review.Finding) review.Server {
	for _, s := range r.Servers {
		if s.Name == f.Server {
			return s
		}
	}
	return review.Server{Name: f.Server}
}

// sourceOf gives the source and the attempt of a finding, as far as they are listed.
func sourceOf(r *review.Report, f review.Finding) (review.Source, review.Attempt) {
	unlisted := review.Attempt{Index: f.Attempt, Outcome: parser.OutcomeUnknown}
	if f.Source < 0 || f.Source >= len(r.Sources) {
		return review.Source{Path: f.Path, Kind: parser.KindUnknown}, unlisted
	}
	source := r.Sources[f.Source]
	for _, a := range source.Attempts {
		if a.Index == f.Attempt {
			return source, a
		}
	}
	return source, unlisted
}
