package source

import (
	"errors"
	"fmt"
	"io/fs"
)

// Reason is a fixed word for why something could not be opened, as it stands in reports.
type Reason string

// The reasons.
const (
	ReasonMissing    Reason = "missing"
	ReasonUnreadable Reason = "unreadable"
	ReasonFolder     Reason = "folder"
	ReasonArchive    Reason = "archive"
	ReasonEmpty      Reason = "empty"
)

// Error says which path could not be opened, why, and what to do about it.
type Error struct {
	Path   string
	Reason Reason
	// Detail is a sentence for people that does not repeat the path.
	Detail string
	Err    error // the cause, or nil
}

// Error gives path and detail in one line.
func (e *Error) Error() string { return fmt.Sprintf("%q: %s", e.Path, e.Detail) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

func openError(path string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{path, ReasonMissing, "there is no such file; check the path", err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{path, ReasonUnreadable,
			"no permission to read it; use an account that may, or an elevated prompt", err}
	}
	return &Error{path, ReasonUnreadable, "it can not be read: " + cause(err), err}
}

// cause gives the innermost text, without the path that the caller names anyway.
func cause(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

func folderError(path string) *Error {
	return &Error{path, ReasonFolder,
		"it is a folder and a log is expected; folders are not read yet, name the ExchangeSetup.log in it", nil}
}

func archiveError(path, kind string) *Error {
	return &Error{path, ReasonArchive,
		fmt.Sprintf("it is %s and a log is expected; extract it first", kind), nil}
}

func emptyError(path string) *Error {
	return &Error{path, ReasonEmpty, "it is empty", nil}
}
