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
