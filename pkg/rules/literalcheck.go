package rules

import "github.com/setuplogreview/setuplogreview/internal/literals"

// hasLiteral says whether every match of the pattern contains a text by which the engine finds
// candidates, so that a line which concerns no rule costs nothing.
func hasLiteral(pattern string) bool {
	_, ok := literals.Required(pattern)
	return ok
}
