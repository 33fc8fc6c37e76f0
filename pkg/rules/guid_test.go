package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The program takes the braces off a GUID; a command that needs them has its own.
func TestBracesAroundAGUID(t *testing.T) {
	const guid = "5a2f6a10-1d0f-4e0c-9b61-21f2f04a1a33"
	types := map[string]string{"guid": "guid"}
	for _, value := range []string{guid, "{" + guid + "}"} {
		got, notes := ExpandCommand("msiexec /x '{{{guid}}}'", ShellPowerShell, Values{"guid": {value}}, types)
		assert.Equal(t, "msiexec /x '{"+guid+"}'", got)
		assert.Empty(t, notes)
	}
}
