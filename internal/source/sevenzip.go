package source

import (
	"io"
	"sync/atomic"
)

// SevenZip reads the directory of a 7z archive. Files are opened in the order in which it gives
// them, each after the one before was closed. Its errors wrap ErrEncrypted, ErrMethod or ErrMemory.
type SevenZip func(r io.ReaderAt, size int64) ([]Member, error)

// Member is a file of a 7z archive.
type Member struct {
	Name    string
	Size    int64
	Folder  bool
	Regular bool
	// Stream tells which files were compressed together: all of the ones before have to be unpacked
	// to get at one.
	Stream int
	Open   func() (io.ReadCloser, error)
}

// sevenZip looks into a 7z archive.
func (v *visit) sevenZip(b blob, stream io.ReadCloser) {
	if v.opts.SevenZip == nil {
		v.fail(b, kindError(b.path, sevenZip))
		return
	}
	at, keep, err := v.inPlace(b, stream)
	if err != nil {
		v.fail(b, err)
		return
	}
	defer keep.release()
	members, err := v.opts.SevenZip(at, at.Size())
	if err != nil {
		v.fail(b, unpackError(b.path, err))
		return
	}
	if len(members) > v.opts.Limits.Entries {
		v.fail(b, tooManyEntries(v.opts.Limits))
		return
	}
	outer := v.tally
	v.tally = &tally{}
	for i, m := range members {
		last := i+1 == len(members) || members[i+1].Stream != m.Stream
		if v.done() || !v.sevenZipMember(b, m, last) {
			break
		}
	}
	v.finish(outer)
}

// sevenZipMember looks at one file; it is false when the archive is to be left.
func (v *visit) sevenZipMember(b blob, m Member, last bool) bool {
	b.budget.entry()
	if v.over(b) {
		return false
	}
	inner := blob{path: memberPath(b.path, m.Name), budget: b.budget, depth: b.depth + 1}
	if m.Folder {
		return true
	}
	if !m.Regular || m.Size == 0 {
		v.other()
	}
	if m.Size == 0 {
		return true
	}
	stored, err := m.Open()
	if err != nil {
		v.fail(inner, err)
		return false
	}
	defer stored.Close()
	stream := &meter{ctx: v.ctx, path: inner.path, r: io.NopCloser(stored), budget: b.budget, spent: &atomic.Int64{}}
	if m.Regular {
		v.look(inner, stream)
	}
	if last {
		return true
	}
	// What comes next can only be had through the rest of this one.
	_, err = io.Copy(io.Discard, stream)
	if v.over(b) {
		return false
	}
	if err != nil {
		v.fail(inner, err)
	}
	return err == nil
}
