package source

import (
	"io"
	"sync"
)

// leaf gives a stream to the reader of the walk.
func (v *visit) leaf(b blob, stream io.ReadCloser) {
	f := &File{Path: b.path, Root: v.root, Named: b.named}
	if b.open == nil {
		v.once(f, stream)
		return
	}
	stream.Close()
	b.keep.hold()
	f.Open, f.release = b.open, b.keep.release
	if _, ok := stream.(sized); !ok {
		k := v.newKeeper(func() {})
		f.Keep, f.release = k.keep, func() {
			k.release()
			b.keep.release()
		}
	}
	v.give(f)
}

// once gives a stream that can be read only now, and waits until it has been.
func (v *visit) once(f *File, stream io.ReadCloser) {
	defer stream.Close()
	read := make(chan struct{})
	k := v.newKeeper(sync.OnceFunc(func() { close(read) }))
	f.Reader, f.Keep = stream, k.keep
	f.release = func() {
		k.release()
		k.whole()
	}
	v.give(f)
	<-read
}

// newKeeper gives a keeper of one log.
func (v *visit) newKeeper(whole func()) *keeper {
	return &keeper{limit: v.opts.Limits.Entry, over: tooLargeToKeep(v.opts.Limits), buffers: v.buffers, whole: whole}
}
