package parser

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// runsOf takes a text apart as a review does.
func runsOf(t *testing.T, text string, opts BuilderOptions) []*Attempt {
	t.Helper()
	opts.Kind = KindOf([]byte(text))
	b := NewBuilder(opts)
	var out []*Attempt
	for e, err := range Entries(NewReader(strings.NewReader(text)), EntryOptions{Kind: opts.Kind}) {
		require.NoError(t, err)
		if b.Begins(e) {
			if a := b.Finish(); a != nil {
				out = append(out, a)
			}
		}
		b.Add(e)
	}
	return append(out, b.Finish())
}

// factsOf gives the facts of that name of all runs.
func factsOf(runs []*Attempt, name string) []string {
	var out []string
	for _, a := range runs {
		out = append(out, a.Facts.Get(name))
	}
	return out
}

const disaster = `[00:50:54] -----------------------------------------------
[00:50:54] * ServiceControl.ps1: 21/11/2022 00:50:54
[00:50:54] Performing service control with options: 
[00:50:56] Saving service and registry data
[00:50:58] Saving services startup mode.
[00:50:59] Stopping services for the following roles: AdminTools Mailbox
[00:51:10] Stopping service 'W3Svc'.
[00:56:12] Stopping service 'MSExchangeIS'.
[01:00:41] Killing instead of Stopping 'FMS'.
[01:00:41] Disabling service 'FMS'.
[01:00:41] Disabling service 'MSExchangeIS'.
[01:00:41] Disabling service 'MSExchangePop3'.
[01:00:41] Disabling service 'W3Svc'.
[01:00:41] Disabling service 'wsbexchange'.
[01:00:41] Script completed succesfully.
[17:15:24] -----------------------------------------------
[17:15:24] * ServiceControl.ps1: 21/11/2022 17:15:24
[17:15:24] Saving service and registry data
[17:15:24] State file C:\ExchangeSetupLogs\ServiceState.xml already exists.
[17:15:24] Overwrite is specified. File C:\ExchangeSetupLogs\ServiceState.xml is going to be overwritten with a new state.
[17:15:26] Stopping services for the following roles: AdminTools Mailbox
[17:15:27] Stopping service 'WinMgmt'.
[17:15:27] [Error] System.Management.Automation.CommandNotFoundException: The term 'Stop-SetupService' is not recognized
   at System.Management.Automation.ExceptionHandlingOps.CheckActionPreference(FunctionContext funcContext)
`

func TestRunsOfServiceControl(t *testing.T) {
	runs := runsOf(t, disaster, BuilderOptions{})
	require.Len(t, runs, 2)
	assert.Equal(t, []int{1, 16}, []int{runs[0].Line, runs[1].Line})
	assert.Equal(t, []int{15, 24}, []int{runs[0].EndLine, runs[1].EndLine})
	assert.Equal(t, []Outcome{OutcomeSucceeded, OutcomeFailed}, []Outcome{runs[0].Outcome, runs[1].Outcome})
	for name, want := range map[string][]string{
		FactServiceOperation:      {"BeforePatch", "BeforePatch"},
		FactServiceFooter:         {"ok", "none"},
		FactServicesDisabled:      {"W3Svc, MSExchangeIS, FMS, MSExchangePop3, wsbexchange", "W3Svc, MSExchangeIS, FMS, MSExchangePop3, wsbexchange"},
		FactServicesDisabledCount: {"5", "5"},
		FactServicesStopped:       {"", "WinMgmt"},
		FactServicesToEnable:      {"W3Svc, MSExchangeIS, FMS", "W3Svc, MSExchangeIS, FMS"},
		FactServicesLeftOut:       {"MSExchangePop3, wsbexchange", "MSExchangePop3, wsbexchange"},
		FactServicesToStart:       {"W3Svc, MSExchangeIS, FMS", "W3Svc, MSExchangeIS, FMS, WinMgmt"},
		FactStateOverwritten:      {"false", "true"},
		FactServiceHungOn:         {"", "WinMgmt"},
		FactSlowestStop:           {"W3Svc", ""},
		FactSlowestStopTook:       {"5m2s", ""},
		FactFollowed:              {"true", "false"},
		FactDateDoubt:             {"", ""},
		FactException:             {"", "System.Management.Automation.CommandNotFoundException"},
	} {
		assert.Equal(t, want, factsOf(runs, name), name)
	}
	assert.Equal(t, -1, runs[1].Facts[FactServicesDisabled].At.Ordinal, "it stands before the attempt")
	assert.Equal(t, 10, runs[1].Facts[FactServicesDisabled].At.Line)
}

// A run that is read again alone, as a review does, says the same as in its place.
func TestRunReadAgainAlone(t *testing.T) {
	whole := runsOf(t, disaster, BuilderOptions{})
	first := runsOf(t, disaster, BuilderOptions{Summary: true})
	for i, a := range first {
		assert.Equal(t, whole[i].Outcome, a.Outcome)
		part := disaster[a.Offset:a.EndOffset]
		b := NewBuilder(BuilderOptions{Kind: KindServiceControl, Resume: a})
		for e, err := range Entries(strings.NewReader(part), EntryOptions{Kind: KindServiceControl, FirstLine: a.Line, FirstOffset: a.Offset, Log: true}) {
			require.NoError(t, err)
			b.Begins(e)
			b.Add(e)
		}
		again := b.Finish()
		assert.Equal(t, whole[i].Facts, again.Facts)
		assert.Equal(t, whole[i].Services, again.Services)
	}
}

func TestServicesComeBack(t *testing.T) {
	back := `[18:00:00] -----------------------------------------------
[18:00:00] * ServiceControl.ps1: 21/11/2022 18:00:00
[18:00:00] Enabling services for the following roles: AdminTools Mailbox
[18:00:00] Reading service registry data from 'C:\ExchangeSetupLogs\ServiceStartupMode.xml'
[18:00:01] Enabling service 'W3Svc'.
[18:00:01] Enabling service 'MSExchangeIS'.
[18:00:01] Enabling service 'FMS'.
[18:00:01] Enabling service 'MSExchangePop3'.
[18:00:01] Enabling service 'wsbexchange'.
[18:00:02] 'W3Svc' was running.
[18:00:02] 'MSExchangePop3' was not running.
[18:00:03] (d) Starting W3Svc...
[18:00:04] (d) Already started MSExchangeIS...
[18:00:05] (d) Starting FMS...
[18:00:06] Script completed succesfully.
`
	first := disaster[:strings.Index(disaster, "[17:15:24]")]
	runs := runsOf(t, first+back, BuilderOptions{})
	require.Len(t, runs, 2)
	assert.Equal(t, []string{"BeforePatch", "AfterPatch"}, factsOf(runs, FactServiceOperation))
	assert.Empty(t, runs[1].Facts.Get(FactServicesDisabled))
	assert.Empty(t, runs[1].Facts.Get(FactServicesStopped))
	assert.Contains(t, runs[1].Facts.Get(FactServicesWere), "MSExchangePop3 (not running)")

	runs = runsOf(t, disaster+strings.ReplaceAll(back, "(d) Starting", "(d) Skipping"), BuilderOptions{})
	require.Len(t, runs, 3)
	assert.Equal(t, "W3Svc, FMS, MSExchangePop3, wsbexchange", runs[2].Facts.Get(FactServicesDisabled), "what was saved is Disabled")
}

func TestSavedStateThatIsKeptIsNotOverwritten(t *testing.T) {
	kept := strings.ReplaceAll(disaster, "[17:15:24] Overwrite is specified", "[17:15:24] Kept")
	assert.Equal(t, []string{"false", "false"}, factsOf(runsOf(t, kept, BuilderOptions{}), FactStateOverwritten))
}

func TestServicesInTheLogOfSetup(t *testing.T) {
	const p = "[03/07/2021 18:24:37.0000] [2] [ServiceControl.ps1] "
	runs := runsOf(t, p+"Disabling service 'MSExchangeIS'.\n"+p+"Stopping service 'MSExchangeIS'.\n"+
		"[03/07/2021 18:28:37.0000] [2] Something else\n"+p+"Script completed succesfully.\n", BuilderOptions{})
	require.Len(t, runs, 1)
	assert.Equal(t, "MSExchangeIS", runs[0].Facts.Get(FactServicesDisabled))
	assert.Equal(t, "4m0s", runs[0].Facts.Get(FactSlowestStopTook))
	assert.Empty(t, runs[0].Facts.Get(FactFollowed))
}

func TestManyServicesStayBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("[21:00:00] * ServiceControl.ps1: 24.12.2022 21:00:00\n")
	for i := range 5000 {
		b.WriteString("[21:00:01] Disabling service 'S" + strings.Repeat("x", i%300) + string(rune('a'+i%26)) + strings.Repeat("y", i/300) + "'.\n")
	}
	runs := runsOf(t, b.String(), BuilderOptions{})
	assert.LessOrEqual(t, len(runs[0].Services), maxServices)
}

func TestValidServiceName(t *testing.T) {
	for _, name := range []string{"MSExchangeIS", "W3SVC", "a.b-c_d", "_x", "3"} {
		assert.True(t, ValidServiceName(name), name)
	}
	for _, name := range []string{"", "-Recurse", ".x", "a b", "a'b", "a\nb", "a;b", "a$b", "ä", strings.Repeat("x", 300)} {
		assert.False(t, ValidServiceName(name), name)
	}
}

const installer = `=== Verbose logging started: %DATE%  21:38:05  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\Windows\System32\msiexec.exe ===
MSI (s) (B4:20) [21:38:06:440]: Opening existing patch 'C:\Windows\Installer\7c68053.msp'.
MSI (s) (B4:20) [21:38:06:440]: SequencePatches starts. Product code: {CD981244-E9B8-405A-9026-6AEB9DCEF1F1}, Product version: 15.2.1118.7, Upgrade code: {A4A259AB-A77F-4039-832A-27B431DDFFEA}, Product language 1033
MSI (s) (B4:20) [21:38:06:440]: PatchGUID: {5C6F5B2C-4E56-4B6B-9C0A-2C0B1F6B7A11}  ResultantVersion: 15.2.1118.7  PatchFamily: E  Sequence: 15.2.1118.9  SequenceOrder: 0
MSI (s) (B4:20) [21:38:06:440]: PatchGUID: {5C6F5B2C-4E56-4B6B-9C0A-2C0B1F6B7A12}  ResultantVersion: 15.2.1118.7  PatchFamily: E  Sequence: 15.2.1118.25  SequenceOrder: 1
CustomAction CA_CUSTOMER_PREPATCH_INSTALL returned actual error code 1603 but will be translated to success due to continue marking
%PREPATCH%
MSI (s) (B4:20) [21:39:06:440]: Note: 1: 1722 2: CA_SAVEDATA 3: powershell.exe 4: -File SaveData.ps1
CustomAction CA_SAVEDATA returned actual error code 1603 (note this may not be 100% accurate if translation happened inside sandbox)
%ERROR%
%ENDED%
%ROLLUP%
Property(S): ProductName = Microsoft Exchange Server
Property(S): ComputerName = EX01
Property(S): msgX = Error 1925. Not allowed. Return value 3
MSI (s) (B4:20) [21:41:06:440]: MainEngineThread is returning 1603
=== Logging stopped: %DATE%  21:41:06 ===
MSI (c) (EC:D4) [21:41:06:455]: MainEngineThread is returning 1603
=== Verbose logging stopped: %DATE%  21:41:06 ===
`

func installerLog(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(installer) }

func TestFailingActionInAnyLanguage(t *testing.T) {
	for name, log := range map[string]string{
		"English": installerLog("%DATE%", "2/14/2023",
			"%PREPATCH%", "Action ended 21:38:41: CA_CUSTOMER_PREPATCH_INSTALL. Return value 1.",
			"%ERROR%", "Error 1722. There is a problem with this Windows Installer package.",
			"%ENDED%", "Action ended 21:40:02: InstallFinalize. Return value 3.", "%ROLLUP%", "Action ended 21:40:12: INSTALL. Return value 3."),
		"German": installerLog("%DATE%", "14.02.2023",
			"%PREPATCH%", "Aktion beendet um 21:38:41: CA_CUSTOMER_PREPATCH_INSTALL. Rückgabewert 1.",
			"%ERROR%", "MSI (s) (B4:20) [21:39:07:440]: Produkt: Microsoft Exchange Server -- Fehler 1722. Es liegt ein Problem mit diesem Paket vor.",
			"%ENDED%", "Aktion beendet um 21:40:02: InstallFinalize. Rückgabewert 3.", "%ROLLUP%", "Aktion beendet um 21:40:12: INSTALL. Rückgabewert 3."),
		"Danish": installerLog("%DATE%", "14-02-2023", "%PREPATCH%", "", "%ERROR%", "Fejl 1722. Der er et problem med denne pakke.",
			"%ENDED%", "Handling afsluttet 21.40.02: InstallFinalize. Returneringsværdi 3.", "%ROLLUP%", ""),
		"Japanese": installerLog("%DATE%", "2023/02/14", "%PREPATCH%", "", "%ERROR%", "エラー 1722。このパッケージには問題があります。",
			"%ENDED%", "操作終了 21:40:02: InstallFinalize。 戻り値 3。", "%ROLLUP%", "操作終了 21:40:12: INSTALL。 戻り値 3。"),
		// Code page 932 read as 1252.
		"Japanese, old code page": installerLog("%DATE%", "2023/02/14", "%PREPATCH%", "", "%ERROR%", "",
			"%ENDED%", "\x91\x80\x8d\xec\x8f\x49\x97\xb9 21:40:02: InstallFinalize\x81B \x96\xdf\x82\xe8\x92l 3\x81B", "%ROLLUP%", ""),
	} {
		t.Run(name, func(t *testing.T) {
			runs := runsOf(t, log, BuilderOptions{})
			require.Len(t, runs, 1)
			a := runs[0]
			assert.Equal(t, OutcomeFailed, a.Outcome)
			assert.Equal(t, "2023-02-14 21:38:05", a.LocalStarted.String())
			for fact, want := range map[string]string{
				FactInstallerAction: "InstallFinalize", FactInstallerCustomAction: "CA_SAVEDATA", FactInstallerErrorNumber: "1722",
				FactInstallerProgram: "powershell.exe -File SaveData.ps1",
				FactInstallerCode:    "1603", FactInstalledBuild: "15.2.1118.7", FactUpdateBuild: "15.2.1118.25",
				FactUpdateTarget: "15.2.1118.7", FactInstallerProduct: "Microsoft Exchange Server", FactServer: "EX01", FactPatch: "true",
			} {
				assert.Equal(t, want, a.Facts.Get(fact), fact)
			}
			require.NotNil(t, a.Failure())
			assert.Equal(t, "InstallFinalize", a.Failure().Task)
			assert.NotContains(t, a.Failure().Output, "1925", "the dump of properties says nothing")
			assert.NotContains(t, a.Failure().Output, "PREPATCH")
		})
	}
}

func TestProgramOfACustomAction(t *testing.T) {
	for note, want := range map[string][2]string{
		"Note: 1: 1722 2: CA_X 3: C:\\a b.exe 4: -File x.ps1": {"CA_X", `C:\a b.exe -File x.ps1`},
		"Note: 1: 1721 2: CA_X 3: C:\\a.exe":                  {"CA_X", `C:\a.exe`},
		"Note: 1: 1722 2: CA_X":                               {"CA_X", ""},
		"Note: 1: 1724 2: CA_X 3: a.exe":                      {},
		"Note: 1: 172":                                        {},
		"CAQuietExec: Error 0x80070001":                       {},
	} {
		action, program := programOf(note)
		assert.Equal(t, want, [2]string{action, program}, note)
	}
}

func TestProgramOfAnActionThatMayFail(t *testing.T) {
	runs := runsOf(t, `=== Verbose logging started: 2/14/2023  21:38:05  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\Windows\System32\msiexec.exe ===
MSI (s) (B4:20) [21:39:06:440]: Note: 1: 1722 2: CA_CUSTOMER_PREPATCH_INSTALL 3: stop.exe
CustomAction CA_CUSTOMER_PREPATCH_INSTALL returned actual error code 1603 but will be translated to success due to continue marking
CustomAction CA_SAVEDATA returned actual error code 1603 (note this may not be 100% accurate if translation happened inside sandbox)
Action ended 21:40:02: InstallFinalize. Return value 3.
MSI (s) (B4:20) [21:41:06:440]: MainEngineThread is returning 1603
`, BuilderOptions{})
	require.Len(t, runs, 1)
	assert.Equal(t, "CA_SAVEDATA", runs[0].Facts.Get(FactInstallerCustomAction))
	assert.Empty(t, runs[0].Facts.Get(FactInstallerProgram), "the program of an action that went on does not count")
}

func TestUpdateIsNamedInAnySentence(t *testing.T) {
	for _, line := range []string{
		"Product: Microsoft Exchange Server - Update 'Security Update for Exchange Server 2019 Cumulative Update 12 (KB5023038) 15.2.1118.25' could not be installed. Error code 1603.",
		"Produkt: Microsoft Exchange Server - Update „Security Update for Exchange Server 2019 Cumulative Update 12 (KB5023038) 15.2.1118.25“ konnte nicht installiert werden. Fehlercode 1603.",
		"製品: Microsoft Exchange Server - 更新プログラム 'Security Update for Exchange Server 2019 Cumulative Update 12 (KB5023038) 15.2.1118.25' をインストールできませんでした。",
	} {
		a := runsOf(t, "MSI (s) (B4:20) [21:41:06:440]: "+line+"\nMSI (s) (B4:20) [21:41:06:440]: MainEngineThread is returning 1603\n", BuilderOptions{})[0]
		assert.Equal(t, "Security Update for Exchange Server 2019 Cumulative Update 12", a.Facts.Get(FactUpdateName), line)
		assert.Equal(t, "KB5023038", a.Facts.Get(FactUpdateKB))
		assert.Equal(t, "15.2.1118.25", a.Facts.Get(FactUpdateBuild))
		assert.Equal(t, "Exchange Server 2019 Cumulative Update 12", a.Facts.Get(FactUpdateTarget))
	}
}

func TestSeveralInstallationsInOneLog(t *testing.T) {
	const begin = "=== Verbose logging started: 14.02.2023  21:38:05  Build type: SHIP ===\n"
	const serverBegin = "=== Logging started: 14.02.2023  21:38:06 ===\n"
	const end = "MSI (c) (EC:D4) [21:41:06:455]: MainEngineThread is returning "
	const stop = "=== Verbose logging stopped: 14.02.2023  21:41:06 ===\n"
	runs := runsOf(t, begin+serverBegin+end+"0\n"+stop+begin+end+"3010\n"+stop+serverBegin+"Action ended 21:40:02: X. Return value 3.\n"+
		"=== Logging stopped: 14.02.2023  21:41:06 ===\n"+begin+serverBegin, BuilderOptions{})
	var outcomes []Outcome
	for _, a := range runs {
		outcomes = append(outcomes, a.Outcome)
	}
	assert.Equal(t, []Outcome{OutcomeSucceeded, OutcomeSucceeded, OutcomeFailed, OutcomeInterrupted}, outcomes)
	assert.Equal(t, "required", runs[1].Facts.Get(FactInstallerReboot))
}

func TestRunsOfUpdateScripts(t *testing.T) {
	stars := "[22:20:01] " + strings.Repeat("*", 47) + "\n"
	head := stars + "[22:20:01] * UpdateCas.ps1: 14.02.2023 22:20:01\n" + stars + "[22:20:02] Updating OWA/ECP on server EX01\n"
	owa := "[22:20:03] Updating OWA to version 15.1.2507.16\n[22:21:00] Update OWA done.\n"
	ecp := "[22:21:03] Updating ECP to version 15.1.2507.16\n[22:22:00] Update ECP done.\n"
	gaveUp := "[22:20:03] Could not find 'C:\\x'.  Aborting.\n"
	runs := runsOf(t, head+owa+ecp+head+owa+head+gaveUp, BuilderOptions{})
	require.Len(t, runs, 3)
	assert.Equal(t, []string{"", "ECP", "OWA, ECP"}, factsOf(runs, FactUpdateMissing))
	assert.Equal(t, []string{"EX01", "EX01", "EX01"}, factsOf(runs, FactServer))
	assert.Equal(t, "Could not find 'C:\\x'.  Aborting.", runs[2].Facts.Get(FactUpdateError))
	assert.Equal(t, OutcomeSucceeded, runs[0].Outcome)
	assert.Equal(t, OutcomeInterrupted, runs[1].Outcome)
	assert.Equal(t, OutcomeFailed, runs[2].Outcome)
}

func TestLdifError(t *testing.T) {
	a := runsOf(t, `Entry DN: CN=ms-Exch-Sample,CN=Schema,CN=Configuration,DC=fabrikam,DC=example
Add error on entry starting on line 78: Unwilling To Perform

The server side error is: 0x20bb Schema update failed: duplicate OID.
`, BuilderOptions{})[0]
	assert.Equal(t, OutcomeFailed, a.Outcome)
	assert.Equal(t, "CN=ms-Exch-Sample,CN=Schema,CN=Configuration,DC=fabrikam,DC=example", a.Facts.Get(FactLdifEntry))
	assert.Equal(t, "78", a.Facts.Get(FactLdifLine))
	assert.Equal(t, "Unwilling To Perform", a.Facts.Get(FactLdifError))
	assert.Equal(t, "0x20bb Schema update failed: duplicate OID.", a.Facts.Get(FactLdifServerError))
}

// Whatever bytes change in these logs, every line belongs to exactly one entry, and every entry to
// a run.
func TestDamagedRunsKeepTheirLines(t *testing.T) {
	logs := map[Kind]string{
		KindServiceControl: disaster,
		KindMSI: installerLog("%DATE%", "14.02.2023", "%PREPATCH%", "", "%ERROR%", "Fehler 1722. x",
			"%ENDED%", "Aktion beendet um 21:40:02: InstallFinalize. Rückgabewert 3.", "%ROLLUP%", ""),
		KindUpdateScript: "[22:20:01] * UpdateCas.ps1: 14.02.2023 22:20:01\n[22:20:02] Updating OWA to version 1\n",
		KindLdifError:    "Entry DN: CN=a\nAdd error on entry starting on line 78: Unwilling\n",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for kind, log := range logs {
		for range 300 {
			text := []byte(log)
			for range 20 {
				text[random.IntN(len(text))] = byte(random.IntN(256))
			}
			text = text[:random.IntN(len(text))+1]
			b := NewBuilder(BuilderOptions{Kind: kind})
			next := 0
			for e, err := range Entries(bytes.NewReader(text), EntryOptions{Kind: kind}) {
				require.NoError(t, err)
				if b.Begins(e) {
					b.Finish()
				}
				b.Add(e)
				if next > 0 {
					require.Equal(t, next, e.Line)
				}
				next = e.Line + e.Lines
			}
			b.Finish()
		}
	}
}

func TestHeadersOfRunsAreNoPaste(t *testing.T) {
	for text, want := range map[string]bool{
		"[21:40:11] ---\n[21:40:11] * ServiceControl.ps1: 2/14/2023 9:40:11 PM\n": true,
		"[21.40.11] * UpdateCas.ps1: 14-02-2023\n":                                true,
		"=== Verbose logging started: 2/14/2023  21:38:05  Build type\n":          true,
		"[21:40:11] Saving service and registry data\n":                           false,
		"MSI (s) (B4:20) [21:39:06:440]: Note: 1: 1722\n":                         false,
	} {
		assert.Equal(t, want, HasBanner([]byte(text)), text)
	}
}
