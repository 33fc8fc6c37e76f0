package source

import (
	"io"
	"io/fs"
	"path/filepath"
)

// tree walks through a folder. Links and devices are passed over, so that the walk stays in the
// folder and ends.
func (v *visit) tree(root string) {
	// The function never gives an error but the one that ends the walk.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case v.done():
			return fs.SkipAll
		case err != nil:
			v.fail(blob{path: path}, err)
			return nil
		case entry.IsDir():
			return nil
		}
		v.entry(path, entry)
		return nil
	})
}

// entry looks at one file of a folder.
func (v *visit) entry(path string, entry fs.DirEntry) {
	info, err := entry.Info()
	if err != nil || !entry.Type().IsRegular() || info.Size() == 0 {
		v.other()
		return
	}
	v.open(blob{path: path, open: func() (io.ReadCloser, error) { return openRegular(path) }})
}
