package genlog

import (
	"fmt"
	"io"
)

// Write makes whole attempts until there are enough bytes. The encoding is utf8, or utf16le with a
// byte order mark.
func Write(w io.Writer, size int64, density, encoding string, seed uint64) error {
	g, err := newGenerator(density, seed)
	if err != nil {
		return err
	}
	encode, err := encoder(encoding)
	if err != nil {
		return err
	}
	written, first := int64(0), true
	for written < size {
		n, err := w.Write(encode(g.attempt(), first))
		if err != nil {
			return err
		}
		written, first = written+int64(n), false
	}
	return nil
}

// encoder gives the function that encodes ASCII text; the first part of a file may have a mark.
func encoder(name string) (func(text []byte, first bool) []byte, error) {
	switch name {
	case "utf8":
		return func(text []byte, _ bool) []byte { return text }, nil
	case "utf16le":
		return utf16le, nil
	}
	return nil, fmt.Errorf("encoding %q is neither utf8 nor utf16le", name)
}

func utf16le(text []byte, first bool) []byte {
	wide := make([]byte, 0, 2*len(text)+2)
	if first {
		wide = append(wide, 0xff, 0xfe)
	}
	for _, c := range text {
		wide = append(wide, c, 0)
	}
	return wide
}
