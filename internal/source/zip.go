package source

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
)

// Methods of compression, and a flag, as zip numbers them.
const (
	zipDeflate64 = 9
	zipAES       = 99
	zipEncrypted = 1
)

// zip looks into a zip archive, in the order of its names.
func (v *visit) zip(b blob, stream io.ReadCloser) {
	at, keep, err := v.inPlace(b, stream)
	if err != nil {
		v.fail(b, err)
		return
	}
	defer keep.release()
	z, err := openZip(at, v.opts.Limits)
	if err != nil {
		v.fail(b, zipError(b.path, err))
		return
	}
	outer := v.tally
	v.tally = &tally{}
	for _, f := range z.File {
		if v.done() || !v.zipMember(b, keep, f) {
			break
		}
	}
	v.finish(outer)
}

// finish says what was wrong with the files of an archive, and goes back to the one around it.
func (v *visit) finish(outer *tally) {
	inner := v.tally
	v.tally = outer
	for _, e := range inner.errors() {
		v.fail(blob{path: e.Path}, e)
	}
}

// inPlace gives an archive as something that can be read from its end; what can not be is kept
// first. The handle lets go of it.
func (v *visit) inPlace(b blob, stream io.ReadCloser) (sized, *handle, error) {
	if at, ok := stream.(sized); ok && b.open != nil {
		return v.reopen(b, at)
	}
	k := &keeper{limit: v.opts.Limits.Total, over: archiveTooLarge(v.opts.Limits), buffers: v.buffers, whole: func() {}}
	kept, err := k.keep(stream)
	if err != nil {
		k.release()
		return nil, nil, err
	}
	return kept.(sized), newHandle(k.release), nil
}

// reopen opens an archive a second time, since its files will be read when the first stream has
// been closed.
func (v *visit) reopen(b blob, at sized) (sized, *handle, error) {
	stream, err := b.open()
	if err != nil {
		return nil, nil, err
	}
	b.keep.hold()
	end := func() {
		stream.Close()
		b.keep.release()
	}
	if second, ok := stream.(sized); ok {
		at = second
	}
	return at, newHandle(end), nil
}

// zipMember looks at one file; it is false when the archive is to be left.
func (v *visit) zipMember(b blob, keep *handle, f *zip.File) bool {
	b.budget.entry()
	if v.over(b) {
		return false
	}
	inner := blob{path: memberPath(b.path, f.Name), budget: b.budget, depth: b.depth + 1, keep: keep}
	switch {
	case isFolderName(f.Name):
	case !f.Mode().IsRegular(), f.UncompressedSize64 == 0 && f.CompressedSize64 == 0:
		v.other()
	case f.Flags&zipEncrypted != 0, f.Method == zipAES:
		v.fail(inner, encryptedError(inner.path))
	case f.Method != zip.Store && f.Method != zip.Deflate:
		v.fail(inner, methodError(inner.path, f.Method))
	default:
		spent := &atomic.Int64{}
		inner.open = func() (io.ReadCloser, error) {
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			return &meter{ctx: v.ctx, path: inner.path, r: r, budget: b.budget, spent: spent}, nil
		}
		v.open(inner)
	}
	return !v.over(b)
}

func methodError(path string, method uint16) *Error {
	what := fmt.Sprintf("it is compressed with method %d, which is not read", method)
	if method == zipDeflate64 {
		what = "it is compressed with Deflate64, as Explorer does with large files, which is not read"
	}
	return &Error{path, ReasonCompression, what + "; extract it, or zip it again with Compress-Archive or 7-Zip", ErrMethod}
}

func zipError(path string, err error) error {
	if errors.Is(err, zip.ErrFormat) {
		err = errors.New("its directory, which stands at its end, is missing")
	}
	return unpackError(path, err)
}

// openZip reads the directory of an archive, unless it is larger than the limits allow.
func openZip(at sized, limits Limits) (*zip.Reader, error) {
	if zipCount(at) > int64(limits.Entries) {
		return nil, tooManyEntries(limits)
	}
	capped := &cappedReader{ReaderAt: at, limits: limits}
	capped.left.Store(zipTail + directoryEntry*int64(limits.Entries))
	z, err := zip.NewReader(capped, at.Size())
	if err != nil {
		return nil, err
	}
	capped.open.Store(true)
	inflaters := &sync.Pool{}
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return inflate(inflaters, r) })
	slices.SortStableFunc(z.File, func(f, g *zip.File) int {
		return comparePaths(cleanName(f.Name), cleanName(g.Name))
	})
	return z, nil
}

// inflater is a decompressor that is used again; there is one for each file that is open.
type inflater struct {
	io.ReadCloser
	stored *bufio.Reader
	pool   *sync.Pool
}

func inflate(pool *sync.Pool, r io.Reader) io.ReadCloser {
	f, used := pool.Get().(*inflater)
	if !used {
		f = &inflater{stored: bufio.NewReaderSize(r, 32<<10), pool: pool}
		f.ReadCloser = flate.NewReader(f.stored)
		return &closeOnce{f}
	}
	f.stored.Reset(r)
	// It is what flate gave, which can be reset, and without a dictionary never fails.
	_ = f.ReadCloser.(flate.Resetter).Reset(f.stored, nil)
	return &closeOnce{f}
}

// closeOnce gives an inflater back.
type closeOnce struct{ *inflater }

// Read implements io.Reader.
func (c *closeOnce) Read(p []byte) (int, error) {
	if c.inflater == nil {
		return 0, os.ErrClosed
	}
	return c.inflater.Read(p)
}

// Close implements io.Closer.
func (c *closeOnce) Close() error {
	if c.inflater == nil {
		return nil
	}
	err := c.inflater.Close()
	c.pool.Put(c.inflater)
	c.inflater = nil
	return err
}

const (
	directoryEntry = 512 // bytes of an entry with a long name
	zipTail        = 1 << 20
	zipEnd         = 22 // bytes of the end of the directory, without its comment
)

// zipCount gives how many entries the end of the directory claims to have: those in ordinary
// archives, and all in larger ones. It gives 0 when it finds no end.
func zipCount(at sized) int64 {
	tail := make([]byte, min(at.Size(), zipEnd+1<<16))
	if _, err := at.ReadAt(tail, at.Size()-int64(len(tail))); err != nil && err != io.EOF {
		return 0
	}
	for i := len(tail) - zipEnd; i >= 0; i-- {
		if string(tail[i:i+4]) != "PK\x05\x06" {
			continue
		}
		if n := binary.LittleEndian.Uint16(tail[i+10:]); n != 0xffff {
			return int64(n)
		}
		return zip64Count(at, tail[:i])
	}
	return 0
}

// zip64Count reads the count of a large archive; what stands before the end says where it is.
func zip64Count(at sized, before []byte) int64 {
	if len(before) < 20 || string(before[len(before)-20:len(before)-16]) != "PK\x06\x07" {
		return 0
	}
	offset := int64(binary.LittleEndian.Uint64(before[len(before)-12:]))
	record := make([]byte, 40)
	if _, err := at.ReadAt(record, offset); err != nil || string(record[:4]) != "PK\x06\x06" {
		return 0
	}
	return int64(min(binary.LittleEndian.Uint64(record[32:]), 1<<62))
}

// cappedReader ends the reading of a directory that is larger than its end says.
type cappedReader struct {
	io.ReaderAt
	limits Limits
	left   atomic.Int64
	open   atomic.Bool
}

// ReadAt implements io.ReaderAt.
func (c *cappedReader) ReadAt(p []byte, offset int64) (int, error) {
	if !c.open.Load() && c.left.Add(-int64(len(p))) < 0 {
		return 0, tooManyEntries(c.limits)
	}
	return c.ReaderAt.ReadAt(p, offset)
}
