package rules

import (
	"regexp"
	"sync"
)

// lazyRegexp compiles a regular expression when it is first needed: a program that is started
// for one small log needs few of them, and compiling them all would take most of its time.
func lazyRegexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
