package parser

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseThrown(t *testing.T) {
	f := func(text string, want thrown) {
		t.Helper()
		assert.Equal(t, want, parseThrown([]byte(text)), text)
	}
	f("Only a message.", thrown{message: "Only a message."})
	f("System.Exception: No.", thrown{kind: "System.Exception", message: "No."})
	f("System.IO.IOException (0x80070003): No.", thrown{kind: "System.IO.IOException", message: "No."})
	f("Note: no type", thrown{message: "Note: no type"})
	f("Exception calling \"X\": no type", thrown{message: "Exception calling \"X\": no type"})
	f("A.BException: One ---> C.DException: Two ---> E.FException: Two ---> Three\n   --- End of inner exception stack trace ---\n   at A.B.C(X y)\n   at A.B.D()",
		thrown{"A.BException", "One", []string{"Two", "Three"}, "--- End of inner exception stack trace --- at A.B.C(X y) at A.B.D()"})
	f("A.BException: One at the end at A.B.C(X y) at A.B.D()", thrown{"A.BException", "One at the end", nil, "at A.B.C(X y) at A.B.D()"})
	f("A.BException: over\r\ntwo lines", thrown{kind: "A.BException", message: "over two lines"})
}

func TestFindType(t *testing.T) {
	f := func(message, kind, rest string) {
		t.Helper()
		th := thrown{message: message}
		th.findType()
		assert.Equal(t, kind, th.kind)
		assert.Equal(t, rest, th.message)
	}
	f("It failed. Error: System.ServiceModel.FaultException: Could not.", "System.ServiceModel.FaultException", "Could not.")
	f("It failed.", "", "It failed.")
	f("Some Exception: x", "", "Some Exception: x")
}

func TestScriptLine(t *testing.T) {
	script := "$error.Clear();\n$a = 1\n# Set-Thing is a comment\nSet-Thing -Name $a\nSet-Thing -Error \"Unable to do it\"\nwhere.exe mmc\n$p = join-path $r \"bin\\x.exe\""
	f := func(want, cmdlet, message string) {
		t.Helper()
		assert.Equal(t, want, scriptLine(script, cmdlet, message))
	}
	f(`Set-Thing -Error "Unable to do it"`, "set-thing", "Unable to do it")
	f("Set-Thing -Name $a", "Set-Thing", "Set-Thing cannot -Name it")
	f("where.exe mmc", "", "The term 'where.exe' is not recognized")
	f(`$p = join-path $r "bin\x.exe"`, "", `The term 'C:\dir\x.exe' is not recognized`)
	f("where.exe mmc", "", "I cannot find where.exe anywhere.")
	f("", "", "Something else")
	assert.Equal(t, "Only-One", scriptLine("$error.Clear(); Only-One", "", "x"))
	assert.Empty(t, scriptLine("", "", "x"))
}

func TestParseThrownInOtherLanguages(t *testing.T) {
	got := parseThrown([]byte("System.OverflowException: Zu groß.\n   bei A.B.Add(Int32 i)\n   bei A.B.Go()"))
	assert.Equal(t, thrown{kind: "System.OverflowException", message: "Zu groß.", stack: "bei A.B.Add(Int32 i) bei A.B.Go()"}, got)
	got = parseThrown([]byte("System.Exception: Non.\nC'est\nà C.D (E)"))
	assert.Empty(t, got.stack)
}
