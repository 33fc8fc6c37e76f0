package source

import (
	"archive/tar"
	"io"
	"strings"
)

// tar looks into a tar archive. What lies in a file can be read as often as wanted; what comes
// out of a stream only now.
func (v *visit) tar(b blob, stream io.ReadCloser) {
	at, keep := v.tarInPlace(b, stream)
	defer keep.release()
	if at != nil {
		stream = section(at, 0, at.Size())
	}
	outer := v.tally
	v.tally = &tally{}
	reader := tar.NewReader(stream)
	for !v.done() {
		header, err := reader.Next()
		b.budget.entry()
		if v.over(b) || err == io.EOF {
			break
		}
		if err != nil {
			v.fail(b, err)
			break
		}
		v.tarMember(b, header, reader, place{stream, at, keep})
	}
	v.finish(outer)
}

// tarInPlace gives an archive that lies in a file or in memory, or nil.
func (v *visit) tarInPlace(b blob, stream io.ReadCloser) (sized, *handle) {
	at, ok := stream.(sized)
	if !ok || b.open == nil {
		return nil, nil
	}
	at, keep, err := v.reopen(b, at)
	if err != nil {
		return nil, nil
	}
	return at, keep
}

// place is where a tar archive lies; at is nil for one that comes out of a stream.
type place struct {
	stream io.Reader
	at     sized
	keep   *handle
}

// data gives what follows a header as something that can be opened as often as wanted, or nil.
func (p place) data(h *tar.Header) func() (io.ReadCloser, error) {
	seeker, ok := p.stream.(io.Seeker)
	if p.at == nil || !ok || isSparse(h) {
		return nil
	}
	offset, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil
	}
	return func() (io.ReadCloser, error) { return section(p.at, offset, h.Size), nil }
}

func (v *visit) tarMember(b blob, h *tar.Header, r io.Reader, p place) {
	inner := blob{path: memberPath(b.path, h.Name), budget: b.budget, depth: b.depth + 1, keep: p.keep}
	if b.bare {
		inner.depth = b.depth
	}
	switch {
	case h.Typeflag == tar.TypeDir:
	case !h.FileInfo().Mode().IsRegular(), h.Typeflag == tar.TypeLink, h.Size == 0:
		v.other()
	case h.Size > v.opts.Limits.Entry:
		v.fail(inner, tooLarge(v.opts.Limits))
	default:
		if inner.open = p.data(h); inner.open != nil {
			v.open(inner)
		} else {
			v.look(inner, io.NopCloser(r))
		}
	}
}

// isSparse says whether a file has holes, which are not stored.
func isSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for name := range h.PAXRecords {
		if strings.HasPrefix(name, "GNU.sparse.") {
			return true
		}
	}
	return false
}
