package review

import (
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// ServiceControl.ps1 saves the start modes and states of services beside its log. These files are
// no logs; what they say is needed when a log of the same folder leaves services disabled or
// stopped.

// savedFile is such a file and the place where it stands.
type savedFile struct {
	place place
	file  services.File
}

// place is a folder, or a folder in an archive, under a path that the user gave.
type place struct{ root, folder string }

func placeOf(in *Input) place { return place{in.Root, folderOf(in.Path)} }

// nameOf is the last part of a path.
func nameOf(path string) string { return path[len(folderOf(path)):] }

// isSaved says whether an input that was found is such a file, by its name. One that is a log all
// the same is none.
func isSaved(in *Input, head []byte) bool {
	return !in.Named && services.IsSavedName(nameOf(in.Path)) && !LooksLikeLog(head)
}

// takeSaved reads such a file.
func (r *reviewer) takeSaved(in *Input, text io.Reader) {
	r.saved = &savedFile{place: placeOf(in), file: services.ReadFile(nameOf(in.Path), text)}
}

// beside reads an input that lies beside a log which the user named, and is nothing by itself.
func (r *reviewer) beside(in Input) error {
	stream, err := in.Open()
	if err != nil {
		name := nameOf(in.Path)
		r.saved = &savedFile{place: placeOf(&in), file: services.File{Name: name, Err: fmt.Errorf("%s: cannot be read: %w", name, err)}}
		return r.ctx.Err()
	}
	defer stream.Close()
	r.takeSaved(&in, stream)
	return r.ctx.Err()
}
