package rules

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChanges(t *testing.T) {
	f := func(command, want string) {
		t.Helper()
		assert.Equal(t, want, changes(command), command)
	}
	f("Remove-Item x", "Remove-Item")
	f("Get-Service x | Set-Service -StartupType Automatic", "Set-Service")
	f("Get-Date\nrestart-computer", "restart-computer")
	f("Get-X | ForEach-Object { Stop-Service $_ }", "Stop-Service")
	f("del C:\\x", "del")
	f("rmdir /s C:\\x", "rmdir")
	f(`reg add HKLM\x`, "reg add")
	f(`reg.exe delete HKLM\x`, "reg.exe delete")
	f(`reg query HKLM\x`, "")
	f("Get-Help Set-Service", "")
	f("Remove-Item x -WhatIf", "")
	f("# Remove-Item x", "")
	f("Set-Location C:\\", "")
	f("Get-Model", "")
	f("", "")
}

func TestLintFindsChangesInStepsThatOnlyRead(t *testing.T) {
	f := func(effect Effect, want int) {
		t.Helper()
		found := lintOne(func(r *Rule) {
			r.Remediation = append(r.Remediation, Step{Text: "Go.", Command: "Remove-Item x", Effect: effect})
		})
		require.Len(t, found, want, effect)
		if want > 0 {
			assert.Contains(t, found[0], `step 2 says that it only reads, but Remove-Item changes something`)
		}
	}
	f("", 1)
	f(EffectReads, 1)
	f(EffectServer, 0)
}

func TestFilesWithoutRulesSaySo(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# later\n", "\ufeff", "---\n", "{}\n"} {
		_, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, LoadOptions{})
		assert.ErrorContains(t, err, `the file holds no rules; begin it with "rules:"`, "%q", text)
	}
}
