package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a rule file: where it stands, what is wrong and what to do.
type Problem struct {
	Path         string
	Line, Column int // 1-based; 0 means the file as a whole
	Message      string
	// Excerpt is the line of the file with a caret under the place; empty when there is none.
	Excerpt string
}

// String gives "path:line:column: message", with the excerpt on the lines after it.
func (p Problem) String() string {
	head := p.Path
	if p.Line > 0 {
		head = fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
	}
	text := head + ": " + p.Message
	if p.Excerpt != "" {
		text += "\n    " + strings.ReplaceAll(p.Excerpt, "\n", "\n    ")
	}
	return text
}

// LoadError tells every mistake in the rule files that were loaded, sorted by place.
type LoadError struct {
	Problems []Problem
}

// Error gives all problems, each with its place and excerpt.
func (e *LoadError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.String()
	}
	return strings.Join(texts, "\n")
}

// loadError gives the problems as an error, sorted and without repetitions, or nil when there
// are none.
func loadError(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, compareProblems)
	return &LoadError{Problems: slices.Compact(sorted)}
}

func compareProblems(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Message, b.Message),
	)
}
