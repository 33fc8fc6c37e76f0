package services

import (
	"fmt"
	"io"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// scriptTitle is the first remark of every script.
const scriptTitle = "# Brings services back that an update or setup has disabled or stopped."

// scriptHead explains the script and makes it ask before it changes anything.
const scriptHead = `#Requires -RunAsAdministrator
%s#
# -WhatIf shows what would be done, -Confirm:$false does it without asking. The script changes
# only services that are disabled or stopped now, so it can be run again.
%s
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [switch] $Force
)
%s
$plan = @(
%s)
`

// scriptBody looks into the registry for the start mode, since WMI is among the services that
// may be disabled.
const scriptBody = `
function Test-Disabled([string] $Name) {
    $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$Name"
    (Get-ItemProperty -LiteralPath $key -Name Start -ErrorAction SilentlyContinue).Start -eq 4
}

# First all start modes, since services need each other.
foreach ($item in $plan) {
    if (-not (Get-Service -Name $item.Name -ErrorAction SilentlyContinue)) {
        Write-Warning "There is no service $($item.Name) on this server."
        continue
    }
    if (-not $item.StartMode -or -not (Test-Disabled $item.Name)) { continue }
    if ($PSCmdlet.ShouldProcess($item.Name, "Set the start mode to $($item.StartMode)")) {
        try { Set-Service -Name $item.Name -StartupType $item.StartMode -Confirm:$false -ErrorAction Stop }
        catch { Write-Warning "$($item.Name): $($_.Exception.Message)" }
    }
}

# Then what ran before.
foreach ($item in $plan) {
    if (-not $item.Start) { continue }
    $service = Get-Service -Name $item.Name -ErrorAction SilentlyContinue
    if (-not $service -or $service.Status -ne 'Stopped') { continue }
    if ((Test-Disabled $item.Name) -and -not $WhatIfPreference) { continue }
    if ($PSCmdlet.ShouldProcess($item.Name, 'Start the service')) {
        try { Start-Service -Name $item.Name -Confirm:$false -ErrorAction Stop }
        catch { Write-Warning "$($item.Name): $($_.Exception.Message)" }
    }
}

Get-Service -Name @($plan | ForEach-Object { $_.Name }) -ErrorAction SilentlyContinue |
    Format-Table Name, DisplayName, Status -AutoSize
`

// serverCheck stops the script on another server. The log may give the name with its domain, and
// the name of a computer is cut after 15 characters.
const serverCheck = `
$server = '%s'
$short = $server.Split('.')[0]
if ($short.Length -gt 15) { $short = $short.Substring(0, 15) }
if (-not $Force -and $env:COMPUTERNAME -ne $short) {
    throw "This script is for the server $server and this is $env:COMPUTERNAME. Nothing was changed. Run it on $server, or with -Force if that is meant."
}
`

// serverDoubt follows serverCheck when the log itself does not name its server.
const serverDoubt = `if (-not $Force) {
    Write-Warning "The log does not name its server; another log of its folder is of $server. Make sure that both are from there before you say yes."
}
`

// serverWarning stands in the place of serverCheck when nobody knows the server.
const serverWarning = `
if (-not $Force) {
    Write-Warning "The log does not name its server. Make sure that it is from $env:COMPUTERNAME before you say yes."
}
`

// What the remarks say of the server.
const (
	serverKnown   = "# It stops on another server than that of the log; -Force lets it run there."
	serverAssumed = "# The log does not name its server; the name is that of another log of its folder, so make sure that both are from there. It stops on any other server; -Force lets it run there."
	serverUnknown = "# The log does not name its server, so this cannot be checked: run it only where the log is from."
)

// serverMark begins the line of a script that names the server.
const serverMark = "# Server: "

// check is the part of a script that compares the server, and what the remarks say of it.
func (p *Plan) check() (code, remark string) {
	if !p.KnowsServer() {
		return serverWarning, serverUnknown
	}
	if p.ServerAssumed {
		return fmt.Sprintf(serverCheck, p.Server) + serverDoubt, serverAssumed
	}
	return fmt.Sprintf(serverCheck, p.Server), serverKnown
}

// KnowsServer says whether the server is known by a name that can be one. Else a script cannot tell
// whether it runs on the right one.
func (p *Plan) KnowsServer() bool { return validServer(p.Server) }

// validServer says whether a name may enter a script: letters, digits, dots and hyphens.
func validServer(name string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
	return name != "" && len(name) <= 255 && strings.Trim(name, allowed) == ""
}

// maxScriptHead is how much of a script is looked at for the server.
const maxScriptHead = 64 << 10

// ScriptServer gives the server that an existing script is for; known is false when the text is
// none of these scripts.
func ScriptServer(r io.Reader) (server string, known bool, err error) {
	head, err := io.ReadAll(io.LimitReader(r, maxScriptHead))
	if err != nil {
		return "", false, err
	}
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		known = known || line == scriptTitle
		if name, found := strings.CutPrefix(line, serverMark); found && known {
			return name, true, nil
		}
	}
	return "", known, nil
}

// WriteScript writes the plan as a script for PowerShell, with the line ends of Windows. Only
// valid names of services enter it.
func (p *Plan) WriteScript(w io.Writer) error {
	var rows strings.Builder
	for i := range p.Services {
		rows.WriteString(row(&p.Services[i]))
	}
	check, remark := p.check()
	text := fmt.Sprintf(scriptHead, p.remarks(), remark, check, rows.String())
	if rows.Len() > 0 {
		text += scriptBody
	} else {
		text += "\nWrite-Output 'There is nothing to bring back.'\n"
	}
	_, err := io.WriteString(w, strings.ReplaceAll(text, "\n", "\r\n"))
	return err
}

// remarks say in comments what the script does and what it rests on.
func (p *Plan) remarks() string {
	lines := []string{
		scriptTitle,
	}
	if p.Server != "" {
		lines = append(lines, serverMark+comment(p.Server))
	}
	lines = append(lines, "# Basis: "+comment(p.BasisWords()))
	for _, n := range p.Notes {
		lines = append(lines, "# Note: "+comment(n))
	}
	for i := range p.Services {
		if s := &p.Services[i]; s.Action == ActionLeave {
			lines = append(lines, "# Left out: "+comment(s.Name)+" ("+comment(s.Why)+")")
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// BasisWords says what the plan rests on, and names the file. That name is untrusted.
func (p *Plan) BasisWords() string {
	if p.File == "" {
		return p.Basis.Words()
	}
	return p.Basis.Words() + " in " + p.File
}

// Words says what the basis is.
func (b Basis) Words() string {
	switch b {
	case BasisStartupMode:
		return "the start modes that ServiceControl.ps1 saved"
	case BasisState:
		return "the states that ServiceControl.ps1 saved"
	}
	return "the log alone; what it does not show to have run, and POP3 and IMAP4, is left out"
}

// row is one service of the table in the script.
func row(s *Service) string {
	if !s.Action.Acts() || !parser.ValidServiceName(s.Name) {
		return ""
	}
	mode, start := "''", "$false"
	if s.Action != ActionStart {
		mode = "'" + oneOf(s.WasStartMode) + "'"
	}
	if s.Action != ActionEnable {
		start = "$true"
	}
	return fmt.Sprintf("    [pscustomobject]@{ Name = '%s'; StartMode = %s; Start = %s } # %s\n", s.Name, mode, start, comment(s.Why))
}

// oneOf is a start mode that Set-Service takes.
func oneOf(mode string) string {
	if mode == Manual {
		return Manual
	}
	return Automatic
}

// comment is a text that cannot leave its comment: printable ASCII on one line.
func comment(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, text)
}
