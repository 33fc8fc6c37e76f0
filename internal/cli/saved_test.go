package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// savedCases gives the folders of testdata/logs/saved, each with a log and what was saved beside it.
func savedCases(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "logs", "saved", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for i, path := range paths {
		paths[i], err = filepath.Abs(path)
		require.NoError(t, err)
	}
	return paths
}

// TestSavedStates reviews every log of testdata/logs/saved with what stands beside it. A case is a
// folder with a ServiceControl.log, files of XML, the rule that must be found (expect), and the
// reports, which -update writes.
func TestSavedStates(t *testing.T) {
	schema := reportSchema(t)
	for _, dir := range savedCases(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Chdir(dir)
			document, status := run("--format", "json", "ServiceControl.log")
			text, _ := run("ServiceControl.log")
			validate(t, schema, document)
			want, err := os.ReadFile("expect")
			require.NoError(t, err)
			assert.Equal(t, strings.Fields(string(want)), parse(t, document).ids())
			assert.Equal(t, 1, status)
			golden(t, "report.json", document)
			golden(t, "report.txt", text)
		})
	}
}

// A log that is named, its folder, and archives of it give the same steps.
func TestSavedStatesHoweverTheyCome(t *testing.T) {
	for _, dir := range savedCases(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			files := filesOf(t, dir)
			document, _ := run("-f", "json", filepath.Join(dir, "ServiceControl.log"))
			want := parse(t, document).Findings[0]["remediation"]
			for name, path := range map[string]string{
				"tree":             writeTree(t, files),
				"zip":              save(t, "a.zip", zipOf(t, files)),
				"saved files last": save(t, "b.zip", zipOf(t, reversed(files))),
				"tar.gz":           save(t, "c.tar.gz", gzipOf(t, tarOf(t, files))),
			} {
				document, status := run("-f", "json", path)
				require.Equal(t, 1, status, name)
				assert.Equal(t, want, parse(t, document).Findings[0]["remediation"], name)
			}
		})
	}
}

// filesOf gives the log and the XML of a case.
func filesOf(t *testing.T, dir string) []bundled {
	t.Helper()
	var files []bundled
	for _, name := range listing(t, dir) {
		if ext := filepath.Ext(name); ext == ".log" || ext == ".xml" {
			data, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			files = append(files, bundled{"EX01/" + name, data})
		}
	}
	return files
}

func reversed(files []bundled) []bundled {
	var out []bundled
	for i := range files {
		out = append(out, files[len(files)-1-i])
	}
	return out
}

var enables = regexp.MustCompile(`(?m)^Get-Service -Name (.*) -ErrorAction SilentlyContinue \| Where-Object StartType -eq 'Disabled' \| Set-Service -StartupType (\w+)$`)

// enabled gives what the commands of the first finding enable: the start mode by name.
func enabled(t *testing.T, document []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, step := range parse(t, document).Findings[0]["remediation"].([]any) {
		command, _ := step.(map[string]any)["command"].(string)
		for _, m := range enables.FindAllStringSubmatch(command, -1) {
			for _, name := range strings.Split(m[1], ", ") {
				out[name] = m[2]
			}
		}
	}
	return out
}

// What ran before the update in these logs, save for POP3 and IMAP4.
const ranBefore = `MSExchangeADTopology MSExchangeAntispamUpdate MSExchangeCompliance MSExchangeDagMgmt
	MSExchangeDelivery MSExchangeDiagnostics MSExchangeEdgeSync MSExchangeFastSearch
	MSExchangeFrontEndTransport MSExchangeHM MSExchangeHMRecovery MSExchangeIS
	MSExchangeMailboxAssistants MSExchangeMailboxReplication MSExchangeRepl MSExchangeRPC
	MSExchangeServiceHost MSExchangeSubmission MSExchangeThrottling MSExchangeTransport
	MSExchangeTransportLogSearch HostControllerService SearchExchangeTracing FMS IISADMIN W3SVC
	WinMgmt RemoteRegistry`

// Of the 33 services that were disabled, the finding enables what was enabled before, and no other.
func TestFindingEnablesWhatWasEnabledBefore(t *testing.T) {
	fromLog := map[string]string{}
	for _, name := range strings.Fields(ranBefore) {
		fromLog[name] = "Automatic"
	}
	fromXML := map[string]string{
		"MSExchangeImap4": "Automatic", "MSExchangeIMAP4BE": "Automatic",
		"MSExchangePop3": "Manual", "MSExchangePOP3BE": "Manual",
	}
	for name, mode := range fromLog {
		fromXML[name] = mode
	}
	for name, want := range map[string]map[string]string{
		"sound": fromXML, "states-only": fromXML, "versions": fromXML, "overwritten": fromLog, "cut": fromLog,
		"hostile": {"MSExchangeIS": "Automatic", "MSExchangePop3": "Manual"},
	} {
		t.Run(name, func(t *testing.T) {
			document, _ := run("-f", "json", filepath.Join("..", "..", "testdata", "logs", "saved", name, "ServiceControl.log"))
			assert.Equal(t, want, enabled(t, document))
		})
	}
}

// What a second try has overwritten, or a damaged file, is not given back.
func TestAfterPatchOnlyOfSoundModes(t *testing.T) {
	const advice = `.\\ServiceControl.ps1 AfterPatch`
	for name, want := range map[string]bool{
		"sound": true, "states-only": false, "versions": false, "overwritten": false, "cut": false,
	} {
		document, _ := run("-f", "json", filepath.Join("..", "..", "testdata", "logs", "saved", name, "ServiceControl.log"))
		assert.Equal(t, want, strings.Contains(string(document), advice), name)
	}
}

// What was saved in another folder is that of another server.
func TestSavedStatesOfOtherFolders(t *testing.T) {
	files := filesOf(t, filepath.Join("..", "..", "testdata", "logs", "saved", "sound"))
	for i := range files {
		if strings.HasSuffix(files[i].name, ".xml") {
			files[i].name = strings.Replace(files[i].name, "EX01", "EX01/old", 1)
		}
	}
	for _, path := range []string{writeTree(t, files), save(t, "a.zip", zipOf(t, files))} {
		document, _ := run("-f", "json", path)
		assert.NotContains(t, enabled(t, document), "MSExchangePop3", path)
		assert.Contains(t, string(document), "From the log: enable")
	}
}

// Standard input has nothing beside it.
func TestNothingBesideStandardInput(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", "testdata", "logs", "saved", "sound"))
	log, err := os.Open("ServiceControl.log")
	require.NoError(t, err)
	defer log.Close()
	var out bytes.Buffer
	c := cli.Command{Stdin: log, Stdout: &out}
	assert.Equal(t, cli.StatusFindings, c.Run(context.Background(), []string{"-f", "json", "-"}))
	assert.NotContains(t, enabled(t, out.Bytes()), "MSExchangePop3")
	assert.Contains(t, enabled(t, out.Bytes()), "MSExchangeIS")
}
