package services

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// What ran before the update in the logs of testdata, save for POP3 and IMAP4.
const ran = `MSExchangeADTopology MSExchangeAntispamUpdate MSExchangeCompliance MSExchangeDagMgmt
	MSExchangeDelivery MSExchangeDiagnostics MSExchangeEdgeSync MSExchangeFastSearch
	MSExchangeFrontEndTransport MSExchangeHM MSExchangeHMRecovery MSExchangeIS
	MSExchangeMailboxAssistants MSExchangeMailboxReplication MSExchangeRepl MSExchangeRPC
	MSExchangeServiceHost MSExchangeSubmission MSExchangeThrottling MSExchangeTransport
	MSExchangeTransportLogSearch HostControllerService SearchExchangeTracing FMS IISADMIN W3SVC
	WinMgmt RemoteRegistry`

// planOf makes the plan of a folder of testdata.
func planOf(t *testing.T, dir string) Plan {
	t.Helper()
	log, err := os.Open(filepath.Join("testdata", dir, "ServiceControl.log"))
	require.NoError(t, err)
	defer log.Close()
	e, kind, err := Read("ServiceControl.log", log)
	require.NoError(t, err)
	require.Equal(t, parser.KindServiceControl, kind)
	e.Modes = savedOf(t, dir, "ServiceStartupMode.xml")
	e.States = savedOf(t, dir, "ServiceState.xml")
	return Restore(e)
}

func savedOf(t *testing.T, dir, name string) *Saved {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", dir, name))
	if err != nil {
		return nil
	}
	defer file.Close()
	s, err := ReadSaved(name, file)
	require.NoError(t, err)
	return s
}

var named = regexp.MustCompile(`(?m)^    \[pscustomobject\]@\{ Name = '([^']*)'; StartMode = '([^']*)'; Start = \$(\w+) \}`)

// inScript gives what the script does: start mode and start by name.
func inScript(t *testing.T, p *Plan) map[string]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, p.WriteScript(&b))
	out := map[string]string{}
	for _, m := range named.FindAllStringSubmatch(b.String(), -1) {
		out[m[1]] = m[2] + " " + m[3]
	}
	return out
}

func expectations(names, does string) map[string]string {
	out := map[string]string{}
	for _, name := range strings.Fields(names) {
		out[name] = does
	}
	return out
}

func disabledIn(p *Plan) int {
	n := 0
	for i := range p.Services {
		if p.Services[i].StartMode == Disabled {
			n++
		}
	}
	return n
}

func TestScriptNamesWhatWasEnabledBefore(t *testing.T) {
	fromLog := expectations(ran, "Automatic true")
	fromXML := expectations(ran+" MSExchangeImap4 MSExchangeIMAP4BE", "Automatic true")
	fromXML["MSExchangePop3"], fromXML["MSExchangePOP3BE"] = "Manual false", "Manual false"
	for _, c := range []struct {
		dir   string
		basis Basis
		want  map[string]string
	}{
		{"sound", BasisStartupMode, fromXML},
		{"bare", BasisLog, fromLog},
		{"overwritten", BasisLog, fromLog},
	} {
		t.Run(c.dir, func(t *testing.T) {
			p := planOf(t, c.dir)
			assert.Equal(t, 33, disabledIn(&p))
			assert.Equal(t, c.basis, p.Basis)
			assert.Equal(t, c.want, inScript(t, &p))
		})
	}
}

func TestOverwrittenStateIsSaid(t *testing.T) {
	p := planOf(t, "overwritten")
	assert.Contains(t, strings.Join(p.Notes, "\n"), "all Disabled")
	assert.Len(t, p.Notes, 2)
}

func TestStatesAloneWillDo(t *testing.T) {
	e, _, err := Read("x", strings.NewReader(""))
	require.NoError(t, err)
	e.States = savedOf(t, "sound", "ServiceState.xml")
	p := Restore(e)
	assert.Equal(t, BasisState, p.Basis)
	assert.Len(t, p.Services, 33)
	assert.NotContains(t, inScript(t, &p), "NotOnTheList")
	assert.NotContains(t, inScript(t, &p), "wsbexchange")
	assert.Equal(t, "Manual false", inScript(t, &p)["MSExchangePop3"])
}

func TestHostileNamesStayOutOfTheScript(t *testing.T) {
	e := Evidence{Server: "EX01\r\nRemove-Item C:\\", Services: []parser.Service{
		{Name: "x'; Remove-Item C:\\ #", Disabled: true, Ran: true},
		{Name: "-Recurse", Disabled: true, Ran: true},
		{Name: "a\nb", Disabled: true, Ran: true},
		{Name: "MSExchangeIS", Disabled: true, Ran: true},
	}}
	e.Modes = &Saved{Path: "a\r\nStop-Computer", Services: []SavedService{{Name: "MSExchangeIS", StartMode: Disabled}}}
	p := Restore(e)
	assert.Equal(t, map[string]string{"MSExchangeIS": "Automatic true"}, inScript(t, &p))
	var b bytes.Buffer
	require.NoError(t, p.WriteScript(&b))
	for _, line := range strings.Split(b.String(), "\r\n") {
		for _, word := range []string{"Remove-Item", "Stop-Computer", "-Recurse"} {
			if strings.Contains(line, word) {
				assert.True(t, strings.HasPrefix(line, "# "), line)
			}
		}
	}
}

func TestScriptAsksAndCanBeRunAgain(t *testing.T) {
	var b bytes.Buffer
	p := planOf(t, "bare")
	require.NoError(t, p.WriteScript(&b))
	text := b.String()
	for _, want := range []string{
		"[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]",
		"$PSCmdlet.ShouldProcess(", "-eq 4", "$service.Status -ne 'Stopped'", "# Left out: MSExchangeImap4",
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, strings.ReplaceAll(text, "\r\n", ""), "\n", "all line ends are those of Windows")
}

func TestNothingToBringBack(t *testing.T) {
	var b bytes.Buffer
	p := Restore(Evidence{Services: []parser.Service{{Name: "MSExchangeIS", Ran: true}}})
	require.NoError(t, p.WriteScript(&b))
	assert.Zero(t, p.Acts())
	assert.Contains(t, b.String(), "nothing to bring back")
}

func TestStoppedServiceIsOnlyStarted(t *testing.T) {
	p := Restore(Evidence{Services: []parser.Service{{Name: "MSExchangeIS", Ran: true, Stopped: true}}})
	assert.Equal(t, map[string]string{"MSExchangeIS": " true"}, inScript(t, &p))
}

func TestReadSavedRefuses(t *testing.T) {
	deep := strings.Repeat("<Obj>", 100)
	for name, text := range map[string]string{
		"no xml":      "hello",
		"cut":         `<Objs><Obj RefId="0"><DCT><En><S N="Key">Name</S>`,
		"nested":      "<Objs>" + deep,
		"something":   `<Objs><Obj RefId="0"><Props><S N="DisplayName">x</S></Props></Obj></Objs>`,
		"entity bomb": `<!DOCTYPE x [<!ENTITY a "aaaa">]><Objs><Obj><Props><S N="ServiceName">&a;</S></Props></Obj></Objs>`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadSaved("ServiceState.xml", strings.NewReader(text))
			require.Error(t, err)
			assert.Contains(t, err.Error(), "ServiceState.xml")
		})
	}
}

func TestTheLogOfSetupWillDo(t *testing.T) {
	const p = "[03/07/2021 18:24:37.0000] [2] [ServiceControl.ps1] "
	log := "[03/07/2021 18:20:00.0000] [0] Server Name=EX01\n" +
		p + "Disabling service 'MSExchangeIS'.\n" + p + "Stopping service 'MSExchangeIS'.\n" + p + "Disabling service 'wsbexchange'.\n"
	e, kind, err := Read("ExchangeSetup.log", strings.NewReader(log))
	require.NoError(t, err)
	assert.Equal(t, parser.KindExchangeSetup, kind)
	p1 := Restore(e)
	assert.Equal(t, "EX01", p1.Server)
	assert.Equal(t, map[string]string{"MSExchangeIS": "Automatic true"}, inScript(t, &p1))
}

func TestScriptStopsOnAnotherServer(t *testing.T) {
	write := func(server string) string {
		t.Helper()
		var b bytes.Buffer
		p := Restore(Evidence{Server: server, Services: []parser.Service{{Name: "MSExchangeIS", Disabled: true, Ran: true}}})
		require.NoError(t, p.WriteScript(&b))
		return b.String()
	}
	text := write("EX01.contoso.com")
	check, plan := strings.Index(text, "$env:COMPUTERNAME -ne $short"), strings.Index(text, "$plan = @(")
	assert.Contains(t, text, "$server = 'EX01.contoso.com'\r\n")
	assert.Contains(t, text, "[switch] $Force")
	assert.Contains(t, text, "SupportsShouldProcess = $true")
	assert.Greater(t, check, 0)
	assert.Less(t, check, plan)
	for _, name := range []string{"", "EX01'; Remove-Item x; '", "EX01\r\nfoo", "EX\u00e4", "a'b"} {
		text := write(name)
		assert.NotContains(t, text, "$server =", name)
		assert.Contains(t, text, "The log does not name its server", name)
		assert.NotContains(t, text, "It stops on another server", name)
	}
}

func TestScriptDoubtsAServerThatTheLogDoesNotName(t *testing.T) {
	const doubt = "another log of its folder is of $server"
	write := func(assumed bool) string {
		t.Helper()
		var b bytes.Buffer
		p := Restore(Evidence{Server: "EX01", ServerAssumed: assumed, Services: []parser.Service{{Name: "MSExchangeIS", Disabled: true, Ran: true}}})
		require.NoError(t, p.WriteScript(&b))
		return b.String()
	}
	text := write(true)
	assert.Contains(t, text, "$env:COMPUTERNAME -ne $short")
	assert.Less(t, strings.Index(text, "throw"), strings.Index(text, doubt))
	assert.NotContains(t, write(false), doubt)
}

// A log with gaps does not show that the services which all others need did not run.
func TestServicesThatOthersNeed(t *testing.T) {
	list := []parser.Service{
		{Name: "MSExchangeIS", Disabled: true, Stopped: true, Ran: true}, {Name: "W3Svc", Stopped: true, Ran: true},
		{Name: "MSExchangeADTopology", Disabled: true}, {Name: "IISAdmin", Disabled: true}, {Name: "wsbexchange", Disabled: true},
	}
	p := Restore(Evidence{Services: list})
	assert.Equal(t, map[string]string{
		"MSExchangeIS": "Automatic true", "W3Svc": " true", "MSExchangeADTopology": "Automatic true", "IISAdmin": "Automatic true",
	}, inScript(t, &p))
	assert.NotContains(t, strings.Join(p.Notes, "\n"), "WARNING")

	list[2].Idle, list[3].Idle = true, true
	p = Restore(Evidence{Services: list})
	assert.Equal(t, map[string]string{"MSExchangeIS": "Automatic true", "W3Svc": " true"}, inScript(t, &p))
	require.Len(t, p.Notes, 2)
	assert.Contains(t, p.Notes[0], "WARNING: MSExchangeADTopology stays disabled (the log says that it did not run before), but MSExchangeIS")
	assert.Contains(t, p.Notes[1], "WARNING: IISAdmin stays disabled")

	p = Restore(Evidence{Services: list[2:]})
	assert.Empty(t, inScript(t, &p))
	assert.Empty(t, p.Notes, "nothing that comes back needs them")
}

func TestScriptServer(t *testing.T) {
	f := func(server string, known bool, text string) {
		t.Helper()
		got, is, err := ScriptServer(strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, server, got)
		assert.Equal(t, known, is)
	}
	for _, server := range []string{"EX01", ""} {
		var b bytes.Buffer
		p := Restore(Evidence{Server: server})
		require.NoError(t, p.WriteScript(&b))
		f(server, true, b.String())
	}
	f("", false, "# Server: EX01\r\nWrite-Output 1\r\n")
	f("", false, "")
}

// What setup stops it starts itself, when it comes to its end.
func TestNothingIsLeftBySetupThatSucceeded(t *testing.T) {
	const p = "[03/07/2021 18:24:37.0000] [2] [ServiceControl.ps1] "
	stopped := "[03/07/2021 18:20:00.0000] [0] Starting Microsoft Exchange Server 2019 Setup\n" + p + "Stopping service 'MSExchangeIS'.\n"
	for end, acts := range map[string]int{
		"[03/07/2021 19:20:00.0000] [0] The Exchange Server setup operation completed successfully.\n": 0,
		"[03/07/2021 19:20:00.0000] [0] The Exchange Server setup operation didn't complete.\n":        1,
		"": 1,
	} {
		e, _, err := Read("ExchangeSetup.log", strings.NewReader(stopped+end))
		require.NoError(t, err)
		plan := Restore(e)
		assert.Equal(t, acts, plan.Acts(), end)
		assert.Len(t, plan.Notes, acts, end)
	}
}
