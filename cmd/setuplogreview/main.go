// Command setuplogreview reads Microsoft Exchange setup logs and says what went wrong, why, and
// what to type next.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// version is set when a release is built: -ldflags "-X main.version=v1.2.3".
var version string

func main() {
	// A double click, or a log dropped on the program, is a fine way to run it.
	cobra.MousetrapHelpText = ""
	putOffCollection()
	boundMemory()
	os.Exit(run())
}

// run runs the program on the streams of the process.
func run() int {
	command := cli.Command{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Env: os.Getenv, Version: version,
	}
	ctx := interruptible()
	return guard(os.Stderr, func() int { return command.Run(ctx, os.Args[1:]) })
}

// guard turns a panic into an exit status and says what to report.
func guard(stderr io.Writer, run func() int) (status int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, `%s: internal error: %v

This is a mistake in the program, not in your log. Please report it with the text below, the
output of "%s --version" and, if you may share it, the log.

%s`, cli.Name, r, cli.Name, debug.Stack())
			status = cli.StatusFailed
		}
	}()
	return run()
}
