package parser

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKindOf(t *testing.T) {
	f := func(want Kind, text string) {
		t.Helper()
		assert.Equal(t, want, KindOf([]byte(text)), text)
	}
	f(KindExchangeSetup, unattendedSuccess)
	f(KindExchangeSetup, "[ERROR] It broke.")
	f(KindExchangeSetup, "[1] Setup launched task 'x'")
	f(KindExchangeSetup, "Setup launched task 'x'")
	f(KindExchangeSetup, "Failed [Rule: X] [Message: Y]")
	f(KindExchangeSetup, "Error:\nThe following error was generated when \"x\" was run: \"y\".")
	f(KindExchangeSetup, "It is missing. For more information, visit: http://a/ms.exch.setupreadiness.X.aspx")
	f(KindExchangeSetup, "[REQUIRED] x")
	f(KindExchangeSetup, "Property(S): x\n"+stamp0+"both")
	f(KindServiceControl, "[00:50:54] ----\n[00:50:54] * ServiceControl.ps1: 21/11/2022 00:50:54\n[00:50:55] [Error] x")
	f(KindServiceControl, "[00:50:54] Disabling service 'MSExchangeTransport'.")
	f(KindUpdateScript, "[00:50:54] * UpdateCas.ps1: 21/11/2022 00:50:54\n[00:50:55] Updating OWA/ECP on server X")
	f(KindMSI, "=== Verbose logging started: 08-03-2021  19:57:49 ===\nMSI (c) (EC:D4) [19:57:49:405]: x")
	f(KindMSI, "    MSI (s) (B4:20) [15:56:08:440]: MainEngineThread is returning 1603")
	f(KindMSI, "Property(S): ProductVersion = 15.2.1118.7")
	f(KindLdifError, "Entry DN: CN=x\nAdd error on entry starting on line 78: Unwilling To Perform\n")
	f(KindEventLog, "Log Name:      Application\nSource:        MSExchange ADAccess\nEvent ID:      4027")
	f(KindEventLog, "Time: x\nID: 4999\nSource: MSExchange Common\n")
	f(KindUnknown, "[13:43:33] something else")
	f(KindUnknown, "Dear all,\nsetup does not work.")
	f(KindUnknown, "")
	f(KindExchangeSetup, "\xFF\xFE"+string(utf16Of(stamp0+"x", binary.LittleEndian)))
}

func TestLooksBinary(t *testing.T) {
	text := strings.Repeat(stamp0+"x\r\n", 20)
	for name, head := range map[string]string{
		"log": text, "empty": "", "utf-16": string(utf16Of(text, binary.LittleEndian)),
		"a hole of zeros": text + strings.Repeat("\x00", 2000), "colours": "\x1b[31mred\x1b[0m",
		"windows-1252": "f\xFCr",
	} {
		assert.False(t, LooksBinary([]byte(head)), name)
	}
	for name, head := range map[string]string{
		"zip": "PK\x03\x04\x14\x00\x00\x00\x08\x00abc\x01\x02", "event log": "ElfFile\x00\x00\x00\x00\x00\x00\x00",
		"zeros": strings.Repeat("\x00", 100),
	} {
		assert.True(t, LooksBinary([]byte(head)), name)
	}
}
