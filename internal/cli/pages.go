package cli

import "io"

const (
	firstPage = 64 << 10 // more than most reports have, in bytes
	nextPage  = 1 << 20
)

// pages keeps a document in memory until it is complete. It grows by pages, so that a large one is
// never copied, which would take its size once more. The zero value is ready.
type pages struct{ list [][]byte }

// Write implements io.Writer. It does not fail.
func (p *pages) Write(text []byte) (int, error) {
	for rest := text; len(rest) > 0; {
		page := p.open()
		n := min(cap(*page)-len(*page), len(rest))
		*page = append(*page, rest[:n]...)
		rest = rest[n:]
	}
	return len(text), nil
}

// open gives a page with room.
func (p *pages) open() *[]byte {
	n := len(p.list)
	if n > 0 && len(p.list[n-1]) < cap(p.list[n-1]) {
		return &p.list[n-1]
	}
	size := nextPage
	if n == 0 {
		size = firstPage
	}
	p.list = append(p.list, make([]byte, 0, size))
	return &p.list[n]
}

// WriteTo implements io.WriterTo.
func (p *pages) WriteTo(w io.Writer) (int64, error) {
	var written int64
	for _, page := range p.list {
		n, err := w.Write(page)
		written += int64(n)
		if err != nil {
			return written, err
		}
	}
	return written, nil
}
