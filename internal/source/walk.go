package source

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"sync"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Options say how to look for streams. The zero value works.
type Options struct {
	Limits Limits
	// SevenZip reads 7z archives; nil means that they are not read.
	SevenZip SevenZip
}

// Walk finds streams. It is not for concurrent use; the files it gives are.
type Walk struct {
	opts    Options
	buffers *sync.Pool // of *keepBuffer
	others  int
}

// NewWalk prepares a walk.
func NewWalk(opts Options) *Walk {
	opts.Limits = opts.Limits.withDefaults()
	return &Walk{opts: opts, buffers: &sync.Pool{}}
}

// Others counts what was found and can be no log: links, devices, empty files, binary ones.
func (w *Walk) Others() int { return w.others }

// Files gives the streams of a source one after the other, and an *Error for whatever can not be
// read. Files have to be kept or released while the walk goes on, since it may wait for that; a
// reader must not hold more than a few. The walk ends with the context.
func (w *Walk) Files(ctx context.Context, s *Source) iter.Seq2[*File, error] {
	return func(yield func(*File, error) bool) {
		v := &visit{Walk: w, ctx: ctx, root: s.Path, yield: yield}
		switch {
		case s.file != nil:
			v.open(blob{path: s.Path, named: true, open: func() (io.ReadCloser, error) {
				return newRegular(s.file, s.Info.Size()), nil
			}})
		case s.stream != nil:
			v.look(blob{path: s.Path, named: true}, io.NopCloser(s.stream))
		default:
			v.tree(s.Path)
		}
	}
}

// visit is the walk through one source.
type visit struct {
	*Walk
	ctx   context.Context
	root  string
	yield func(*File, error) bool
	ended bool // the reader wants no more
	// tally collects what is wrong with files of one archive; nil outside.
	tally *tally
}

// blob is something stored that is a log, an archive, or something else.
type blob struct {
	path  string
	named bool
	// open opens it as often as wanted; nil when it can be read only once.
	open func() (io.ReadCloser, error)
	// keep is held as long as it may be opened.
	keep   *handle
	budget *budget // of the outermost archive; nil outside
	depth  int     // how many archives it stands in
	// bare is what came out of a gzip archive, which is no level of its own when it is a tar.
	bare bool
}

func (v *visit) done() bool { return v.ended || v.ctx.Err() != nil }

// open looks at a blob that can be opened as often as wanted.
func (v *visit) open(b blob) {
	stream, err := b.open()
	if err != nil {
		v.fail(b, err)
		return
	}
	v.look(b, stream)
}

// look finds out what a blob is, and closes the stream.
func (v *visit) look(b blob, stream io.ReadCloser) {
	head, stream, err := sniff(stream)
	kind := archiveKind(head)
	switch {
	case err != nil:
		stream.Close()
		v.fail(b, err)
		return
	case kind == noArchive && !b.named && (len(head) == 0 || parser.LooksBinary(head)):
		stream.Close()
		v.other()
		return
	case kind.isDocument() && !b.named:
		stream.Close()
		v.other()
		return
	case kind == noArchive:
		v.leaf(b, stream)
		return
	}
	defer stream.Close()
	if b.depth > v.opts.Limits.Nesting {
		v.fail(b, tooDeep(v.opts.Limits))
		return
	}
	if b.budget == nil {
		b.budget, stream = v.newBudget(stream)
	}
	v.unpack(kind, b, stream)
}

// sniff looks at the head of a stream and gives a stream that begins with it again.
func sniff(stream io.ReadCloser) ([]byte, io.ReadCloser, error) {
	if at, ok := stream.(sized); ok {
		head := make([]byte, headSize)
		n, err := at.ReadAt(head, 0)
		if err == io.EOF {
			err = nil
		}
		return head[:n], stream, err
	}
	buffered := bufio.NewReaderSize(stream, headSize)
	head, err := buffered.Peek(headSize)
	if err == io.EOF {
		err = nil
	}
	return head, again{buffered, stream}, err
}

// again is a stream whose head has been looked at.
type again struct {
	io.Reader
	io.Closer
}

func (v *visit) newBudget(stream io.ReadCloser) (*budget, io.ReadCloser) {
	if at, ok := stream.(sized); ok {
		return newBudget(v.opts.Limits, at.Size()), stream
	}
	b := newBudget(v.opts.Limits, 0)
	return b, intake{stream, b}
}

func (v *visit) unpack(kind archive, b blob, stream io.ReadCloser) {
	switch kind {
	case zipArchive:
		v.zip(b, stream)
	case sevenZip:
		v.sevenZip(b, stream)
	case gzipArchive:
		v.gzip(b, stream)
	case tarArchive:
		v.tar(b, stream)
	default:
		v.fail(b, kindError(b.path, kind))
	}
}

// give hands a file to the reader of the walk.
func (v *visit) give(f *File) {
	if v.done() {
		f.Release()
		return
	}
	v.ended = !v.yield(f, nil)
}

// other counts what can be no log.
func (v *visit) other() { v.others++ }

// fail says that something can not be read.
func (v *visit) fail(b blob, err error) {
	if v.done() {
		return
	}
	var known *Error
	if !errors.As(err, &known) && !errors.As(v.explain(b, err), &known) {
		return
	}
	if known.Path == "" {
		known = known.at(b.path)
	}
	if v.tally != nil {
		v.tally.add(known)
		return
	}
	v.ended = !v.yield(nil, known)
}

// explain says why a file, or something in an archive, can not be read.
func (v *visit) explain(b blob, err error) error {
	if b.budget == nil {
		return openError(b.path, err)
	}
	return unpackError(b.path, err)
}

// over says whether the archive has used up what it may cost; the first time the user is told.
func (v *visit) over(b blob) bool {
	e := b.budget.err()
	if e != nil && b.budget.told.CompareAndSwap(false, true) {
		v.fail(b, e.at(b.path))
	}
	return e != nil
}
