package draft

import (
	"fmt"
	"strings"
)

// schemaURL is where editors find the schema of rule files.
const schemaURL = "https://raw.githubusercontent.com/setuplogreview/setuplogreview/main/schema/rule.schema.json"

// page is the file of a draft.
type page struct {
	id, category        string
	sign                sign
	match, not, excerpt string
}

// text writes the file.
func (p page) text() string {
	return fmt.Sprintf(`# yaml-language-server: $schema=%s
rules:
  - id: %s
    # One line that names what is wrong. {{name}} puts in what a group (?<name>…) of the pattern found.
    title: %s
    category: %s
    severity: error         # critical, error, warning or info
    confidence: likely      # certain, likely or possible
%s    match:
      # A .NET regular expression in single quotes, without regard to letter case. The text has single
      # blanks and straight quotes. A part that varies and is worth showing becomes a group:
      # '(?<service>[^']+)' instead of '[^']+'. docs/rule-language.md lists what else can be asked.
      %s
    cause: >-
      FILL IN why this happens, in full sentences.
    remediation:
      # The order is: look, save, change, verify, undo. effect: reads (default), server, outage,
      # directory or destructive; saveFirst: true when a backup belongs before it.
      - text: FILL IN what to look at first.
        # command: Get-Service MSExchange*
    # references:
    #   - title: Where to read more
    #     url: https://…
    tests:
      - name: as it was logged
        log: |%s
%s
      # What looks like it and is not: replace this by a line of a log where all was well.
      - name: a look-alike
        not: |
%s
`, schemaURL, p.id, singleQuoted(p.title()), p.category, p.sources(), p.match,
		indicator(p.excerpt), indented(p.excerpt), indented(p.not))
}

// title is the beginning of what the log says.
func (p page) title() string {
	title := p.sign.text
	if title == "" {
		title = p.sign.readiness
	}
	title = sentence(title)
	return "FILL IN: " + strings.NewReplacer("{{", "{ {", "}}", "} }").Replace(title)
}

// sources names the kind of log when it is none that every rule reads.
func (p page) sources() string {
	switch p.sign.kind {
	case "exchange-setup", "event-log", "unknown":
		return ""
	}
	return fmt.Sprintf("    sources: [%s]\n", p.sign.kind)
}

// indicator is what YAML wants when the first line of a block begins with a blank.
func indicator(block string) string {
	if strings.HasPrefix(block, " ") || strings.HasPrefix(block, "\t") {
		return "2"
	}
	return ""
}

func indented(block string) string {
	lines := strings.Split(block, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "          " + line
		}
	}
	return strings.Join(lines, "\n")
}

// singleQuoted writes a YAML string in which a backslash is a backslash.
func singleQuoted(text string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "'", "''") + "'"
}
