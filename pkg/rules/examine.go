package rules

import (
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Examined is what the rules found in one attempt of a text.
type Examined struct {
	Attempt *parser.Attempt
	Matches []*Match
}

// Examine reads a text of moderate size to its end and matches the rules against each of its
// attempts, in order. A review of large sources is the business of package review.
func (e *Engine) Examine(r io.Reader, kind parser.Kind, switches Switches) ([]Examined, error) {
	x := e.newExamination(kind, switches)
	err := x.read(r)
	return x.done, err
}

type examination struct {
	engine    *Engine
	kind      parser.Kind
	switches  Switches
	builder   *parser.Builder
	collector *Collector
	done      []Examined

	watched *program // a rule that is traced, or nil
	traces  []Trace
}

func (e *Engine) newExamination(kind parser.Kind, switches Switches) *examination {
	return &examination{engine: e, kind: kind, switches: switches, builder: parser.NewBuilder(parser.BuilderOptions{Kind: kind})}
}

func (x *examination) read(r io.Reader) error {
	for entry, err := range parser.Entries(parser.NewReader(r), parser.EntryOptions{Kind: x.kind}) {
		if err != nil {
			return err
		}
		x.add(entry)
	}
	x.finish()
	return nil
}

func (x *examination) add(entry *parser.Entry) {
	if x.builder.Begins(entry) {
		x.finish()
	}
	if x.collector == nil {
		x.collector = x.engine.NewCollector(x.kind, true, nil)
		if x.watched != nil {
			x.collector.watch = newWatch(x.engine, x.watched)
		}
	}
	event := x.builder.Add(entry)
	x.collector.Add(entry, event)
}

func (x *examination) finish() {
	if x.collector == nil {
		return
	}
	a := x.builder.Finish()
	matches := x.collector.Finish(a, x.switches)
	x.done = append(x.done, Examined{Attempt: a, Matches: matches})
	if w := x.collector.watch; w != nil {
		x.traces = append(x.traces, w.finish(a, matches))
	}
	x.collector = nil
}
