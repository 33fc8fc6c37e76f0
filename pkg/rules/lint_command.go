package rules

import (
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// changing finds the word of a command that changes something wherever a command can begin.
var changing = lazy.Regexp(`(?im)(?:^|[|;&{(])\s*((?:Remove|Set|Stop|Restart|Clear|Disable|Uninstall)-[a-z]\w*|del|erase|rd|rmdir|reg(?:\.exe)?\s+(?:add|delete))(?:\s|$)`)

// ofShell are commands that only change the shell that they are typed into.
var ofShell = lazy.Regexp(`(?i)^(?:(?:Remove|Set|Clear)-(?:Variable|Location|StrictMode|PSDebug|PSBreakpoint|Alias)|Remove-(?:Module|PSSession|PSSnapin|Job)|Clear-Host|Stop-Transcript)$`)

// changes gives the first word of a command that clearly changes something, or "".
func changes(command string) string {
	for line := range strings.SplitSeq(command, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "#") || strings.Contains(strings.ToLower(line), "-whatif") {
			continue
		}
		for _, m := range changing().FindAllStringSubmatch(line, -1) {
			if !ofShell().MatchString(m[1]) {
				return m[1]
			}
		}
	}
	return ""
}
