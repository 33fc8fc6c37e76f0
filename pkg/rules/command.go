package rules

import (
	"slices"
	"strings"
)

const (
	licenceSwitchName = "licenceSwitch"
	licenceChosenName = "licenceChosen"
	newLicenceSwitch  = "/IAcceptExchangeServerLicenseTerms_DiagnosticDataON"
	oldLicenceSwitch  = "/IAcceptExchangeServerLicenseTerms"
	licenceNote       = "media before the September 2021 cumulative updates take " + oldLicenceSwitch
	choiceNote        = "repeat the choice of your organisation: " + oldLicenceSwitch + "_DiagnosticDataOFF instead of …ON sends no diagnostic data"
)

// ExpandCommand puts values into a command so that it is safe to paste into the shell. A value
// enters only when it is the only one, its name has a type (in types, or built in for facts), the
// value fits the type, and it stands where that type may stand: the quoted types inside single
// quotes in PowerShell and inside double quotes in cmd. Else the words after | stay, or the name
// as <NAME> with a note that it has to be filled in.
func ExpandCommand(cmd, shell string, values Values, types map[string]string) (string, []string) {
	e := commandExpander{shell: shell, values: values, types: types, contexts: quoting(cmd, shell)}
	text := replacePlaceholders(cmd, e.expand)
	return text, e.notes
}

type commandExpander struct {
	shell    string
	values   Values
	types    map[string]string
	contexts map[int]context // by the start of the placeholder
	notes    []string
}

func (e *commandExpander) expand(p placeholder) string {
	text := e.text(p)
	if p.name == licenceSwitchName && text == newLicenceSwitch && len(e.values.filled(licenceChosenName)) == 0 {
		e.note(choiceNote)
	}
	return text
}

func (e *commandExpander) text(p placeholder) string {
	if text, ok := e.value(p); ok {
		return text
	}
	switch {
	case p.name == licenceSwitchName:
		e.note(licenceNote)
		return newLicenceSwitch
	case p.hasWords:
		return p.words
	}
	name := strings.ToUpper(p.name)
	e.note("fill in " + name)
	return "<" + name + ">"
}

// value gives the text that enters the command, if one may.
func (e *commandExpander) value(p placeholder) (string, bool) {
	found := e.values.filled(p.name)
	if len(found) != 1 {
		return "", false
	}
	kind, known := valueTypes[typeOf(p.name, e.types)]
	at := e.contexts[p.start]
	if !known || !at.takes(kind, e.shell) {
		return "", false
	}
	value := kind.normal(found[0])
	if !kind.fits(value, e.shell) {
		return "", false
	}
	if at == inSingleQuotes && e.shell != ShellCmd {
		value = strings.ReplaceAll(value, "'", "''")
	}
	return value, true
}

func (e *commandExpander) note(text string) {
	if !slices.Contains(e.notes, text) {
		e.notes = append(e.notes, text)
	}
}

// typeOf gives the type of a capture, or the built-in one of a fact.
func typeOf(name string, types map[string]string) string {
	if t := types[name]; t != "" {
		return t
	}
	return factTypes[name]
}
