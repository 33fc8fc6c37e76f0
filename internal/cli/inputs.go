package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// inputs are the opened sources of an invocation, and what could not be opened or read.
type inputs struct {
	sources []*source.Source
	skipped []review.Skipped
}

// openInputs opens every path. A file that is named twice, however it is spelt, is opened once.
func (c Command) openInputs(ctx context.Context, paths []string) (*inputs, error) {
	in := &inputs{}
	for i, path := range paths {
		if slices.Contains(paths[:i], path) {
			continue
		}
		s, err := await(ctx, func() (*source.Source, error) { return source.Open(path, c.Stdin) })
		if ctx.Err() != nil {
			in.close()
			return nil, ctx.Err()
		}
		in.add(s, err)
	}
	return in, nil
}

func (in *inputs) add(s *source.Source, err error) {
	var refused *source.Error
	switch {
	case errors.As(err, &refused):
		in.skip(refused)
	case in.holds(s.Info):
		s.Close()
	default:
		in.sources = append(in.sources, s)
	}
}

func (in *inputs) skip(e *source.Error) {
	in.skipped = append(in.skipped, review.Skipped{
		Path: e.Path, Reason: string(e.Reason), Detail: e.Detail + hint(e),
	})
}

// hint guesses how the path of a missing file came about.
func hint(e *source.Error) string {
	switch {
	case e.Reason != source.ReasonMissing && e.Reason != source.ReasonUnreadable:
	case isSlashFlag(e.Path):
		return "; flags begin with -, such as -SetupLog, and -Help lists them"
	case strings.HasPrefix(e.Path, "-") && e.Path != source.Stdin:
		return "; if it was meant as a flag, the flag before it lacks its value"
	case strings.Contains(e.Path, `"`):
		return `; a \ before a closing quote joins what follows, so write "C:\folder" and not "C:\folder\"`
	case strings.ContainsAny(e.Path, "*?"):
		return "; patterns are not expanded, so name the files"
	}
	return ""
}

// isSlashFlag is true for what older programs of Windows take for a flag: /SetupLog, /mode:Install.
func isSlashFlag(path string) bool {
	name, found := strings.CutPrefix(path, "/")
	name, _, _ = strings.Cut(name, ":")
	return found && name != "" && !strings.ContainsAny(name, `/\.`)
}

// holds is true when the file is one of the inputs, under whatever name.
func (in *inputs) holds(info fs.FileInfo) bool {
	return info != nil && slices.ContainsFunc(in.sources, func(s *source.Source) bool {
		return s.Info != nil && os.SameFile(s.Info, info)
	})
}

// size is how many bytes there are to read, 0 when nobody knows before.
func (in *inputs) size() int64 {
	var total int64
	for _, s := range in.sources {
		if s.Info == nil || !s.Info.Mode().IsRegular() || s.IsArchive() {
			return 0
		}
		total += s.Info.Size()
	}
	return total
}

func (in *inputs) close() {
	for _, s := range in.sources {
		s.Close()
	}
}
