package rules

import (
	"fmt"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/words"
)

// suggestion ends a message about an unknown name: the nearest known one, or the list of them.
func suggestion(name string, known []string, label string) string {
	if near := words.Nearest(name, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	if len(known) == 0 || len(known) > 40 {
		return ""
	}
	return "; " + label + ": " + strings.Join(known, ", ")
}

// shorten cuts a text to n characters and says so with an ellipsis.
func shorten(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n]) + "…"
}
