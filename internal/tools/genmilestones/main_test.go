package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGenerate(t *testing.T) {
	code, err := generate([]string{"fifteen letters", "[setting:quixotic zymurgy]"})
	require.NoError(t, err)
	assert.Contains(t, string(code), "DO NOT EDIT")
	assert.Regexp(t, `var milestoneMatcher = literals.Matcher\{Literals: \[\]literals.Literal\{\n\s+\{Text: "fifteen letters"\},`, string(code))
	assert.Contains(t, string(code), `{Text: "[setting:quixotic zymurgy]", Window: `)
	_, err = generate([]string{"x"})
	assert.ErrorContains(t, err, "too short")
}
