package parser

import (
	"bytes"
	"io"
	"testing"
)

// sampleLog is a log of about n bytes: many runs of setup one after the other.
func sampleLog(n int) []byte {
	run := []byte(crlf(unattendedSuccess + prerequisiteFailure + failedUpgrade))
	return bytes.Repeat(run, max(1, n/len(run)))
}

func benchmarkBuilder(b *testing.B, opts BuilderOptions) {
	log := sampleLog(8 << 20)
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		builder := NewBuilder(opts)
		for e := range Entries(NewReader(bytes.NewReader(log)), EntryOptions{}) {
			if builder.Begins(e) {
				builder.Finish()
			}
			builder.Add(e)
		}
	}
}

func BenchmarkSummary(b *testing.B) { benchmarkBuilder(b, BuilderOptions{Summary: true}) }

func BenchmarkDetail(b *testing.B) { benchmarkBuilder(b, BuilderOptions{}) }

func BenchmarkEntries(b *testing.B) {
	log := sampleLog(8 << 20)
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		for e := range Entries(NewReader(bytes.NewReader(log)), EntryOptions{}) {
			_ = e
		}
	}
}

func BenchmarkReader(b *testing.B) {
	log := sampleLog(8 << 20)
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, NewReader(bytes.NewReader(log))); err != nil {
			b.Fatal(err)
		}
	}
}
