package source

import (
	"io"
	"os"
	"path/filepath"
)

// maxBeside is how many files beside a log are given.
const maxBeside = 64

// Beside gives the regular files in the folder of a log that the user named, of those names that
// are wanted, in their order. Beside standard input, a pipe, a folder or an archive there are none.
func (s *Source) Beside(wanted func(name string) bool) []*File {
	if s.file == nil || s.Path == Stdin || s.IsArchive() {
		return nil
	}
	dir, own := filepath.Split(s.Path)
	entries, _ := os.ReadDir(filepath.Clean(dir)) // what cannot be listed is not there
	var files []*File
	for _, entry := range entries {
		if name := entry.Name(); name != own && entry.Type().IsRegular() && wanted(name) && len(files) < maxBeside {
			path := dir + name
			files = append(files, &File{Path: path, Root: s.Path, Open: func() (io.ReadCloser, error) { return openRegular(path) }})
		}
	}
	return files
}
