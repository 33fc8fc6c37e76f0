package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// target is the file that --output names; without a path it is standard output.
type target struct {
	path string
	// mode of the file that is there already, 0 when there is none.
	mode fs.FileMode
}

// newTarget checks, before any work is done, that the file may be replaced.
func newTarget(path string, in *inputs) (target, error) {
	if path == "" {
		return target{}, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return target{path: path}, checkFolder(path)
	}
	if err != nil {
		return target{}, unwritable(path, err)
	}
	return target{path, info.Mode()}, checkReplaceable(path, info, in)
}

func unwritable(path string, err error) error {
	return failuref("the output %s can not be written: %w", printable.Quote(path), err)
}

// checkFolder is for a file that is still to be made.
func checkFolder(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", printable.Quote(folder))
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

// checkReplaceable refuses what the user will not want to lose.
func checkReplaceable(path string, info fs.FileInfo, in *inputs) error {
	switch {
	case info.IsDir():
		return usageErrorf("the output %s is a folder; name a file in it", printable.Quote(path))
	case in.holds(info):
		return usageErrorf("the output %s is a log of this review; choose another name", printable.Quote(path))
	case !info.Mode().IsRegular():
		return nil
	}
	return checkContent(path)
}

// checkContent refuses a file that may not be written, or that is evidence.
func checkContent(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return unwritable(path, err)
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, headSize))
	if err != nil {
		return unwritable(path, err)
	}
	if what := evidence(filepath.Base(path), head); what != "" {
		return usageErrorf("the output %s is %s; that is evidence; choose another name", printable.Quote(path), what)
	}
	return nil
}

// write puts the document there. A regular file is replaced in one go, so that a reader sees
// the old one or the new one; a device or a pipe is written to.
func (t target) write(ctx context.Context, document io.WriterTo) error {
	if t.mode != 0 && !t.mode.IsRegular() {
		_, err := await(ctx, func() (int64, error) { return writeDevice(t.path, document) })
		if err != nil {
			return unwritable(t.path, err)
		}
		return nil
	}
	if err := t.replace(ctx, document); err != nil {
		return unwritable(t.path, err)
	}
	return nil
}

func writeDevice(path string, document io.WriterTo) (int64, error) {
	device, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	n, err := document.WriteTo(device)
	return n, errors.Join(err, device.Close())
}

func (t target) replace(ctx context.Context, document io.WriterTo) error {
	path := t.path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	part := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s-%016x.tmp", Name, rand.Uint64()))
	err := t.writePart(part, document)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		os.Remove(part)
	}
	return err
}

// writePart writes the new file beside the old one, with the old one's permissions.
func (t target) writePart(part string, document io.WriterTo) error {
	file, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if t.mode != 0 {
		err = file.Chmod(t.mode.Perm())
	}
	_, writeError := document.WriteTo(file)
	return errors.Join(err, writeError, file.Close())
}
