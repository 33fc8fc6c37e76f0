package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// Reason is a fixed word for why something could not be read, as it stands in reports.
type Reason string

// The reasons.
const (
	ReasonMissing     Reason = "missing"
	ReasonUnreadable  Reason = "unreadable"
	ReasonArchive     Reason = "archive" // of a kind that is not read
	ReasonEmpty       Reason = "empty"
	ReasonEncrypted   Reason = "encrypted"
	ReasonCompression Reason = "compression" // of a kind that is not read
	ReasonDamaged     Reason = "damaged"
	ReasonLimit       Reason = "limit"
)

// Error says which path could not be read, why, and what to do about it.
type Error struct {
	Path   string
	Reason Reason
	// Detail is a sentence for people that does not repeat the path.
	Detail string
	Err    error // the cause, or nil
}

// Error gives path and detail in one line.
func (e *Error) Error() string { return NameOf(e.Path) + ": " + e.Detail }

// NameOf is a path as a message names it.
func NameOf(path string) string {
	if path == Stdin {
		return "standard input"
	}
	return printable.Quote(path)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Skip gives reason and detail for a report that names the path itself.
func (e *Error) Skip() (reason, detail string) { return string(e.Reason), e.Detail }

// at is the same error of another path.
func (e *Error) at(path string) *Error {
	other := *e
	other.Path = path
	return &other
}

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

func emptyError(path string) *Error {
	return &Error{path, ReasonEmpty, "it is empty", nil}
}

// ErrEncrypted is what a reader of archives gives, wrapped, when a password is needed.
var ErrEncrypted = errors.New("encrypted")

// ErrMethod is what a reader of archives gives, wrapped, when it does not know how something was
// compressed.
var ErrMethod = errors.New("compressed in a way that is not read")

// ErrMemory is what a reader of archives gives, wrapped, when unpacking takes too much memory.
var ErrMemory = errors.New("unpacking it takes too much memory")

// unpackError says why something could not be unpacked.
func unpackError(path string, err error) error {
	var known *Error
	var pathError *fs.PathError
	var room *roomError
	switch {
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, ErrEncrypted):
		return encryptedError(path)
	case errors.Is(err, ErrMemory):
		return &Error{path, ReasonLimit, cause(err) + "; extract it first", err}
	case errors.Is(err, ErrMethod):
		return &Error{path, ReasonCompression, "it is compressed in a way that is not read; extract it first", err}
	case errors.As(err, &room):
		return &Error{path, ReasonUnreadable, "it can only be read when all of it is there, and " + room.Error() + "; extract it first", err}
	case errors.As(err, &pathError):
		return openError(path, err)
	}
	return damagedError(path, err)
}

func encryptedError(path string) *Error {
	return &Error{path, ReasonEncrypted, "it is encrypted; extract it with its password first", ErrEncrypted}
}

func damagedError(path string, err error) *Error {
	return &Error{path, ReasonDamaged, fmt.Sprintf("it is damaged or incomplete (%v); copy it again, or extract what can be extracted", err), err}
}

// kindError is for archives that are known and not read.
func kindError(path string, kind archive) *Error {
	advice := "extract it first"
	switch {
	case kind == cabinet:
		advice = "extract it first: expand.exe -F:* FILE FOLDER"
	case kind.isDocument():
		advice = "save it as text"
	}
	return &Error{path, ReasonArchive, fmt.Sprintf("it is %s, which is not read; %s", kind, advice), nil}
}

// roomError says that nothing, or no more, can be kept in the folder for temporary files.
type roomError struct {
	folder string
	err    error
}

// noRoom says why a temporary file could not be made or written.
func noRoom(err error) error {
	if err == nil {
		return nil
	}
	return &roomError{os.TempDir(), err}
}

// Error implements error.
func (e *roomError) Error() string {
	return "the temporary folder " + printable.Quote(e.folder) + " can not take it: " + cause(e.err)
}

// Unwrap gives the cause.
func (e *roomError) Unwrap() error { return e.err }
