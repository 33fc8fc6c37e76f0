package source

import (
	"io"
	"os"
)

// spool copies a stream into a temporary file that has no name, or loses it when it is closed,
// however the program ends. An archive has to be read from its end; this is how one is read that
// comes out of another archive or through a pipe.
func spool(r io.Reader) (*os.File, int64, error) {
	file, err := tempFile()
	if err != nil {
		return nil, 0, err
	}
	n, err := io.Copy(file, r)
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	return file, n, nil
}
