// Package lazy puts off what a start of the program should not wait for.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp gives a function that compiles a regular expression when it is first called. A review of
// a small log needs few of them; compiling them all would take most of its time.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
