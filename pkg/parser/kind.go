package parser

import (
	"bytes"
	"io"
)

// kindHead is how much of a source is looked at.
const kindHead = 256 << 10

// KindOf says by its content what sort of log the beginning of a text is from, decoded or not.
func KindOf(head []byte) Kind {
	head = Decoded(head[:min(len(head), kindHead)])
	var signs kindSigns
	for len(head) > 0 {
		line := head
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			line, head = head[:i], head[i+1:]
		} else {
			head = nil
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && signs.line(line) {
			return KindExchangeSetup
		}
	}
	return signs.kind()
}

// Decoded gives the beginning of a source as UTF-8; what is UTF-8 already it gives as it is.
func Decoded(head []byte) []byte {
	if encoding, _ := sniff(head); encoding == encodingUTF8 {
		return head
	}
	text, err := io.ReadAll(NewReader(bytes.NewReader(head)))
	if err != nil {
		return head
	}
	return text
}

// kindSigns counts the lines that are peculiar to a kind.
type kindSigns struct {
	service, update, msi, ldif, event, setup int
}

// line takes a line; it reports true when the line settles the question.
func (k *kindSigns) line(line []byte) bool {
	if IsHead(line) {
		return true
	}
	rest := line
	clocked := isClock(line)
	if clocked {
		rest = bytes.TrimSpace(line[len("[00:00:00]"):])
	}
	switch {
	case clocked && (hasAnyPrefix(rest, "* ServiceControl.ps1", "[Error] ") || isServicePhrase(rest)):
		k.service++
	case clocked && (bytes.HasPrefix(rest, []byte("* Update")) || bytes.HasPrefix(rest, []byte("Updating OWA")) ||
		bytes.HasPrefix(rest, []byte("Updating ECP"))):
		k.update++
	case isMSILine(line):
		k.msi++
	case hasAnyPrefix(line, "Entry DN: ", "Add error on entry starting on line", "Modify error on entry starting on line",
		"The server side error is: "):
		k.ldif++
	case hasAnyPrefix(line, "Log Name:", "Event ID:", "Source: MSExchange", "Source:        MSExchange",
		"Source: MsiInstaller"):
		k.event++
	case isSetupLine(line):
		k.setup++
	}
	return false
}

// kind weighs the signs. A service log or an event may quote setup's sentences, a console text
// never carries their headers.
func (k *kindSigns) kind() Kind {
	switch {
	case k.service > 0:
		return KindServiceControl
	case k.update > 0:
		return KindUpdateScript
	case k.event > 0 && k.msi == 0:
		return KindEventLog
	case k.setup > 0:
		return KindExchangeSetup
	case k.msi > 0:
		return KindMSI
	case k.ldif > 0:
		return KindLdifError
	}
	return KindUnknown
}

// servicePhrases begin the lines of ServiceControl.ps1.
var servicePhrases = [...]string{
	"Performing service control with options", "Saving service and registry data",
	"Stopping services for ", "Disabling services for ", "Enabling services for ", "Reading service registry data",
	"Disabling service '", "Enabling service '", "Stopping service '", "Script completed ",
}

func isServicePhrase(rest []byte) bool { return hasAnyPrefix(rest, servicePhrases[:]...) }

func isMSILine(line []byte) bool {
	return hasAnyPrefix(line, "=== Verbose logging st", "=== Logging st", "MSI (s) (", "MSI (c) (", "MSI (N) (",
		"Property(S): ", "Property(C): ", "CAQuietExec:", "CustomAction ", "Action start ", "Action ended ") ||
		bytes.Contains(line, []byte("MainEngineThread is returning "))
}

// isSetupLine finds the phrases of setup's frame in text without stamps.
func isSetupLine(line []byte) bool {
	var c clock
	var h head
	if looseHead(line, &c, &h) && (h.tag != TagNone || h.level >= 0) {
		return true
	}
	if beginsMessage(line) && string(line) != "Error:" && !isMSILine(line) {
		return true
	}
	for _, s := range []string{
		generatedWhen, "[Rule:", "[Setting:", "ms.exch.setupreadiness.", "ms-exch-setupreadiness-",
		"=== IGNORING PREVIOUS ERRORS ===", "Microsoft Exchange Server Setup", "ErrorRecord: ",
		"Installing a new product. Package: ",
	} {
		if bytes.Contains(line, []byte(s)) {
			return true
		}
	}
	return false
}

func hasAnyPrefix(line []byte, prefixes ...string) bool {
	for _, p := range prefixes {
		if bytes.HasPrefix(line, []byte(p)) {
			return true
		}
	}
	return false
}

// LooksBinary says whether the first bytes of a file, before decoding, are no text: archives,
// programs, event logs. UTF-16 is text, and so is a log with a hole of zeros in it.
func LooksBinary(head []byte) bool {
	head = head[:min(len(head), sniffSize)]
	if encoding, _ := sniff(head); len(head) == 0 || encoding != encodingUTF8 {
		return false
	}
	odd := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b' {
			odd++
		}
	}
	return odd*10 > len(head) && !hasHead(head)
}

// hasHead says whether a line with the full grammar stands anywhere in text.
func hasHead(text []byte) bool {
	for line := range bytes.Lines(text) {
		if i := bytes.IndexByte(line, '['); i >= 0 && IsHead(line[i:]) {
			return true
		}
	}
	return false
}
