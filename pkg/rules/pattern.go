package rules

import (
	"time"

	"github.com/dlclark/regexp2"
)

// patternTimeout bounds one match of one pattern.
const patternTimeout = 5 * time.Second

const patternOptions = regexp2.IgnoreCase | regexp2.Singleline | regexp2.ExplicitCapture

// compilePattern compiles a pattern the way every pattern of a rule is read: letter case does not
// count in any culture, "." matches line breaks too, and only named groups capture.
func compilePattern(p string) (*regexp2.Regexp, error) {
	re, err := regexp2.Compile(p, patternOptions)
	if err != nil {
		return nil, err
	}
	re.MatchTimeout = patternTimeout
	return re, nil
}

// groupNames lists the named groups of a pattern.
func groupNames(re *regexp2.Regexp) []string {
	var names []string
	for _, name := range re.GetGroupNames() {
		if name != "" && (name[0] < '0' || name[0] > '9') {
			names = append(names, name)
		}
	}
	return names
}
