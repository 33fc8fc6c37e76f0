package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPlainPatternsFindWhatTheExpressionFinds(t *testing.T) {
	patterns := []string{
		`Beginning processing`, `Error code is 1603\.`, `\(MpsSvc\)' cannot be configured`, `CN=Folder Hierarchies,`,
		`a\\b`, `system\.object\[\]`, `^Beginning processing`, `^\\`,
	}
	texts := []string{
		"", "beginning PROCESSING x", "Error code is 1603.", "Error code is 16033", "service (MPSSVC)' cannot be configured",
		`x A\B`, "System.Object[]", "Schl\u00fcssel: Beginning processing", "\u212a beginning processing",
		"Beginning processing", "beginning processing, and beginning processing", " Beginning processing", "Beginn", `\`, `x\`, "Beginning processing \u00fc",
	}
	for _, pattern := range patterns {
		_, plain := plainPattern(strings.TrimPrefix(pattern, "^"))
		assert.True(t, plain, pattern)
		for _, text := range texts {
			p := &probe{Pattern: &Pattern{Text: pattern}}
			got, ok, err := p.find(text)
			assert.NoError(t, err)
			want, wantOK, _ := p.compiled().find(pattern, text)
			assert.Equal(t, wantOK, ok, "%s in %q", pattern, text)
			if ok {
				assert.Equal(t, want, got, "%s in %q", pattern, text)
			}
		}
	}
	for _, pattern := range []string{`a.c`, `a|b`, `\d`, `(a)`, `^a`, `a$`, `ab?`, ``, `\`, "\u00e4bc"} {
		_, plain := plainPattern(pattern)
		assert.False(t, plain, pattern)
	}
}
