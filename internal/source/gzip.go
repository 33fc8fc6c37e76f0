package source

import (
	"bufio"
	"io"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
)

// gzip looks into a gzip archive: a log, a tar archive, or anything else. Its content is shown
// under the path of the archive.
func (v *visit) gzip(b blob, stream io.ReadCloser) {
	inner := b
	inner.depth, inner.bare, inner.open = b.depth+1, true, nil
	spent := &atomic.Int64{}
	if b.open != nil {
		inner.open = func() (io.ReadCloser, error) {
			stored, err := b.open()
			if err != nil {
				return nil, err
			}
			return v.gunzip(inner, stored, spent)
		}
		v.open(inner)
		return
	}
	unpacked, err := v.gunzip(inner, io.NopCloser(stream), spent)
	if err != nil {
		v.fail(b, err)
		return
	}
	v.look(inner, unpacked)
}

// gunzip unpacks a stream; closing the result closes it.
func (v *visit) gunzip(b blob, stored io.ReadCloser, spent *atomic.Int64) (io.ReadCloser, error) {
	z, err := gzip.NewReader(bufio.NewReaderSize(stored, 64<<10))
	if err != nil {
		stored.Close()
		return nil, unpackError(b.path, err)
	}
	return &meter{ctx: v.ctx, path: b.path, r: again{z, stored}, budget: b.budget, spent: spent, whole: b.bare}, nil
}
