package source

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
)

// budget counts what an outermost archive has cost so far, with all archives inside it. It may
// be used concurrently.
type budget struct {
	limits  Limits
	stored  atomic.Int64 // bytes of the outermost archive: its size, or as many as have been read
	total   atomic.Int64
	entries atomic.Int64
	broken  atomic.Pointer[Error] // set when a limit of the whole archive has been reached
	told    atomic.Bool           // the user knows
}

func newBudget(limits Limits, stored int64) *budget {
	b := &budget{limits: limits}
	b.stored.Store(stored)
	return b
}

// err is the limit of the whole archive that has been reached, or nil.
func (b *budget) err() *Error { return b.broken.Load() }

// entry counts one more file or folder.
func (b *budget) entry() {
	if b.entries.Add(1) > int64(b.limits.Entries) {
		b.broken.CompareAndSwap(nil, tooManyEntries(b.limits))
	}
}

// spend counts unpacked bytes.
func (b *budget) spend(n int64) *Error {
	total := b.total.Add(n)
	if total > b.limits.Total {
		b.broken.CompareAndSwap(nil, limitError(
			"it unpacks to more than %s; if it is what you mean to read, raise --max-total", size(b.limits.Total)))
	}
	if stored := b.stored.Load(); total > ratioFrom && total/b.limits.Ratio > stored {
		b.broken.CompareAndSwap(nil, limitError(
			"it unpacks to more than %d times its size, as an archive does that is made to fill a machine; "+
				"if it is what you mean to read, raise --max-ratio", b.limits.Ratio))
	}
	return b.err()
}

func tooManyEntries(l Limits) *Error {
	return limitError("it holds more than %d files; extract the logs that matter, or raise --max-entries", l.Entries)
}

func tooDeep(l Limits) *Error {
	return limitError("it stands deeper than %d archives inside one another; extract it, or raise --max-nesting", l.Nesting)
}

func tooLarge(l Limits) *Error {
	return limitError("it is larger than %s; extract it, or raise --max-entry", size(l.Entry))
}

// archiveTooLarge is for an archive that has to be kept, and is of no known size.
func archiveTooLarge(l Limits) *Error {
	return limitError("it is larger than %s; if it is what you mean to read, raise --max-total", size(l.Total))
}

// tooLargeToKeep is for a log that can be read once all the same.
func tooLargeToKeep(l Limits) error {
	return fmt.Errorf("it is larger than %s; if there is room for it in the temporary folder, raise --max-entry", size(l.Entry))
}

func limitError(format string, args ...any) *Error {
	return &Error{Reason: ReasonLimit, Detail: fmt.Sprintf(format, args...)}
}

// size writes a limit for people.
func size(n int64) string {
	for _, unit := range []struct {
		bytes int64
		name  string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.bytes && n%unit.bytes == 0 {
			return fmt.Sprintf("%d %s", n/unit.bytes, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// meter passes on what is unpacked and counts it. It ends with the context.
type meter struct {
	ctx    context.Context
	path   string
	r      io.ReadCloser
	budget *budget
	read   int64
	// spent is how far the file has been paid for; the next one who opens it pays for the rest.
	spent *atomic.Int64
	// whole is set for what is not one file yet, but all files of an archive.
	whole bool
}

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.read += int64(n)
	if e := m.pay(); e != nil {
		return n, e.at(m.path)
	}
	if err != nil && err != io.EOF {
		err = unpackError(m.path, err)
	}
	return n, err
}

func (m *meter) pay() *Error {
	if !m.whole && m.read > m.budget.limits.Entry {
		return tooLarge(m.budget.limits)
	}
	for {
		spent := m.spent.Load()
		if m.read <= spent {
			return m.budget.err()
		}
		if m.spent.CompareAndSwap(spent, m.read) {
			return m.budget.spend(m.read - spent)
		}
	}
}

// Close implements io.Closer.
func (m *meter) Close() error { return m.r.Close() }

// intake counts what is read of an archive whose size is not known.
type intake struct {
	io.ReadCloser
	budget *budget
}

// Read implements io.Reader.
func (i intake) Read(p []byte) (int, error) {
	n, err := i.ReadCloser.Read(p)
	i.budget.stored.Add(int64(n))
	return n, err
}
