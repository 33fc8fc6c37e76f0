package parser

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The logs here are made up; they have the forms that the format's description gives.

const unattendedSuccess = `[03/07/2021 18:00:00.0001] [0] **********************************************
[03/07/2021 18:00:00.0002] [0] Starting Microsoft Exchange Server 2019 Setup
[03/07/2021 18:00:00.0003] [0] **********************************************
[03/07/2021 18:00:00.0004] [0] Local time zone: (UTC+01:00) Amsterdam, Berlin.
[03/07/2021 18:00:00.0005] [0] Operating system version: Microsoft Windows NT 6.2.9200.0.
[03/07/2021 18:00:00.0006] [0] Setup version: 15.2.1118.7.
[03/07/2021 18:00:00.0007] [0] Logged on user: CONTOSO\admin.
[03/07/2021 18:00:00.0008] [0] Command Line Parameter Name='mode', Value='Upgrade'.
[03/07/2021 18:00:00.0008] [0] Command Line Parameter Name='iacceptexchangeserverlicenseterms_diagnosticdataoff', Value=''.
[03/07/2021 18:00:00.0009] [0] RuntimeAssembly was started with the following command: '/mode:Upgrade /IAcceptExchangeServerLicenseTerms_DiagnosticDataOFF'.
[03/07/2021 18:00:01.0000] [0] Assembly dll file location is C:\Windows\Temp\ExchangeSetup\Microsoft.Exchange.Setup.Console.dll
[03/07/2021 18:00:02.0000] [0] Setup will use the domain controller 'DC1.contoso.com'.
[03/07/2021 18:00:02.0001] [0] Server Name=EX01
[03/07/2021 18:00:02.0002] [0] The backup copy of the previously installed version is '15.2.858.5'.
[03/07/2021 18:00:02.0003] [0] The installation mode is set to: 'BuildToBuildUpgrade'.
[03/07/2021 18:00:02.0004] [0] The locally installed version is 15.2.1118.7.
[03/07/2021 18:00:02.0005] [0] Disk space required: 2000 bytes.
[03/07/2021 18:00:02.0006] [0] Disk space available: 9000 bytes.
[03/07/2021 18:00:02.0007] [0] Disk space required: 5000 bytes.
[03/07/2021 18:00:02.0008] [0] Disk space available: 4000 bytes.
[03/07/2021 18:00:03.0000] [0] **************
[03/07/2021 18:00:03.0001] [0] Setup will run the task 'test-SetupPrerequisites'
[03/07/2021 18:00:03.0002] [1] Setup launched task 'test-SetupPrerequisites -Roles 'Mailbox''
[03/07/2021 18:00:03.0003] [1] Beginning processing test-SetupPrerequisites
[03/07/2021 18:00:03.0004] [1] Evaluated [Setting:SiteName] [HasException:False] [Value:"Berlin"] [ParentValue:"<NULL>"] [Thread:9] [Duration:00:00:00]
[03/07/2021 18:00:03.0005] [1] Evaluated [Setting:ComputerNameDnsFullyQualified] [HasException:False] [Value:"EX01.contoso.com"] [ParentValue:"<NULL>"] [Thread:9] [Duration:00:00:00]
[03/07/2021 18:00:03.0006] [1] Evaluated [Setting:Roles] [HasException:True] [Value:
Expected failure for Roles:The registry key wasn't found.
] [ParentValue:"<NULL>"] [Thread:6] [Duration:00:00:00]
[03/07/2021 18:00:03.0007] [1] Evaluated [Rule:RebootPending] [HasException:False] [Value:"False"] [ParentValue:"<NULL>"] [Thread:5] [Duration:00:00:00.0156826]
[03/07/2021 18:00:04.0000] [1] [RECOMENDED] Setup can't detect a Send connector with an address space of '*'.
[03/07/2021 18:00:04.0001] [1] Ending processing test-SetupPrerequisites
[03/07/2021 18:01:00.0000] [0] Setup will run the task 'Start-PostSetup'
[03/07/2021 18:01:00.0001] [1] Setup launched task 'Start-PostSetup'
[03/07/2021 18:01:00.0001] [1] Beginning processing Start-PostSetup
[03/07/2021 18:01:00.0100] [1] Writing informational script to 'C:\ExchangeSetupLogs\Start-PostSetup-20210307-1901000100123456789.ps1'
[03/07/2021 18:01:01.0000] [1] Processing component 'Post Setup' (Configuring the server.).
[03/07/2021 18:01:01.0001] [1] Executing: 
if ($true) {
  [ERROR] this is source text
}
[03/07/2021 18:01:02.0000] [2] [ERROR] The operation couldn't be performed because object 'EX01' couldn't be found on 'DC1'.
[03/07/2021 18:01:03.0000] [1] Finished executing component tasks.
[03/07/2021 18:01:03.0001] [1] Ending processing Start-PostSetup
[03/07/2021 18:01:04.0000] [0] The Exchange Server setup operation completed successfully.
[03/07/2021 18:01:04.0001] [0] CurrentResult console.ProcessRunInternal:205: 0
[03/07/2021 18:01:04.0002] [0] CurrentResult setupbase.maincore:396: 0
[03/07/2021 18:01:04.0003] [0] End of Setup
[03/07/2021 18:01:04.0004] [0] **********************************************
`

const prerequisiteFailure = `[03/08/2021 09:00:00.0001] [0] **********************************************
[03/08/2021 09:00:00.0002] [0] Starting Microsoft Exchange Server 2016 Setup
[03/08/2021 09:00:00.0003] [0] **********************************************
[03/08/2021 09:00:00.0004] [0] Setup version: 15.1.2106.2.
[03/08/2021 09:00:00.0005] [0] Command Line Parameter Name='preparead', Value=''.
[03/08/2021 09:00:01.0000] [0] The schema master domain controller is in the local domain; setup will use DC9.contoso.com
[03/08/2021 09:00:02.0000] [1] Setup launched task 'test-SetupPrerequisites -Roles 'Global''
[03/08/2021 09:00:02.0001] [1] Beginning processing test-SetupPrerequisites
[03/08/2021 09:00:03.0000] [1] Evaluated [Rule:SchemaUpdateRequired] [HasException:False] [Value:"True"] [ParentValue:"<NULL>"] [Thread:5] [Duration:00:00:00.0156826]
[03/08/2021 09:00:04.0000] [1] Failed [Rule:SchemaUpdateRequired] [Message:The schema isn't up-to-date,  and so on.]
[03/08/2021 09:00:04.0001] [1] [REQUIRED] The schema isn't up-to-date,  and so on.
[03/08/2021 09:00:04.0002] [1] Help URL: http://technet.microsoft.com/library(EXCHG.150)/ms.exch.setupreadiness.SchemaUpdateRequired.aspx
[03/08/2021 09:00:04.0003] [1] Ending processing test-SetupPrerequisites
[03/08/2021 09:00:05.0000] [0] CurrentResult console.ProcessRunInternal:136: 1
[03/08/2021 09:00:05.0001] [0] Exchange Server installation failed during prereq check. Trying to restore the server state back to active.
[03/08/2021 09:00:05.0002] [0] Beginning processing Set-ServerComponentState
[03/08/2021 09:00:06.0000] [0] [ERROR] The user has insufficient access rights.
[03/08/2021 09:00:06.0001] [0] Ending processing Set-ServerComponentState
[03/08/2021 09:00:07.0000] [0] The Exchange Server setup operation didn't complete.  More details can be found in ExchangeSetup.log located in the <SystemDrive>:\ExchangeSetupLogs folder.
[03/08/2021 09:00:07.0001] [0] CurrentResult main.run:235: 1
[03/08/2021 09:00:07.0002] [0] CurrentResult setupbase.maincore:396: 1
[03/08/2021 09:00:07.0003] [0] End of Setup
[03/08/2021 09:00:07.0004] [0] **********************************************
`

const failedUpgrade = `[03/09/2021 10:00:00.0001] [0] **********************************************
[03/09/2021 10:00:00.0002] [0] Starting Microsoft Exchange Server 2016 Setup
[03/09/2021 10:00:00.0003] [0] **********************************************
[03/09/2021 10:00:00.0004] [0] Setup version: 15.1.2106.2.
[03/09/2021 10:00:01.0000] [0] Finished loading screen CheckForUpdatesPage.
[03/09/2021 10:00:02.0000] [0] The installation mode is set to: 'BuildToBuildUpgrade'.
[03/09/2021 10:00:02.0001] [0] CurrentResult launcherbase.maincore:90: 0
[03/09/2021 10:00:03.0000] [1] Setup launched task 'Install-BridgeheadRole -updatesdir 'C:\u''
[03/09/2021 10:00:03.0001] [1] Beginning processing Install-BridgeheadRole
[03/09/2021 10:00:04.0000] [1] Processing component 'Transport Common' (Configuring the server.).
[03/09/2021 10:00:04.0001] [1] Executing (non-critical): 
	Do-Something -Optional
[03/09/2021 10:00:04.0002] [2] [ERROR] Nobody needs this.
[03/09/2021 10:00:04.0003] [1] The following 1 error(s) occurred during task execution:
[03/09/2021 10:00:04.0004] [1] 0.  ErrorRecord: Nobody needs this.
[03/09/2021 10:00:04.0005] [1] The previous errors were generated by a non-critical task and will be ignored.
[03/09/2021 10:00:05.0000] [1] Executing: 
	$x = 1;
	Start-SetupProcess -Name "tool.exe" -Args "/go"
[03/09/2021 10:00:05.0001] [2] Beginning processing Start-SetupProcess
[03/09/2021 10:00:05.0002] [2] Starting: C:\tool.exe with arguments: /go
[03/09/2021 10:10:05.0000] [2] Process standard output: bad
thing
[03/09/2021 10:10:05.0001] [2] [ERROR] Process execution failed with exit code 3.
[03/09/2021 10:10:05.0002] [2] Ending processing Start-SetupProcess
[03/09/2021 10:10:05.0003] [1] The following 1 error(s) occurred during task execution:
[03/09/2021 10:10:05.0004] [1] 0.  ErrorRecord: Process execution failed with exit code 3.
[03/09/2021 10:10:05.0005] [1] 0.  ErrorRecord: Microsoft.Exchange.Configuration.Tasks.TaskException: Process execution failed with exit code 3. ---> System.IO.IOException: It broke.
   --- End of inner exception stack trace ---
   at Microsoft.Exchange.Management.Tasks.RunProcessBase.InternalProcessRecord()
[03/09/2021 10:10:05.0006] [1] [ERROR] The following error was generated when "$error.Clear();
	$x = 1;
	Start-SetupProcess -Name "tool.exe" -Args "/go"
" was run: "Microsoft.Exchange.Configuration.Tasks.TaskException: Process execution failed with exit code 3. ---> System.IO.IOException: It broke.
   --- End of inner exception stack trace ---
   at Microsoft.Exchange.Management.Tasks.RunProcessBase.InternalProcessRecord()".
[03/09/2021 10:10:05.0007] [1] [ERROR] Process execution failed with exit code 3.
[03/09/2021 10:10:05.0008] [1] [ERROR] It broke.
[03/09/2021 10:10:05.0009] [1] [ERROR-REFERENCE] Id=TransportCommonComponent___0123456789abcdef Component=EXCHANGE14:\Current\Release\Setup
[03/09/2021 10:10:05.0010] [1] Setup is stopping now because of one or more critical errors.
[03/09/2021 10:10:05.0011] [1] Finished executing component tasks.
[03/09/2021 10:10:05.0012] [1] Ending processing Install-BridgeheadRole
[03/09/2021 10:11:00.0000] [0] CurrentResult setupbase.maincore:396: 0
[03/09/2021 10:11:00.0001] [0] End of Setup
[03/09/2021 10:11:00.0002] [0] **********************************************
`

// crlf gives a text the line ends that setup writes.
func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

// attempts parses a log.
func attempts(t testing.TB, log string) []*Attempt {
	t.Helper()
	return parse(t, log, BuilderOptions{})
}

func parse(t testing.TB, log string, opts BuilderOptions) []*Attempt {
	t.Helper()
	var list []*Attempt
	b := NewBuilder(opts)
	finish := func() {
		if a := b.Finish(); a != nil {
			list = append(list, a)
		}
	}
	for e, err := range Entries(NewReader(strings.NewReader(log)), EntryOptions{}) {
		require.NoError(t, err)
		if b.Begins(e) {
			finish()
		}
		b.Add(e)
	}
	finish()
	return list
}

// one parses a log of one attempt.
func one(t testing.TB, log string) *Attempt {
	t.Helper()
	list := attempts(t, log)
	require.Len(t, list, 1)
	return list[0]
}

// entry is an entry as a test compares it.
type entry struct {
	line, lines int
	tag         Tag
	text        string
}

// entries cuts text into entries.
func entries(t testing.TB, text string, opts EntryOptions) []entry {
	t.Helper()
	var list []entry
	for e, err := range Entries(NewReader(bytes.NewReader([]byte(text))), opts) {
		require.NoError(t, err)
		list = append(list, entry{e.Line, e.Lines, e.Tag, e.Text()})
	}
	return list
}
