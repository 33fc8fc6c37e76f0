// Package sevenzip reads 7z archives for package source. It is a package of its own because of
// what it brings along: who does not import it does not link it.
package sevenzip

import (
	"errors"
	"fmt"
	"io"

	"github.com/bodgit/sevenzip"

	"github.com/setuplogreview/setuplogreview/internal/source"
)

// Open reads the directory of an archive; it is a source.SevenZip.
func Open(r io.ReaderAt, size int64) ([]source.Member, error) {
	limitMemory()
	archive, err := sevenzip.NewReader(r, size)
	if err != nil {
		return nil, explain(err)
	}
	members := make([]source.Member, 0, len(archive.File))
	for _, f := range archive.File {
		members = append(members, member(f))
	}
	return members, nil
}

func member(f *sevenzip.File) source.Member {
	info := f.FileInfo()
	return source.Member{
		Name: f.Name, Size: info.Size(), Folder: info.IsDir(), Regular: info.Mode().IsRegular(), Stream: f.Stream,
		Open: func() (io.ReadCloser, error) {
			stream, err := f.Open()
			if err != nil {
				return nil, explain(err)
			}
			return reader{stream}, nil
		},
	}
}

// reader is a file whose errors are explained.
type reader struct{ io.ReadCloser }

// Read implements io.Reader.
func (r reader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = explain(err)
	}
	return n, err
}

// explain tells an archive with a password from a damaged one.
func explain(err error) error {
	var read *sevenzip.ReadError
	if errors.As(err, &read) && read.Encrypted {
		return fmt.Errorf("%w: %w", source.ErrEncrypted, err)
	}
	return err
}
