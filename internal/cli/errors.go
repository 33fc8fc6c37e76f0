package cli

import (
	"errors"
	"fmt"
)

// statusError is an error that decides the exit status.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// usageErrorf is a mistake of the user.
func usageErrorf(format string, args ...any) error {
	return &statusError{StatusUsage, fmt.Errorf(format, args...)}
}

// flagError is a mistake in a flag, after which the list of flags helps.
type flagError struct{ error }

func (e flagError) Unwrap() error { return e.error }

// flagErrorf is a mistake of the user in a flag.
func flagErrorf(format string, args ...any) error {
	return &statusError{StatusUsage, flagError{fmt.Errorf(format, args...)}}
}

// isFlagMistake is true for errors of flags; those that nobody classified come from pflag.
func isFlagMistake(err error) bool {
	var flag flagError
	var known *statusError
	return errors.As(err, &flag) || !errors.As(err, &known)
}

// failuref is a failure of the program or its surroundings.
func failuref(format string, args ...any) error {
	return &statusError{StatusFailed, fmt.Errorf(format, args...)}
}

// statusOf gives the exit status for an error. What nobody classified comes from cobra and pflag,
// which only complain about the command line.
func statusOf(err error) int {
	var known *statusError
	switch {
	case err == nil:
		return StatusOK
	case errors.As(err, &known):
		return known.status
	}
	return StatusUsage
}
