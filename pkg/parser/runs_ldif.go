package parser

import "strings"

// ldifRuns is the error file of ldifde, which holds one refused entry.
type ldifRuns struct {
	dn, line, what, server Fact
}

func (r *ldifRuns) begins(*Entry, bool) bool { return false }

func (r *ldifRuns) start(*Attempt) { *r = ldifRuns{} }

func (r *ldifRuns) observe(e *Entry, a *Attempt) {
	for text := range strings.Lines(keepString(e.Message, maxText)) {
		r.read(strings.TrimSpace(text), e)
	}
}

func (r *ldifRuns) read(text string, e *Entry) {
	if dn, ok := strings.CutPrefix(text, "Entry DN: "); ok {
		r.dn = Fact{Value: dn, At: e.position()}
	}
	if server, ok := strings.CutPrefix(text, "The server side error is: "); ok {
		r.server = Fact{Value: server, At: e.position()}
	}
	if _, rest, ok := strings.Cut(text, " error on entry starting on line "); ok {
		line, what, _ := strings.Cut(rest, ": ")
		r.line = Fact{Value: line, At: e.position()}
		r.what = Fact{Value: what, At: e.position()}
	}
}

func (r *ldifRuns) outcome(*Attempt, bool) (Outcome, Position) {
	if r.what.Value != "" || r.server.Value != "" {
		return OutcomeFailed, r.what.At
	}
	return OutcomeUnknown, Position{}
}

func (r *ldifRuns) facts(a *Attempt) {
	a.Facts.put(FactLdifEntry, r.dn)
	a.Facts.put(FactLdifLine, r.line)
	a.Facts.put(FactLdifError, r.what)
	a.Facts.put(FactLdifServerError, r.server)
}
