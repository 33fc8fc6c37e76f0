package review

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// The logs of one failed upgrade: setup and what it wrote in UTC, Windows Installer and the
// service script in the local time of the server, two hours ahead.
const (
	storySetup = `[11/14/2022 17:00:00.0000] [0] **********************************************
[11/14/2022 17:00:00.0001] [0] Starting Microsoft Exchange Server 2019 Setup
[11/14/2022 17:00:00.0002] [0] **********************************************
[11/14/2022 17:00:00.0003] [0] Local time zone: (UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius.
[11/14/2022 17:00:00.0004] [0] Setup version: 15.2.1118.7.
[11/14/2022 17:00:00.0005] [0] Logged on user: CONTOSO\adm-b.
[11/14/2022 17:00:01.0000] [0] Setup will search for an Exchange Server object for the local machine with name 'EX07'.
[11/14/2022 17:00:02.0000] [0] The installation mode is set to: 'BuildToBuildUpgrade'.
[11/14/2022 17:05:00.0000] [0] Setup will run the task 'install-msipackage'
[11/14/2022 17:05:00.0001] [1] Setup launched task 'install-msipackage -logfile 'C:\ExchangeSetupLogs\ExchangeSetup.msilog''
[11/14/2022 17:05:00.0002] [1] Beginning processing install-msipackage
[11/14/2022 17:09:00.0000] [1] [ERROR] Installing product D:\exchangeserver.msi failed. Fatal error during installation. Error code is 1603.
[11/14/2022 17:09:00.0001] [1] [ERROR] Fatal error during installation
[11/14/2022 17:09:00.0002] [1] Ending processing install-msipackage
[11/14/2022 17:09:01.0000] [0] CurrentResult console.ProcessRunInternal:198: 1
[11/14/2022 17:09:02.0000] [0] End of Setup
[11/14/2022 17:09:02.0001] [0] **********************************************
`
	storyInstaller = `=== Verbose logging started: 14.11.2022  19:05:01  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\Windows\Temp\ExchangeSetup\ExSetupUI.exe ===
MSI (c) (EC:D4) [19:05:01:405]: Resetting cached policy values
MSI (s) (B4:20) [19:08:10:100]: Executing op: CustomActionSchedule(Action=CA_SAVEDATA,ActionType=1025)
CustomAction CA_SAVEDATA returned actual error code 1603 (note this may not be 100% accurate if translation happened inside sandbox)
Action ended 19:08:58: InstallFinalize. Return value 3.
MSI (s) (B4:20) [19:08:59:440]: MainEngineThread is returning 1603
=== Verbose logging stopped: 14.11.2022  19:08:59 ===
`
	storyServices = `[19:03:00] -----------------------------------------------
[19:03:00] * ServiceControl.ps1: 14.11.2022 19:03:00
[19:03:00] Performing service control with options: 
[19:03:00] Saving service and registry data
[19:03:01] Stopping services for the following roles: Mailbox
[19:03:02] Disabling service 'MSExchangeTransport'.
[19:03:02] Disabling service 'MSExchangeIS'.
[19:03:03] Stopping service 'MSExchangeTransport'.
[19:03:20] Stopping service 'MSExchangeIS'.
[19:04:00] Script completed succesfully.
`
)

func reviewStory(t *testing.T, logs map[string]string) *Report {
	t.Helper()
	set, err := knowledge.Load()
	require.NoError(t, err)
	var inputs []Input
	for _, name := range []string{"ExchangeSetup.log", "ExchangeSetup.msilog", "ServiceControl.log"} {
		inputs = append(inputs, Input{Path: "EX07/" + name, Reader: bytes.NewBufferString(logs[name])})
	}
	rep, err := Review(context.Background(), inputs, Options{Rules: set})
	require.NoError(t, err)
	return rep
}

func TestOneServerTellsOneStory(t *testing.T) {
	rep := reviewStory(t, map[string]string{
		"ExchangeSetup.log": storySetup, "ExchangeSetup.msilog": storyInstaller, "ServiceControl.log": storyServices,
	})
	f := rep.Findings[0]
	assert.True(t, f.Primary)
	sources := map[int]bool{}
	for _, e := range f.Evidence {
		sources[e.Source] = true
	}
	assert.Len(t, sources, 3, "evidence from all three logs: %s", f.RuleID)
	assert.Equal(t, "ex07", f.Server)
	var commands []string
	for _, step := range f.Remediation {
		commands = append(commands, step.Command)
	}
	assert.Contains(t, strings.Join(commands, "\n"), "MSExchangeTransport", "the way back for the services stays")
	for _, g := range rep.Findings[1:] {
		assert.NotContains(t, []string{"services-left-disabled", "msi-action-failed", "msi-fatal-error-1603"}, g.RuleID)
	}
}

func TestLogsOfAnotherDayStayApart(t *testing.T) {
	rep := reviewStory(t, map[string]string{
		"ExchangeSetup.log": storySetup, "ExchangeSetup.msilog": storyInstaller,
		"ServiceControl.log": strings.ReplaceAll(storyServices, "14.11.2022", "16.11.2022"),
	})
	var ids []string
	for _, f := range rep.Findings {
		ids = append(ids, f.RuleID)
	}
	assert.Contains(t, ids, "services-left-disabled")
}

func TestLdifErrorBelongsToItsImport(t *testing.T) {
	set, err := knowledge.Load()
	require.NoError(t, err)
	setup := strings.ReplaceAll(storySetup, "[1] [ERROR] Installing product D:\\exchangeserver.msi failed. Fatal error during installation. Error code is 1603.",
		"[1] [ERROR] There was an error while running 'ldifde.exe' to import the schema file 'D:\\Setup\\Data\\PostExchange2003_schema80.ldf'. The error code is: 8245. More details can be found in the error file: 'C:\\Temp\\ldif.err'")
	ldif := "Entry DN: CN=ms-Exch-X,CN=Schema,CN=Configuration,DC=contoso,DC=com\r\nAdd error on entry starting on line 78: Unwilling To Perform\r\n" +
		"The server side error is: 0x20bb Schema update failed: duplicate OID.\r\nThe extended server error is:\r\n000020BB: SvcErr: DSID-03380E04, problem 5003 (WILL_NOT_PERFORM), data 8379\r\nAn error has occurred in the program\r\n"
	rep, err := Review(context.Background(), []Input{
		{Path: "EX07/ExchangeSetup.log", Reader: bytes.NewBufferString(setup)},
		{Path: "EX07/ldif.err", Reader: bytes.NewBufferString(ldif)},
	}, Options{Rules: set})
	require.NoError(t, err)
	var mine []Finding
	for _, f := range rep.Findings {
		if f.RuleID == "schema-import-failed" {
			mine = append(mine, f)
		}
	}
	require.Len(t, mine, 1, "one finding with the evidence of both")
	sources := map[int]bool{}
	for _, e := range mine[0].Evidence {
		sources[e.Source] = true
	}
	assert.Len(t, sources, 2)
}

// The script was tried twice, so that what it saved is overwritten; then setup could not start a
// service that it disabled. What helps elsewhere, the script's own way back, would do harm here.
func TestStepsThatContradictAreNotToldTogether(t *testing.T) {
	setup := strings.ReplaceAll(storySetup, "[1] [ERROR] Installing product D:\\exchangeserver.msi failed. Fatal error during installation. Error code is 1603.",
		"[1] [ERROR] Cannot start service MSExchangeTransport on computer '.'.")
	setup = strings.ReplaceAll(setup, "[1] [ERROR] Fatal error during installation",
		"[1] [ERROR] The service cannot be started, either because it is disabled or because it has no enabled devices associated with it")
	again := storyServices + strings.NewReplacer("19:03", "19:06", "19:04", "19:07").Replace(storyServices)
	again = strings.Replace(again, "[19:06:01] Stopping", "[19:06:00] State file C:\\ExchangeSetupLogs\\ServiceState.xml already exists.\n"+
		"[19:06:00] Overwrite is specified. File C:\\ExchangeSetupLogs\\ServiceState.xml is going to be overwritten with a new state.\n[19:06:01] Stopping", 1)

	alone := reviewStory(t, map[string]string{"ExchangeSetup.log": setup})
	require.Equal(t, "service-disabled", alone.Findings[0].RuleID)
	assert.Contains(t, commandsOf(&alone.Findings[0]), `.\ServiceControl.ps1 AfterPatch`)
	assert.Contains(t, commandsOf(&alone.Findings[0]), "Rename-Item")

	both := reviewStory(t, map[string]string{"ExchangeSetup.log": setup, "ServiceControl.log": again})
	f := &both.Findings[0]
	require.Equal(t, "services-left-disabled", f.RuleID)
	require.NotEmpty(t, f.Consequences)
	require.Equal(t, "service-disabled", f.Consequences[0].RuleID)
	assert.Contains(t, textsOf(f), "Do not run ServiceControl.ps1 AfterPatch now")
	assert.NotContains(t, commandsOf(f), `.\ServiceControl.ps1 AfterPatch`)
	assert.Contains(t, commandsOf(f), "Get-Service MSExchangeTransport,IISADMIN", "its other steps stay")
}

// Whichever of two findings takes the other in, the step that makes others obsolete decides.
func TestObsoleteStepsAreLeftOut(t *testing.T) {
	generic := []Remedy{{Text: "look"}, {Text: "script", shared: "way-back"}}
	particular := []Remedy{{Text: "not by the script", shared: "particular", insteadOf: []string{"way-back"}}, {Text: "script too", shared: "way-back"}}
	texts := func(f, g []Remedy) []string {
		a, b := Finding{RuleID: "a", Remediation: f, Evidence: []Evidence{{}}}, Finding{RuleID: "b", Remediation: g, Evidence: []Evidence{{}}}
		a.absorb(&b)
		var list []string
		for _, step := range a.Remediation {
			list = append(list, step.Text)
		}
		return list
	}
	assert.Equal(t, []string{"not by the script", "script too", "look"}, texts(particular, generic))
	assert.Equal(t, []string{"look", "not by the script", "script too"}, texts(generic, particular))
	assert.Equal(t, []string{"look", "script"}, texts(generic, generic))
}

func commandsOf(f *Finding) string {
	var b strings.Builder
	for _, step := range f.Remediation {
		b.WriteString(step.Command + "\n")
	}
	return b.String()
}

func textsOf(f *Finding) string {
	var b strings.Builder
	for _, step := range f.Remediation {
		b.WriteString(step.Text + "\n")
	}
	return b.String()
}
