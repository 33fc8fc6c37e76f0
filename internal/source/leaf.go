package source

import "io"

// leaf gives a stream to the reader of the walk.
func (v *visit) leaf(b blob, stream io.ReadCloser) {
	f := &File{Path: b.path, Root: v.root, Named: b.named}
	switch {
	case b.open != nil:
		stream.Close()
		b.keep.hold()
		f.Open, f.release = b.open, b.keep.release
		v.give(f)
	case b.budget == nil:
		v.once(f, stream, func() {})
	default:
		v.held(f, b, stream)
	}
}

// held holds a file in memory, since it can be read from its archive only now. Of a very large
// one only the beginning is held.
func (v *visit) held(f *File, b blob, stream io.ReadCloser) {
	buffer := v.buffers.take(v.ctx)
	if buffer == nil {
		return
	}
	release := func() { v.buffers.give(buffer) }
	open, whole, err := hold(b, stream, buffer)
	if err != nil {
		v.fail(b, err)
	}
	if err == nil && !whole {
		v.once(f, again{io.MultiReader(open(), stream), stream}, release)
		return
	}
	f.Open, f.release = func() (io.ReadCloser, error) { return asCloser(open()), nil }, release
	v.give(f)
}

// hold reads a stream into a buffer, as it is or packed.
func hold(b blob, stream io.Reader, buffer []byte) (open func() io.Reader, whole bool, err error) {
	if b.size <= 0 || b.size > int64(len(buffer)) {
		data, whole, err := pack(stream, buffer)
		return func() io.Reader { return unpack(data) }, whole, err
	}
	n, err := io.ReadFull(stream, buffer[:b.size])
	data := bytesAt(buffer[:n])
	return func() io.Reader { return io.NewSectionReader(data, 0, int64(n)) }, true, err
}

// asCloser makes something closable; what can be read in place stays so.
func asCloser(r io.Reader) io.ReadCloser {
	if in, ok := r.(*io.SectionReader); ok {
		return inPlace{in}
	}
	return io.NopCloser(r)
}

// once gives a stream that can be read only now, and waits until it has been.
func (v *visit) once(f *File, stream io.ReadCloser, release func()) {
	defer stream.Close()
	released := make(chan struct{})
	f.Reader = stream
	f.release = func() {
		release()
		close(released)
	}
	v.give(f)
	<-released
}
