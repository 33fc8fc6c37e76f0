package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// asProgram in the environment makes the test binary the program itself.
const asProgram = "SETUPLOGREVIEW_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

func TestGuardTurnsAPanicIntoAStatus(t *testing.T) {
	var stderr bytes.Buffer
	status := guard(&stderr, func() int { panic("the sky fell") })
	assert.Equal(t, cli.StatusFailed, status)
	assert.Contains(t, stderr.String(), "the sky fell")
	assert.Contains(t, stderr.String(), "Please report it")
	assert.Contains(t, stderr.String(), "main_test.go", "the stack says where it happened")
}

func TestGuardPassesTheStatusOn(t *testing.T) {
	assert.Equal(t, 3, guard(io.Discard, func() int { return 3 }))
}

func TestExitStatusReachesTheShell(t *testing.T) {
	cmd := program(t, "--format", "nonsense", "x.log")
	err := cmd.Run()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, cli.StatusUsage, exit.ExitCode())

	out, err := program(t, "--version").Output()
	require.NoError(t, err)
	assert.Regexp(t, `^setuplogreview \S+\n$`, string(out))
}

func TestInterruptEndsABlockedRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can not send Ctrl-C to another one on Windows")
	}
	// On a busy machine the program may not listen yet; then the signal ends it like any other program.
	for wait := 4 * listenAfter; ; wait *= 4 {
		folder := t.TempDir()
		exit, stderr := interruptedAfter(t, wait, "--output", filepath.Join(folder, "report.txt"), "-")
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.Empty(t, left, "no half-written report is left")
		if exit.Exited() || wait > 10*time.Second {
			assert.Equal(t, cli.StatusInterrupted, exit.ExitCode())
			assert.Contains(t, stderr, "interrupted")
			return
		}
	}
}

// interruptedAfter interrupts a run of the program that waits for more on standard input.
func interruptedAfter(t *testing.T, wait time.Duration, args ...string) (exit *os.ProcessState, stderr string) {
	t.Helper()
	cmd := program(t, args...)
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	defer stdin.Close()
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	require.NoError(t, cmd.Start())
	// More than any buffer between us and the program: when this is written, the program reads.
	_, err = stdin.Write(bytes.Repeat([]byte("[03/07/2021 18:24:37.0792] [0] text\r\n"), 10_000))
	require.NoError(t, err)
	time.Sleep(wait)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))

	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err = <-ended:
		require.Error(t, err)
	case <-time.After(20 * time.Second):
		require.NoError(t, cmd.Process.Kill())
		t.Fatal("the program did not end")
	}
	return cmd.ProcessState, complaint.String()
}
