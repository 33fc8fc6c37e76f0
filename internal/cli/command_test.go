package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// The statuses are a contract with scripts.
func TestStatusesNeverChange(t *testing.T) {
	assert.Equal(t, []int{0, 1, 2, 3, 4, 130}, []int{
		StatusOK, StatusFindings, StatusUsage, StatusIncomplete, StatusFailed, StatusInterrupted,
	})
}

func TestZeroCommandWorks(t *testing.T) {
	assert.Equal(t, StatusOK, Command{}.Run(context.Background(), []string{"--version"}))
	assert.Equal(t, StatusIncomplete, Command{}.Run(context.Background(), []string{"-"}))
}

// deadReader is a standard input at which nobody types.
type deadReader struct{ asked chan struct{} }

func (d deadReader) Read([]byte) (int, error) {
	close(d.asked)
	select {}
}

func TestInterruptEndsABlockedRead(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var stderr bytes.Buffer
	stdin := deadReader{make(chan struct{})}
	report := filepath.Join(t.TempDir(), "report.txt")
	ended := make(chan int, 1)
	go func() {
		c := Command{Stdin: stdin, Stderr: &stderr}
		ended <- c.Run(ctx, []string{"-o", report, "-"})
	}()
	select {
	case <-stdin.asked:
		cancel()
	case <-time.After(10 * time.Second):
		t.Fatal("the program did not ask for its input")
	}
	select {
	case status := <-ended:
		assert.Equal(t, StatusInterrupted, status)
	case <-time.After(10 * time.Second):
		t.Fatal("the program did not end")
	}
	assert.Contains(t, stderr.String(), "interrupted")
	assert.NoFileExists(t, report)
}

// fullDisk is an output that can not be written.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestOutputThatCanNotBeWritten(t *testing.T) {
	var stderr bytes.Buffer
	c := Command{Stdout: fullDisk{}, Stderr: &stderr}
	assert.Equal(t, StatusFailed, c.Run(context.Background(), []string{"testdata/logs/succeeded.log"}))
	assert.Contains(t, stderr.String(), "the disk is full")
	for _, args := range [][]string{{"--version"}, {"completion", "bash"}} {
		assert.Equal(t, StatusFailed, c.Run(context.Background(), args), args)
	}
}

func TestAwaitPassesPanicsOn(t *testing.T) {
	defer func() {
		r := recover()
		require.NotNil(t, r)
		assert.Contains(t, r.(error).Error(), "the sky fell")
		assert.Contains(t, r.(error).Error(), "command_test.go", "the stack says where it happened")
	}()
	_, _ = await(context.Background(), func() (int, error) { panic("the sky fell") })
	t.Fatal("the panic was lost")
}

func TestExitStatus(t *testing.T) {
	f := func(want int, incomplete bool, failOn rules.Severity, found ...rules.Severity) {
		t.Helper()
		r := &review.Report{Incomplete: incomplete}
		for _, severity := range found {
			r.Findings = append(r.Findings, review.Finding{Severity: severity})
		}
		assert.Equal(t, want, exitStatus(r, failOn))
	}
	f(StatusOK, false, rules.SeverityError)
	f(StatusOK, false, rules.SeverityError, rules.SeverityWarning, rules.SeverityInfo)
	f(StatusFindings, false, rules.SeverityError, rules.SeverityWarning, rules.SeverityError)
	f(StatusFindings, false, rules.SeverityError, rules.SeverityCritical)
	f(StatusOK, false, rules.SeverityCritical, rules.SeverityError)
	f(StatusFindings, false, rules.SeverityInfo, rules.SeverityInfo)
	f(StatusOK, false, "", rules.SeverityCritical)
	f(StatusIncomplete, true, rules.SeverityError)
	f(StatusIncomplete, true, rules.SeverityError, rules.SeverityCritical)
	f(StatusIncomplete, true, "")
}

func TestConsequencesDoNotCount(t *testing.T) {
	r := &review.Report{Findings: []review.Finding{{
		Severity:     rules.SeverityInfo,
		Consequences: []review.Consequence{{Severity: rules.SeverityCritical}},
	}}}
	assert.Equal(t, StatusOK, exitStatus(r, rules.SeverityError))
}

func TestWantsColor(t *testing.T) {
	f := func(want, noColor, terminal bool, variables ...string) {
		t.Helper()
		env := func(name string) string {
			for _, v := range variables {
				if value, ok := strings.CutPrefix(v, name+"="); ok {
					return value
				}
			}
			return ""
		}
		assert.Equal(t, want, wantsColor(env, noColor, terminal), variables)
	}
	f(true, false, true)
	f(false, false, false)
	f(false, true, true, "CLICOLOR_FORCE=1")
	f(false, false, true, "NO_COLOR=0")
	f(true, false, true, "NO_COLOR=")
	f(false, false, true, "NO_COLOR=1", "CLICOLOR_FORCE=1")
	f(true, false, false, "CLICOLOR_FORCE=1")
	f(false, false, false, "CLICOLOR_FORCE=0")
	f(true, false, true, "CLICOLOR_FORCE=1", "TERM=dumb")
	f(false, false, true, "TERM=dumb")
	f(false, false, true, "CLICOLOR=0")
	f(true, false, true, "CLICOLOR=1")
}

func TestOtherStreamsAreNoTerminals(t *testing.T) {
	c := Command{}.withDefaults()
	assert.Equal(t, look{}, c.lookOf(io.Discard, false))
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer file.Close()
	assert.Equal(t, look{}, c.lookOf(file, false))
}

func TestVersionOf(t *testing.T) {
	f := func(want, version string, settings ...debug.BuildSetting) {
		t.Helper()
		info := &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
		assert.Equal(t, want, versionOf(info))
	}
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123"}
	modified := debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	f("v1.2.3", "v1.2.3", revision)
	f("devel-0123456789ab", "(devel)", revision)
	f("devel-0123456789ab-dirty", "", revision, modified)
	f("devel", "(devel)")
	assert.NotEmpty(t, buildVersion())
}

func TestDefaultLog(t *testing.T) {
	c := Command{}.withDefaults()
	assert.Equal(t, `C:\ExchangeSetupLogs`, c.defaultLog())
	c.Env = func(name string) string { return map[string]string{"SystemDrive": "D:"}[name] }
	assert.Equal(t, `D:\ExchangeSetupLogs`, c.defaultLog())
}

func TestReplaceKeepsPermissions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.txt")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	to, err := newTarget(path, &inputs{})
	require.NoError(t, err)
	require.NoError(t, to.write(context.Background(), bytes.NewBufferString("new")))
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(text))
	info, err := os.Stat(path)
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

func TestInterruptedReplaceLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.txt")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	to, err := newTarget(path, &inputs{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, to.write(ctx, bytes.NewBufferString("new")), context.Canceled)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(text))
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}

func TestOutputRefusesALogInAnyEncoding(t *testing.T) {
	log, err := os.ReadFile("testdata/logs/succeeded.log")
	require.NoError(t, err)
	wide := []byte{0xff, 0xfe}
	for _, b := range log {
		wide = append(wide, b, 0)
	}
	path := filepath.Join(t.TempDir(), "other.log")
	for _, text := range [][]byte{log, wide} {
		require.NoError(t, os.WriteFile(path, text, 0o644))
		_, err = newTarget(path, &inputs{})
		assert.ErrorContains(t, err, "is a log")
	}
	letter := filepath.Join(t.TempDir(), "letter.txt")
	require.NoError(t, os.WriteFile(letter, []byte("a letter\n"), 0o644))
	_, err = newTarget(letter, &inputs{})
	assert.NoError(t, err)
}
