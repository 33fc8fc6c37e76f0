package cli_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){cli.Name: program})
}

// program is the program as main runs it. SCRIPT_OS stands for another operating system.
func program() {
	c := cli.Command{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Env: os.Getenv, OS: os.Getenv("SCRIPT_OS"), Version: "v1.2.3",
	}
	os.Exit(c.Run(context.Background(), os.Args[1:]))
}

// TestScripts runs the command line as users type it; see testdata/script. The command
// "status N ARGS" runs the program and wants that exit status.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               copyLogs,
		Condition:           condition,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"status": status},
	})
}

// copyLogs gives every script the logs of testdata/logs.
func copyLogs(env *testscript.Env) error {
	logs, err := filepath.Glob("testdata/logs/*.log")
	for _, log := range logs {
		text, readError := os.ReadFile(log)
		err = errors.Join(err, readError, os.WriteFile(filepath.Join(env.WorkDir, filepath.Base(log)), text, 0o644))
	}
	return err
}

// condition knows what the machine must have for a part of a script.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "fifo":
		_, err := exec.LookPath("mkfifo")
		return err == nil, nil
	}
	return false, fmt.Errorf("there is no condition %q", name)
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(cli.Name, args[1:]...)
	var exit *exec.ExitError
	got := 0
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, and %d was expected", got, want)
	}
}
