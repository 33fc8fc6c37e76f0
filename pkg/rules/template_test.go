package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExpand(t *testing.T) {
	values := Values{
		"one": {"EX01"}, "many": {"EX01", "EX02"}, "empty": {""}, "nothing": {},
		"nested": {"{{one}}"}, "brackets": {"[[x]]"}, "escape": {"a\x1b[31mb\u202ec\td\ne"},
	}
	f := func(text, want string) {
		t.Helper()
		assert.Equal(t, want, Expand(text, values))
	}
	f("no placeholder", "no placeholder")
	f("{{one}} and {{one}}", "EX01 and EX01")
	f("{{many}}", "EX01, EX02")
	f("{{missing}}, {{empty}}, {{nothing}}", "<missing>, <empty>, <nothing>")
	f("{{missing|this server}} {{one|this server}}", "this server EX01")
	f("{{missing|}}", "")
	f("{{nested}}", "{{one}}")
	f("{{escape}}", "a\ufffd[31mb\ufffdc d\ne")
	f("{{parameter.mode|none}} {{{one}}} {{ one }} {{one", "none {EX01} {{ one }} {{one")
	f("a [[{{one}} b.]] c", "a EX01 b. c")
	f("a [[{{missing}} b.]] c", "a c")
	f("a. [[{{one}} {{empty}}]]", "a.")
	f("a [[{{missing|none}}]]", "a none")
	f("a\n[[b {{missing}}]]\n[[c\n{{one}}]]\n", "a\nc\nEX01")
	f("a[[ {{missing}}]] b[[ {{one}}]].", "a b EX01.")
	f("[[{{one}}.]] [[{{missing}}]]\nb", "EX01.\nb")
	f("[[{{missing}}]] [[{{missing}}]]\nb", "b")
	f("{{brackets}} [[{{brackets}}]]", "[[x]] [[x]]")
	f("run {{licenceSwitch}}", "run /IAcceptExchangeServerLicenseTerms_DiagnosticDataON")
}

// command expands a command with one value of one type.
func command(cmd, shell, kind, value string) string {
	text, _ := ExpandCommand(cmd, shell, Values{"x": {value}}, map[string]string{"x": kind})
	return text
}

func TestExpandCommandTakesValuesThatFit(t *testing.T) {
	f := func(kind, value, want string) {
		t.Helper()
		assert.Equal(t, "Get-It '"+want+"' -All", command("Get-It '{{x}}' -All", ShellPowerShell, kind, value), kind)
	}
	f("guid", "{9FAA17C4-73D7-4E6D-9012-6274971434D5}", "9FAA17C4-73D7-4E6D-9012-6274971434D5")
	f("number", "1603", "1603")
	f("number", "-2147467259", "-2147467259")
	f("build", "15.2.1118.7", "15.2.1118.7")
	f("hex", "0x80070643", "0x80070643")
	f("serviceName", "MSExchangeADTopology", "MSExchangeADTopology")
	f("host", "dc-01.child.contoso.com", "dc-01.child.contoso.com")
	f("fqdn", "contoso.com", "contoso.com")
	f("site", "Default-First-Site-Name", "Default-First-Site-Name")
	f("site", "Zürich (alt)", "Zürich (alt)")
	f("path", `C:\Program Files\Microsoft\Exchange Server\V15\`, `C:\Program Files\Microsoft\Exchange Server\V15`)
	f("path", `C:\O'Neil`, `C:\O''Neil`)
	f("path", `\\files\iso$\cu`, `\\files\iso$\cu`)
	f("path", `HKLM:\SOFTWARE\Microsoft`, `HKLM:\SOFTWARE\Microsoft`)
	f("path", `C:\`, `C:\`)
	f("dn", `CN=O'Neil\, Ann,OU=Users,DC=contoso,DC=com`, `CN=O''Neil\, Ann,OU=Users,DC=contoso,DC=com`)
	f("account", `SOLO\Han`, `SOLO\Han`)
	f("account", `SOLO\EX01$`, `SOLO\EX01$`)
	f("account", "han@solo.local", "han@solo.local")
	f("name", "SystemMailbox{1f05a927-35d3-4c2f-b3c8-6d2a0c9e7b1a}", "SystemMailbox{1f05a927-35d3-4c2f-b3c8-6d2a0c9e7b1a}")
	f("name", `EX01\owa (Default Web Site)`, `EX01\owa (Default Web Site)`)
	f("uri", "https://mail.contoso.com/autodiscover", "https://mail.contoso.com/autodiscover")
	f("uri", "outlook.com", "outlook.com")
}

func TestExpandCommandTakesOnlyOneValueOfAKnownType(t *testing.T) {
	f := func(values Values, types map[string]string, want string, notes ...string) {
		t.Helper()
		got, gotNotes := ExpandCommand("Get-It '{{dc}}'", ShellPowerShell, values, types)
		assert.Equal(t, want, got)
		assert.Equal(t, notes, gotNotes)
	}
	host := map[string]string{"dc": "host"}
	f(Values{"dc": {"DC01"}}, host, "Get-It 'DC01'")
	f(Values{"dc": {"", "DC01"}}, host, "Get-It 'DC01'")
	f(Values{"dc": {"DC01", "DC02"}}, host, "Get-It '<DC>'", "fill in DC")
	f(Values{}, host, "Get-It '<DC>'", "fill in DC")
	f(Values{"dc": {"***"}}, host, "Get-It '<DC>'", "fill in DC")
	f(Values{"dc": {"DC01"}}, nil, "Get-It '<DC>'", "fill in DC")
	f(Values{"dc": {"DC01"}}, map[string]string{"dc": "no such type"}, "Get-It '<DC>'", "fill in DC")
}

func TestExpandCommandKnowsTheTypesOfFacts(t *testing.T) {
	values := Values{"server": {"EX01"}, "mode": {"Upgrade"}, "domain": {"contoso.com"}, "message": {"text"}}
	got, notes := ExpandCommand("setup /Mode:{{mode}} '{{domain}}' {{server}} {{message}} {{other|$env:COMPUTERNAME}}", ShellPowerShell, values, nil)
	assert.Equal(t, "setup /Mode:Upgrade 'contoso.com' EX01 <MESSAGE> $env:COMPUTERNAME", got)
	assert.Equal(t, []string{"fill in MESSAGE"}, notes)
}

func TestExpandCommandGivesTheLicenceSwitch(t *testing.T) {
	f := func(value, want string, notes ...string) {
		t.Helper()
		got, gotNotes := ExpandCommand(`.\setup.exe /PrepareAD {{licenceSwitch}}`, ShellPowerShell, Values{"licenceSwitch": {value}}, nil)
		assert.Equal(t, `.\setup.exe /PrepareAD `+want, got)
		assert.Equal(t, notes, gotNotes)
	}
	older := "media before the September 2021 cumulative updates take /IAcceptExchangeServerLicenseTerms"
	f("/IAcceptExchangeServerLicenseTerms", "/IAcceptExchangeServerLicenseTerms")
	f("/IAcceptExchangeServerLicenseTerms_DiagnosticDataOFF", "/IAcceptExchangeServerLicenseTerms_DiagnosticDataOFF")
	choice := "repeat the choice of your organisation: /IAcceptExchangeServerLicenseTerms_DiagnosticDataOFF instead of …ON sends no diagnostic data"
	f("/IAcceptExchangeServerLicenseTerms_DiagnosticDataON", "/IAcceptExchangeServerLicenseTerms_DiagnosticDataON", choice)
	f("", "/IAcceptExchangeServerLicenseTerms_DiagnosticDataON", older, choice)
	f("/x;calc", "/IAcceptExchangeServerLicenseTerms_DiagnosticDataON", older, choice)
}

func TestExpandCommandLeavesAChoiceThatWasMade(t *testing.T) {
	values := Values{"licenceSwitch": {"/IAcceptExchangeServerLicenseTerms_DiagnosticDataON"}, "licenceChosen": {"true"}}
	got, notes := ExpandCommand(`.\setup.exe /PrepareAD {{licenceSwitch}}`, ShellPowerShell, values, nil)
	assert.Equal(t, `.\setup.exe /PrepareAD /IAcceptExchangeServerLicenseTerms_DiagnosticDataON`, got)
	assert.Empty(t, notes)
}

// A value enters only where its type may stand, whatever the check at loading said.
func TestExpandCommandLooksAtTheQuotes(t *testing.T) {
	f := func(shell, cmd, want string) {
		t.Helper()
		assert.Equal(t, want, command(cmd, shell, "name", "EX01"))
	}
	f(ShellPowerShell, "Get-It {{x}}", "Get-It <X>")
	f(ShellPowerShell, `Get-It "{{x}}"`, `Get-It "<X>"`)
	f(ShellPowerShell, `Get-It "'{{x}}'"`, `Get-It "'<X>'"`)
	f(ShellPowerShell, `Get-It 'a''{{x}}'`, `Get-It 'a''EX01'`)
	f(ShellPowerShell, "Get-It `'{{x}}`'", "Get-It `'<X>`'")
	f(ShellPowerShell, "Get-It \"`\"{{x}}'\" '{{x}}'", "Get-It \"`\"<X>'\" 'EX01'")
	f(ShellPowerShell, "# it's\nGet-It '{{x}}'", "# it's\nGet-It 'EX01'")
	f(ShellPowerShell, "# DESTRUCTIVE: {{x}}", "# DESTRUCTIVE: EX01")
	f(ShellPowerShell, "Get-It#a '{{x}}'", "Get-It#a 'EX01'")
	f(ShellPowerShell, "<# ' #> Get-It '{{x}}'", "<# ' #> Get-It 'EX01'")
	f(ShellPowerShell, "<# {{x}} #>", "<# <X> #>")
	f(ShellPowerShell, "@'\n'{{x}}'\n'@ + '{{x}}'", "@'\n'<X>'\n'@ + 'EX01'")
	f(ShellPowerShell, "@'\n'@ + '{{x}}'", "@'\n'@ + 'EX01'")
	f(ShellPowerShell, "icacls --% '{{x}}'", "icacls --% '<X>'")
	f("", "Get-It '{{x}}'", "Get-It 'EX01'")
	f(ShellCmd, `dir "{{x}}" {{x}} '{{x}}'`, `dir "EX01" <X> '<X>'`)
	f(ShellCmd, `echo ^" {{x}}`, `echo ^" <X>`)
	f(ShellCmd, "echo \"\ndir {{x}}", "echo \"\ndir <X>")
}

func hostileValues() []string {
	return []string{
		`"; Remove-Item C:\ #`, `'; Remove-Item C:\ #`, "`n", "a`$(iex b)", "$(Remove-Item C:\\)", "$env:X", "${x}",
		"%COMSPEC%", "!COMSPEC!", "^&calc", "a\nb", "a\r\nb", "a\x00b", "a\u2028b", "a\u0085b",
		"x\u2018; iex y", "x\u2019; iex y", "x\u201a", "x\u201b", "x\u201c", "x\u201d", "x\u201e", "x\u201f",
		"\x1b[31mred", "\x1b]0;title\x07", "\u202egnp", "\ufeff", "\xff\xfe", "a;b", "a|b", "a&b", "a<b", "a>b", `a"b`,
		"C:\\a;b", "C:\\a`b", "C:\\a|b", "C:\\a&b", "C:\\%x%", "C:\\a\"b", "C:\\..\\x", "C:\\x\\..", "C:\\a\nb", "C:\\a*", "C:\\a?",
		"CN=a;b", "CN=a`b", "CN=a\"b", "CN=a%b", "CN=a|b", "CN=a&b", "CN=a\u2019b", "CN=*", "CN=a$b",
		"-Recurse", "--%", "/x", "@{a=1}", "(calc)", "***", "<EX01>", "https://a/$(b)", "https://a/?a&b",
		"EX01\u02bc", "EX01\u01c0calc", "EX01\uff02", strings.Repeat("a", 5000), "", " ", "'", "''", `\`,
	}
}

func TestHostileValuesNeverEnter(t *testing.T) {
	for _, kind := range append(captureTypes(), licenceType, wordType) {
		for _, value := range hostileValues() {
			if value == "/x" && kind == licenceType {
				continue // a switch like any other
			}
			for _, shell := range []string{ShellPowerShell, ShellCmd} {
				cmd := "run '{{x}}' \"{{x}}\" {{x}}"
				assert.Equal(t, "run '<X>' \"<X>\" <X>", command(cmd, shell, kind, value), "%s: %q as %s", shell, value, kind)
			}
		}
	}
}

func TestURIsLeadToTheWeb(t *testing.T) {
	for _, value := range []string{"javascript:x", "file:///c:/x", "ms-settings:x", "//host/x", "C:/x"} {
		assert.Equal(t, "'<X>'", command("'{{x}}'", ShellPowerShell, "uri", value), value)
	}
}

func TestCmdRefusesWhatPowerShellQuotes(t *testing.T) {
	for kind, value := range map[string]string{
		"path": `C:\O'Neil`, "account": `SOLO\EX01$`, "dn": "CN=a!b", "name": "O'Neil",
	} {
		assert.NotContains(t, command("'{{x}}'", ShellPowerShell, kind, value), "<X>", kind)
		assert.Equal(t, `"<X>"`, command(`"{{x}}"`, ShellCmd, kind, value), kind)
	}
	assert.Equal(t, `dir "<X>"`, command(`dir "{{x}}"`, ShellCmd, "path", `C:\`))
}

// Whatever the value, it stays inside its quotes, and without quotes it is one plain word.
func FuzzExpandCommand(f *testing.F) {
	for _, value := range hostileValues() {
		f.Add(value)
	}
	f.Add("EX01")
	f.Add(`C:\O'Neil`)
	f.Fuzz(func(t *testing.T, value string) {
		for _, kind := range captureTypes() {
			quoted := command("'{{x}}'", ShellPowerShell, kind, value)
			inside := strings.ReplaceAll(quoted[1:len(quoted)-1], "''", "")
			assert.NotContains(t, inside, "'")
			assert.False(t, strings.ContainsAny(inside, "\"`;|&%\n\r\x00\x1b‘’‚‛“”„‟") || inside != "<X>" && strings.ContainsAny(inside, "<>"), "%q", quoted)

			bare := command("{{x}}", ShellPowerShell, kind, value)
			assert.Regexp(t, `^([A-Za-z0-9_.-]+|<X>)$`, bare)

			quoted = command(`"{{x}}"`, ShellCmd, kind, value)
			inside = quoted[1 : len(quoted)-1]
			assert.False(t, strings.ContainsAny(inside, "\"%!^&|`\n\r\x00\x1b$") || strings.HasSuffix(inside, `\`), "%q", quoted)
		}
	})
}
