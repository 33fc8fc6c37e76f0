package parser

import (
	"bytes"
	"testing"
)

var fuzzSeeds = []string{
	"", "\n", unattendedSuccess, prerequisiteFailure, failedUpgrade,
	"[Time] [1] [ERROR] x\n\xFF\xFEa\x00",
	"01/24/2021 17:30:50.0810 [ERROR] The following error was generated when \"a\n\" was run: \"b\".\nmore",
	"MSI (s) (B4:20) [15:56:08:440]: x\r\n[00:50:54] [Error] y",
	"For more information, visit: ms-exch-setupreadiness-",
	stamp0 + "Evaluated [Setting:] [HasException:True] [Value:",
	stamp0 + "CurrentResult :", stamp0 + "Writing informational script to '-'",
}

// FuzzEntries: entries come in order, do not overlap, and hold what stands in the text.
func FuzzEntries(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		line, end := 0, int64(0)
		for e, err := range Entries(bytes.NewReader(text), EntryOptions{}) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Line <= line || e.Lines < 1 || e.Offset < end {
				t.Fatalf("line %d of %d lines at %d after line %d up to %d", e.Line, e.Lines, e.Offset, line, end)
			}
			line, end = e.Line+e.Lines-1, e.Offset+int64(len(e.Raw))
			if !bytes.Equal(e.Raw, text[e.Offset:end]) {
				t.Fatalf("entry at %d is not what stands there", e.Offset)
			}
			if got := bytes.Count(text[:e.Offset], []byte("\n")); got != e.Line-1 {
				t.Fatalf("line %d begins behind %d line breaks", e.Line, got)
			}
			checkText(t, e)
		}
		if line > bytes.Count(text, []byte("\n"))+1 {
			t.Fatalf("%d lines", line)
		}
	})
}

func checkText(t *testing.T, e *Entry) {
	text := e.Text()
	if bytes.ContainsAny([]byte(text), "\t\r\n") || bytes.Contains([]byte(text), []byte("  ")) {
		t.Fatalf("not canonical: %q", text)
	}
	if Canonical(text) != text {
		t.Fatalf("canonical form is not stable: %q, %q", text, Canonical(text))
	}
	last := 0
	for i := range text {
		at := e.RawIndex(i)
		if at < last || at > len(e.Raw) {
			t.Fatalf("offset %d of %q maps to %d after %d", i, text, at, last)
		}
		if last = at; i > 200 {
			break
		}
	}
}

// FuzzBuilder: whatever the bytes, attempts follow each other, cover what they say, and the
// summary judges like the full reading.
func FuzzBuilder(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		full, brief := parse(t, string(raw), BuilderOptions{}), parse(t, string(raw), BuilderOptions{Summary: true})
		if len(full) != len(brief) {
			t.Fatalf("%d attempts, %d in summary", len(full), len(brief))
		}
		line, end := 0, int64(0)
		for i, a := range full {
			if a.Index != i+1 || a.Line <= line || a.EndLine < a.Line || a.Offset < end || a.EndOffset < a.Offset {
				t.Fatalf("attempt %d: lines %d-%d, bytes %d-%d after %d, %d", a.Index, a.Line, a.EndLine, a.Offset, a.EndOffset, line, end)
			}
			line, end = a.EndLine, a.EndOffset
			if a.Outcome != brief[i].Outcome || a.Substance != brief[i].Substance || a.EndOffset != brief[i].EndOffset {
				t.Fatalf("attempt %d: %s and %s in summary", a.Index, a.Outcome, brief[i].Outcome)
			}
			checkAttempt(t, a)
		}
		KindOf(raw)
		LooksBinary(raw)
	})
}

func checkAttempt(t *testing.T, a *Attempt) {
	if a.Fatal >= len(a.Failures) || a.Fatal >= 0 && a.Failures[a.Fatal].Ignored {
		t.Fatalf("failure %d of %d", a.Fatal, len(a.Failures))
	}
	for _, p := range []Position{a.First, a.Last, a.OutcomeAt, a.SilenceAt} {
		if p.Line != 0 && (p.Line < a.Line || p.Line > a.EndLine || len(p.Text) > maxPosition) {
			t.Fatalf("position %+v outside of %d-%d", p, a.Line, a.EndLine)
		}
	}
	for i := range a.Failures {
		f := &a.Failures[i]
		if f.Start.Ordinal > f.End.Ordinal || len(f.Before) > maxBefore || len(f.Output) > maxText {
			t.Fatalf("failure %+v", f)
		}
	}
	if len(a.Failures) > 2*keepFailures || len(a.Readiness) > maxReadiness || len(a.Steps) > maxSteps {
		t.Fatal("caps")
	}
}
