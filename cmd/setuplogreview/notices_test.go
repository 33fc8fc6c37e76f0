package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Licences ask for their notices in every copy of the program.
func TestNoticesNameEveryModule(t *testing.T) {
	notices, err := os.ReadFile("../../THIRD-PARTY-NOTICES.md")
	require.NoError(t, err)
	for _, system := range []string{"windows", "linux", "darwin"} {
		for _, module := range modules(t, system) {
			assert.Contains(t, string(notices), "\n## "+module+"\n", "built for %s", system)
		}
	}
}

// modules lists the modules that a build for the system contains, other than this one.
func modules(t *testing.T, system string) []string {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".")
	list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	out, err := list.Output()
	require.NoError(t, err)
	found := strings.Fields(string(out))
	require.NotEmpty(t, found)
	return found
}
