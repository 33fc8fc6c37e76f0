package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestGenerate(t *testing.T) {
	code := string(generate([]string{"fifteen letters", "[setting:quixotic zymurgy]"}))
	assert.Contains(t, code, "DO NOT EDIT")
	assert.Regexp(t, `milestoneWindows = "\\x00\\x0[1-9a-f]"\n$`, code)
}
