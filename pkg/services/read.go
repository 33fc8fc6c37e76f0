package services

import (
	"bytes"
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// headSize is how much of a log is looked at to know its kind.
const headSize = 64 << 10

// Read reads a log of ServiceControl.ps1, or of setup, and gives what its newest attempt that
// handled services says about them. The kind is that of the log; one of another kind says nothing.
func Read(path string, r io.Reader) (Evidence, parser.Kind, error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return Evidence{}, parser.KindUnknown, fmt.Errorf("%s: cannot be read: %w", path, err)
	}
	kind := parser.KindOf(head[:n])
	var e Evidence
	if kind != parser.KindServiceControl && kind != parser.KindExchangeSetup {
		return e, kind, nil
	}
	builder := parser.NewBuilder(parser.BuilderOptions{Kind: kind})
	text := parser.NewReader(io.MultiReader(bytes.NewReader(head[:n]), r))
	for entry, err := range parser.Entries(text, parser.EntryOptions{Kind: kind}) {
		if err != nil {
			return e, kind, fmt.Errorf("%s: could not be read to its end: %w", path, err)
		}
		if builder.Begins(entry) {
			e.take(kind, builder.Finish())
		}
		builder.Add(entry)
	}
	e.take(kind, builder.Finish())
	return e, kind, nil
}

// take takes over what an attempt says, if it handled services.
func (e *Evidence) take(kind parser.Kind, a *parser.Attempt) {
	if a == nil {
		return
	}
	if server := a.Facts.Get(parser.FactServer); server != "" {
		e.Server = server
	}
	if len(a.Services) == 0 {
		return
	}
	e.Services, e.Notes = a.Services, nil
	e.Overwritten = a.Facts.Get(parser.FactStateOverwritten) == "true"
	if kind == parser.KindExchangeSetup {
		e.bySetup(a.Outcome)
	}
}

// bySetup knows that setup starts what it has stopped, by other means than the script: after it
// succeeded nothing is left, and else it wants to be run again first.
func (e *Evidence) bySetup(outcome parser.Outcome) {
	if outcome != parser.OutcomeSucceeded {
		e.Notes = []string{"setup did not come to its end; when it runs again to the end, it starts the services itself"}
		return
	}
	for i := range e.Services {
		e.Services[i].Disabled, e.Services[i].Stopped = false, false
	}
}
