package parser

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSuccessUnattended(t *testing.T) {
	a := one(t, unattendedSuccess)
	assert.Equal(t, OutcomeSucceeded, a.Outcome)
	assert.Equal(t, 45, a.OutcomeAt.Line)
	assert.False(t, a.Excerpt)
	assert.True(t, a.Substance)
	assert.Equal(t, 1, a.Line)
	assert.Equal(t, 49, a.EndLine)
	assert.EqualValues(t, len(unattendedSuccess), a.EndOffset)
	assert.Equal(t, time.Date(2021, 3, 7, 18, 1, 4, 4e6, time.UTC), a.Ended)
	assert.Nil(t, a.Failure())
	require.Len(t, a.Failures, 1)
	assert.True(t, a.Failures[0].Ignored, "an error in an attempt that succeeded counts for nothing")

	want := map[string]string{
		FactOutcome: "succeeded", FactExcerpt: "false", FactInterface: "unattended", FactMode: "Upgrade",
		FactInstallationMode: "BuildToBuildUpgrade", FactSetupBuild: "15.2.1118.7", FactInstalledBuild: "15.2.858.5",
		FactProduct: "2019", FactUser: `CONTOSO\admin`, FactServer: "EX01", FactServerFQDN: "EX01.contoso.com",
		FactDomain: "contoso.com", FactSite: "Berlin", FactDomainController: "DC1.contoso.com",
		FactOperatingSystem: "Microsoft Windows NT 6.2.9200.0", FactTimeZone: "(UTC+01:00) Amsterdam, Berlin",
		FactUTCOffset: "+01:00", FactDiskRequired: "5000", FactDiskAvailable: "4000",
		FactLicenceSwitch: "/IAcceptExchangeServerLicenseTerms_DiagnosticDataOFF", FactLicenceSwitchFits: "true", FactLicenceChosen: "true",
		FactTookOffline: "true", FactLongestSilence: "56s", FactSilenceAfter: "Ending processing test-SetupPrerequisites",
		FactLastLine: "49", "parameter.mode": "Upgrade", "parameter.iacceptexchangeserverlicenseterms_diagnosticdataoff": "true",
		FactRejected: "", FactReadinessFailed: "", FactRestoreFailed: "", FactException: "",
	}
	for name, value := range want {
		assert.Equal(t, value, a.Facts.Get(name), name)
	}
	assert.Equal(t, 8, a.Facts[FactMode].At.Line)
	require.Len(t, a.Parameters, 2)
	assert.Equal(t, "mode", a.Parameters[0].Name)

	require.Len(t, a.Steps, 2)
	assert.Equal(t, "test-SetupPrerequisites", a.Steps[0].Task)
	assert.Equal(t, OutcomeSucceeded, a.Steps[0].Outcome)
	assert.Equal(t, 999*time.Millisecond, a.Steps[0].Duration)
	assert.Equal(t, "Start-PostSetup", a.Steps[1].Task)
	assert.Equal(t, OutcomeSucceeded, a.Steps[1].Outcome)

	require.Len(t, a.Settings["Roles"], 1)
	assert.True(t, a.Settings["Roles"][0].HasException)
	assert.Equal(t, "Expected failure for Roles:The registry key wasn't found.", a.Settings["Roles"][0].Value)
	assert.Equal(t, "False", a.Rules["RebootPending"][0].Value)
	require.Len(t, a.Readiness, 1)
	assert.Equal(t, TagRecommended, a.Readiness[0].Tag)
}

func TestPrerequisiteFailure(t *testing.T) {
	a := one(t, prerequisiteFailure)
	assert.Equal(t, OutcomePrerequisitesFailed, a.Outcome)
	assert.Equal(t, -1, a.Fatal)
	require.Len(t, a.Readiness, 1)
	r := a.Readiness[0]
	assert.Equal(t, "SchemaUpdateRequired", r.Rule)
	assert.Equal(t, "The schema isn't up-to-date, and so on.", r.Message)
	assert.Equal(t, TagRequired, r.Tag)
	assert.Contains(t, r.HelpURL, "SchemaUpdateRequired.aspx")
	require.Len(t, r.At, 3)
	assert.Equal(t, []int{10, 11, 12}, []int{r.At[0].Line, r.At[1].Line, r.At[2].Line})
	require.Len(t, a.Failures, 1, "the step that restores the server logs errors of its own")
	assert.True(t, a.Failures[0].Ignored)
	assert.Equal(t, "true", a.Facts.Get(FactRestoreFailed))
	assert.Equal(t, "true", a.Facts.Get(FactReadinessFailed))
	assert.Equal(t, "false", a.Facts.Get(FactTookOffline))
	assert.Equal(t, "DC9.contoso.com", a.Facts.Get(FactSchemaMaster))
	assert.Equal(t, a.OutcomeAt.Time.Format(time.RFC3339), a.Facts.Get(FactFailedAt))
	assert.Equal(t, "false", a.Facts.Get(FactLicenceSwitchFits), "no licence switch in an unattended run")
	assert.Equal(t, OutcomeFailed, a.Steps[0].Outcome)
}

// A wizard run exits 0 after a failure.
func TestFailedUpgradeInWizard(t *testing.T) {
	a := one(t, crlf(failedUpgrade))
	assert.Equal(t, OutcomeFailed, a.Outcome)
	assert.Equal(t, "wizard", a.Facts.Get(FactInterface))
	require.Len(t, a.Failures, 2)
	assert.True(t, a.Failures[0].Ignored)
	f := a.Failure()
	require.NotNil(t, f)
	assert.True(t, f.Fatal)
	assert.Equal(t, "Install-BridgeheadRole", f.Task)
	assert.Equal(t, "Transport Common", f.Step)
	assert.Equal(t, "TransportCommonComponent", f.Component)
	assert.Equal(t, "TransportCommonComponent___0123456789abcdef", f.Reference)
	assert.Equal(t, "Start-SetupProcess", f.Cmdlet)
	assert.Equal(t, "Microsoft.Exchange.Configuration.Tasks.TaskException", f.Exception)
	assert.Equal(t, "Process execution failed with exit code 3.", f.Message)
	assert.Equal(t, []string{"It broke."}, f.Inner)
	assert.Equal(t, "$error.Clear();\n\t$x = 1;\n\tStart-SetupProcess -Name \"tool.exe\" -Args \"/go\"", f.Script)
	assert.Equal(t, `Start-SetupProcess -Name "tool.exe" -Args "/go"`, f.ScriptLine)
	assert.Equal(t, "--- End of inner exception stack trace --- at Microsoft.Exchange.Management.Tasks.RunProcessBase.InternalProcessRecord()", f.Stack)
	assert.Equal(t, `C:\tool.exe`, f.Program)
	assert.Equal(t, "/go", f.Arguments)
	assert.Equal(t, "bad thing", f.ProgramOutput)
	assert.Equal(t, "Process execution failed with exit code 3.", f.FirstError)
	assert.Equal(t, 24, f.FirstErrorAt.Line)
	assert.Equal(t, 24, f.Start.Line)
	assert.Equal(t, 17, f.Context.Line)
	assert.Equal(t, 40, f.End.Line)
	require.Len(t, f.Before, 5)
	assert.Equal(t, 22, f.Before[4].Line)
	assert.NotContains(t, f.Output, "$x = 1", "script text is no output")
	assert.Equal(t, OutcomeFailed, a.Steps[0].Outcome)
	assert.Equal(t, 10*time.Minute, a.LongestSilence.Round(time.Second))
	assert.Equal(t, 21, a.SilenceAt.Line)
	assert.Equal(t, "It broke.", a.Facts.Get(FactInnermost))
	assert.Equal(t, f.FirstErrorAt.Time.Format(time.RFC3339), a.Facts.Get(FactFailedAt))
	assert.Equal(t, 24, a.Facts[FactFailedAt].At.Line)
	assert.Equal(t, "15.1.2106.2", a.Facts.Get(FactSetupBuild))
	assert.Equal(t, "/IAcceptExchangeServerLicenseTerms", a.Facts.Get(FactLicenceSwitch))
	assert.Empty(t, a.Facts.Get(FactLicenceChosen), "nobody chose")
	assert.Empty(t, a.Facts.Get(FactLicenceSwitchFits), "the wizard needs none")
}

func TestPreparationIsAFact(t *testing.T) {
	f := func(name, want string) {
		t.Helper()
		a := one(t, stamp0+"Command Line Parameter Name='"+name+"', Value=''.")
		assert.Equal(t, want, a.Facts.Get(FactPrepares), name)
	}
	f("PrepareSchema", "schema")
	f("preparead", "organization")
	f("pad", "allDomains")
	f("mode", "")
}

// head gives the first lines of a log.
func head0(log string, lines int) string {
	parts := strings.SplitAfter(log, "\n")
	return strings.Join(parts[:lines], "")
}

func TestInterrupted(t *testing.T) {
	a := one(t, head0(unattendedSuccess, 34))
	assert.Equal(t, OutcomeInterrupted, a.Outcome)
	assert.Equal(t, "Setup launched task 'Start-PostSetup'", a.Facts.Get(FactLastEntry))
	require.Len(t, a.Steps, 2)
	assert.Equal(t, OutcomeInterrupted, a.Steps[1].Outcome)
}

// Setup went on after an error: it did not stop there.
func TestErrorBeforeTheNextTask(t *testing.T) {
	log := head0(failedUpgrade, 9) +
		"[03/09/2021 10:00:04.0002] [2] [ERROR] Handled.\n" +
		"[03/09/2021 10:00:05.0002] [1] Ending processing Install-BridgeheadRole\n" +
		"[03/09/2021 10:00:06.0002] [1] Setup launched task 'Install-MailboxRole'\n"
	a := one(t, log)
	assert.Equal(t, OutcomeInterrupted, a.Outcome)
	assert.Equal(t, OutcomeFailed, one(t, head0(log, 10)).Outcome)
}

func TestWizardSuccess(t *testing.T) {
	start := head0(failedUpgrade, 7)
	end := "[03/09/2021 10:11:00.0000] [0] CurrentResult setupbase.maincore:396: 0\n[03/09/2021 10:11:00.0001] [0] End of Setup\n"
	page := "[03/09/2021 10:10:00.0000] [0] Finished loading screen SetupCompletedPage.\n"
	task := "[03/09/2021 10:09:00.0000] [1] Setup launched task 'Start-PostSetup'\n[03/09/2021 10:10:00.0000] [1] Ending processing Start-PostSetup\n"
	assert.Equal(t, OutcomeSucceeded, one(t, start+page+end).Outcome)
	assert.Equal(t, OutcomeSucceeded, one(t, start+task+end).Outcome)
	assert.Equal(t, OutcomeUnknown, one(t, start+end).Outcome)
	stopped := strings.Replace(task, "[03/09/2021 10:10", "[03/09/2021 10:09:01.0000] [1] Setup is stopping now because of one or more critical errors.\n[03/09/2021 10:10", 1)
	assert.Equal(t, OutcomeFailed, one(t, start+stopped+end).Outcome)
}

// A result that is not zero is a failure even without any [ERROR].
func TestSilentEnd(t *testing.T) {
	a := one(t, head0(prerequisiteFailure, 5)+"[03/08/2021 09:00:07.0001] [0] CurrentResult main.run:235: 1\n[03/08/2021 09:00:07.0003] [0] End of Setup\n")
	assert.Equal(t, OutcomeFailed, a.Outcome)
	assert.Empty(t, a.Failures)
	assert.Equal(t, -1, a.Fatal)
}

func TestRejected(t *testing.T) {
	a := one(t, head0(prerequisiteFailure, 5)+
		"[03/08/2021 09:00:07.0000] [0] [ERROR] The mode is not valid.\n"+
		"[03/08/2021 09:00:07.0001] [0] CurrentResult main.run:185: Error\n")
	assert.Equal(t, OutcomeFailed, a.Outcome)
	assert.Equal(t, "true", a.Facts.Get(FactRejected))
	assert.Equal(t, "The mode is not valid.", a.Failure().Message)
}

// A task that is no component task logs its errors and ends.
func TestTaskWithoutBlock(t *testing.T) {
	a := one(t, head0(failedUpgrade, 6)+
		"[03/09/2021 10:00:03.0000] [1] Setup launched task 'install-msipackage -x'\n"+
		"[03/09/2021 10:00:03.0001] [1] Beginning processing install-msipackage\n"+
		"[03/09/2021 10:00:04.0001] [1] [ERROR] Installing failed.\n"+
		"[03/09/2021 10:00:04.0001] [1] [ERROR] Fatal error.\n"+
		"[03/09/2021 10:00:04.0002] [1] Ending processing install-msipackage\n")
	assert.Equal(t, OutcomeFailed, a.Outcome)
	require.Len(t, a.Failures, 1)
	f := a.Failure()
	assert.Equal(t, "install-msipackage", f.Task)
	assert.Equal(t, "Installing failed.", f.Message)
	assert.Equal(t, []string{"Fatal error."}, f.Inner)
	assert.Equal(t, OutcomeFailed, a.Steps[0].Outcome)
}

// A failed rule and a retry that went on: the check was passed.
func TestCheckPassedLater(t *testing.T) {
	log := head0(prerequisiteFailure, 13) + "[03/08/2021 09:10:00.0000] [1] Setup launched task 'Start-PreSetup'\n"
	assert.Equal(t, OutcomeInterrupted, one(t, log).Outcome)
	assert.Equal(t, OutcomePrerequisitesFailed, one(t, head0(log, 13)).Outcome)
}

func TestThreeAttempts(t *testing.T) {
	logs := []string{unattendedSuccess, head0(failedUpgrade, 20), prerequisiteFailure}
	text := strings.Join(logs, "")
	for _, opts := range []BuilderOptions{{}, {Summary: true}} {
		list := parse(t, text, opts)
		require.Len(t, list, 3)
		line, offset := 1, int64(0)
		for i, a := range list {
			assert.Equal(t, i+1, a.Index)
			assert.Equal(t, line, a.Line)
			assert.Equal(t, offset, a.Offset)
			line += strings.Count(logs[i], "\n")
			offset += int64(len(logs[i]))
			assert.Equal(t, line-1, a.EndLine)
			assert.Equal(t, offset, a.EndOffset)
			assert.False(t, a.Excerpt)
		}
		assert.Equal(t, OutcomeSucceeded, list[0].Outcome)
		assert.Equal(t, OutcomeInterrupted, list[1].Outcome)
		assert.Equal(t, OutcomePrerequisitesFailed, list[2].Outcome)
		assert.Equal(t, "15.2.1118.7", list[0].SetupBuild)
		assert.Equal(t, "BuildToBuildUpgrade", list[1].InstallationMode)
	}
}

// The stars before a banner may be missing, and so may those behind the end.
func TestAttemptsWithoutStars(t *testing.T) {
	var kept []string
	for line := range strings.Lines(unattendedSuccess + failedUpgrade + prerequisiteFailure) {
		if !strings.Contains(line, "****") {
			kept = append(kept, line)
		}
	}
	list := attempts(t, strings.Join(kept, ""))
	require.Len(t, list, 3)
	for _, a := range list {
		assert.False(t, a.Excerpt)
		assert.Contains(t, a.First.Text, "Starting Microsoft Exchange")
	}
}

func TestBanners(t *testing.T) {
	for banner, product := range map[string]string{
		"Starting Microsoft Exchange Server 2013 Setup":                      "2013",
		"Starting Microsoft Exchange Server 2013 Setup Bootstrapper":         "2013",
		"Starting Microsoft Exchange Server Subscription Edition Setup":      "Subscription Edition",
		"Starting Microsoft Exchange Server 2019 Cumulative Update 12 Setup": "2019 Cumulative Update 12",
	} {
		a := one(t, stamp0+banner+"\n")
		assert.False(t, a.Excerpt, banner)
		assert.Equal(t, product, a.Facts.Get(FactProduct))
	}
	assert.True(t, one(t, stamp0+"Starting Microsoft Exchange Transport\n").Excerpt)
}

// Other cultures print other separators.
func TestCultures(t *testing.T) {
	german := strings.NewReplacer("[03/09/2021", "[03.09.2021").Replace(failedUpgrade)
	danish := strings.NewReplacer("[03/09/2021 10:", "[03-09-2021 10.").Replace(failedUpgrade)
	want := one(t, failedUpgrade)
	for _, log := range []string{german, danish} {
		got := one(t, log)
		assert.Equal(t, want.Outcome, got.Outcome)
		assert.Equal(t, want.Started, got.Started)
		assert.Equal(t, want.LongestSilence, got.LongestSilence)
		assert.Equal(t, want.Failure().Message, got.Failure().Message)
	}
}

// Summary mode judges like the full one.
func TestSummaryAgrees(t *testing.T) {
	full := parse(t, unattendedSuccess+failedUpgrade+prerequisiteFailure, BuilderOptions{})
	brief := parse(t, unattendedSuccess+failedUpgrade+prerequisiteFailure, BuilderOptions{Summary: true})
	require.Len(t, brief, len(full))
	for i := range full {
		assert.Equal(t, full[i].Outcome, brief[i].Outcome)
		assert.Equal(t, full[i].OutcomeAt.Line, brief[i].OutcomeAt.Line)
		assert.Equal(t, full[i].Substance, brief[i].Substance)
		assert.Equal(t, full[i].EndOffset, brief[i].EndOffset)
		assert.Equal(t, full[i].InstallationMode, brief[i].InstallationMode)
		assert.Nil(t, brief[i].Settings)
	}
}

// An attempt reads the same when it is read alone.
func TestSecondRead(t *testing.T) {
	text := unattendedSuccess + head0(failedUpgrade, 20) + prerequisiteFailure
	for _, a := range parse(t, text, BuilderOptions{Summary: true}) {
		b := NewBuilder(BuilderOptions{})
		opts := EntryOptions{FirstLine: a.Line, FirstOffset: a.Offset}
		for e, err := range Entries(strings.NewReader(text[a.Offset:a.EndOffset]), opts) {
			require.NoError(t, err)
			b.Add(e)
		}
		again := b.Finish()
		assert.Equal(t, a.Entries, again.Entries)
		assert.Equal(t, a.EndLine, again.EndLine)
		assert.Equal(t, a.EndOffset, again.EndOffset)
		assert.Equal(t, a.Outcome, again.Outcome)
	}
}

func TestEvents(t *testing.T) {
	var starts, ignored, ends []int
	b := NewBuilder(BuilderOptions{})
	for e, err := range Entries(strings.NewReader(failedUpgrade), EntryOptions{}) {
		require.NoError(t, err)
		b.Begins(e)
		event := b.Add(e)
		if event&EventScriptStart != 0 {
			starts = append(starts, e.Line)
		}
		if event&EventIgnored != 0 {
			ignored = append(ignored, e.Line)
		}
		if event&EventFailureEnd != 0 {
			ends = append(ends, e.Line)
		}
	}
	assert.Equal(t, []int{10, 11, 17}, starts)
	assert.Equal(t, []int{16}, ignored)
	assert.Equal(t, []int{16, 40}, ends)
}

// Facts and lists have caps: what a hostile log repeats does not fill the memory.
func TestCaps(t *testing.T) {
	var log strings.Builder
	log.WriteString(head0(failedUpgrade, 9))
	for i := range 6000 {
		name := strings.Repeat("n", i%100) + string(rune('a'+i%26)) + strings.Repeat("m", i/100)
		log.WriteString(stamp0 + "Evaluated [Setting:" + name + "] [HasException:False] [Value:\"" + strings.Repeat("v", 5000) + "\"] [ParentValue:\"\"]\n")
		log.WriteString(stamp0 + "Evaluated [Rule:one] [HasException:False] [Value:\"True\"] [ParentValue:\"\"]\n")
		log.WriteString(stamp0 + "Failed [Rule:" + name + "] [Message:" + name + "]\n")
		log.WriteString(stamp0 + "Setup launched task 'Install-" + name + "'\n")
		log.WriteString("[03/07/2021 18:24:37.0792] [2] [ERROR] " + name + "\n")
		log.WriteString(stamp0 + "Command Line Parameter Name='" + name + "', Value=''.\n")
	}
	a := one(t, log.String())
	assert.LessOrEqual(t, len(a.Settings), maxNames)
	assert.Len(t, a.Rules["one"], maxEvaluations)
	assert.Len(t, a.Readiness, maxReadiness)
	assert.Len(t, a.Steps, maxSteps)
	assert.Len(t, a.Failures, 2*keepFailures)
	assert.Len(t, a.Parameters, maxParameters)
	kept := 0
	for _, list := range a.Settings {
		for _, ev := range list {
			assert.LessOrEqual(t, len(ev.Value), maxValue)
			kept += len(ev.Value)
		}
	}
	assert.LessOrEqual(t, kept, maxEvaluated+maxValue)
}

// A gap counts only when no later entry goes back before it.
func TestSilence(t *testing.T) {
	at := func(clock string) string { return "[03/07/2021 " + clock + ".0000] [0] x\n" }
	f := func(want time.Duration, clocks ...string) {
		t.Helper()
		var log strings.Builder
		for _, c := range clocks {
			log.WriteString(at(c))
		}
		assert.Equal(t, want, one(t, log.String()).LongestSilence, clocks)
	}
	f(0, "10:00:00")
	f(time.Minute, "10:00:00", "10:01:00", "10:01:30")
	f(30*time.Second, "10:00:00", "10:20:00", "09:59:00", "10:20:30")
	f(20*time.Minute, "10:00:00", "10:20:00", "10:19:59", "10:20:01")
	f(time.Minute, "10:00:00", "08:00:00", "10:01:00")
}

func TestNothing(t *testing.T) {
	b := NewBuilder(BuilderOptions{})
	assert.Nil(t, b.Finish())
	assert.Empty(t, attempts(t, ""))
	assert.Empty(t, attempts(t, "\n\n"))
	assert.Nil(t, (&Attempt{Fatal: 3}).Failure())
}
