package parser

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shared is the folder of real logs beside the repository; without it the test is skipped.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no folder %s with real logs: %v", dir, err)
	}
	return dir
}

// What the real logs say, one line each.
func TestRealLogs(t *testing.T) {
	dir := shared(t, "logs", "setup")
	type want struct {
		outcome   Outcome
		task      string
		component string
		cmdlet    string
	}
	f := func(name string, w want) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Equal(t, KindExchangeSetup, KindOf(data))
		list := attempts(t, string(data))
		a := list[len(list)-1]
		got := want{outcome: a.Outcome}
		if fail := a.Failure(); fail != nil {
			got = want{a.Outcome, fail.Task, fail.Component, fail.Cmdlet}
			assert.NotEmpty(t, fail.Message, name)
			assert.NotEmpty(t, fail.FirstError, name)
		}
		assert.Equal(t, w, got, name)
		assert.False(t, a.Excerpt, name)
		assert.True(t, a.Substance, name)
		assert.Equal(t, bytes.Count(data, []byte("\n")), a.EndLine, name)
		for _, fact := range []string{FactUser, FactServer, FactSetupBuild, FactInterface, FactInstallationMode, FactServerFQDN, FactTimeZone, FactLicenceSwitch} {
			assert.NotEmpty(t, a.Facts.Get(fact), "%s: %s", name, fact)
		}
	}
	f("ExchangeSetup-PrepareSchema-8245.log", want{OutcomeFailed, "Install-ExchangeOrganization", "ADSchemaComponent", "install-ExchangeSchema"})
	f("ExchangeSetup_ADServiceNotStarted.log", want{OutcomeFailed, "Install-BridgeheadRole", "AllADRolesCommonServiceControl", "Write-ExchangeSetupLog"})
	f("ExchangeSetup_DC_Site_1.log", want{outcome: OutcomePrerequisitesFailed})
	f("ExchangeSetup_FIPS_AccessDenied.log", want{OutcomeFailed, "Install-BridgeheadRole", "BridgeheadComponent", "Write-ExchangeSetupLog"})
	f("ExchangeSetup_Fail_In_Child.log", want{outcome: OutcomePrerequisitesFailed})
	f("ExchangeSetup_InstallFromBin.log", want{OutcomeFailed, "Start-PreFileCopy", "AllRolesPreFileCopyComponent", ""})
	f("ExchangeSetup_InvalidWKObjectException.log", want{OutcomeFailed, "Install-ExchangeOrganization", "", "initialize-ExchangeUniversalGroups"})
	f("ExchangeSetup_MSI_1.log", want{OutcomeFailed, "Install-UnifiedMessagingRole", "UmLanguagePackComponent", "uninstall-MsiPackage"})
	f("ExchangeSetup_MSI_3.log", want{OutcomeFailed, "install-msipackage", "", ""})
	f("ExchangeSetup_MissingDirectory.log", want{OutcomeFailed, "Install-UnifiedMessagingRole", "UnifiedMessagingComponent", ""})
	f("ExchangeSetup_Multi_EAS_Vdirs.log", want{OutcomeFailed, "Install-CafeRole", "CafeComponent", ""})
	f("ExchangeSetup_Reboot_Pending.log", want{outcome: OutcomePrerequisitesFailed})
	f("ExchangeSetup_SchemaAdmin_PrepareSchema.log", want{outcome: OutcomePrerequisitesFailed})
	f("ExchangeSetup_Search_Foundation_Failure.log", want{OutcomeFailed, "Install-BridgeheadRole", "SearchFoundationComponent", "Write-ExchangeSetupLog"})
	f("ExchangeSetup_Service_Disabled.log", want{OutcomeFailed, "Install-BridgeheadRole", "BridgeheadRoleSetterComponent", ""})
	f("ExchangeSetup_Vdir_1.log", want{OutcomeFailed, "Install-ClientAccessRole", "ClientAccessOwaComponent", "set-OwaVirtualdirectory"})
}

// Every posted excerpt is read to its last line, in both modes with the same outcome, and what
// shows an error has a failure or a failed rule.
func TestPostedExcerpts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "field"), "*.log"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		list := attempts(t, string(data))
		require.NotEmpty(t, list, file)
		brief := parse(t, string(data), BuilderOptions{Summary: true})
		require.Len(t, brief, len(list), file)
		shown := false
		for i, a := range list {
			assert.Equal(t, a.Outcome, brief[i].Outcome, file)
			shown = shown || len(a.Failures)+len(a.Readiness) > 0
		}
		if bytes.Contains(bytes.ToUpper(data), []byte("[ERROR]")) && KindOf(data) == KindExchangeSetup || bytes.Contains(data, []byte("was run: ")) {
			assert.True(t, shown, file)
		}
		lines := bytes.Count(bytes.TrimRight(data, "\r\n "), []byte("\n")) + 1
		assert.GreaterOrEqual(t, list[len(list)-1].EndLine, lines, file)
	}
}
