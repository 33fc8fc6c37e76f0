package cli

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// Name is the name of the program.
const Name = "setuplogreview"

// Command is one invocation of the program. The zero value has no input, discards its output and
// sees an empty environment.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Env looks up an environment variable; nil means that none is set.
	Env func(name string) string
	// OS is the operating system as runtime.GOOS names it; empty means this one.
	OS string
	// Version of the program; empty means the one that Go built in.
	Version string
}

// Run runs the program with the arguments that follow its name and returns the exit status. It
// returns as soon as ctx ends, with StatusInterrupted.
func (c Command) Run(ctx context.Context, args []string) int {
	c = c.withDefaults()
	out := &output{Writer: c.Stdout}
	c.Stdout = out
	status, err := c.run(ctx, args)
	if err != nil && ctx.Err() != nil {
		fmt.Fprintf(c.Stderr, "%s: interrupted\n", Name)
		return StatusInterrupted
	}
	if out.err != nil {
		err = failuref("standard output can not be written: %w", out.err)
	}
	if err == nil {
		return status
	}
	c.complain(err)
	return statusOf(err)
}

func (c Command) withDefaults() Command {
	if c.Stdout == nil {
		c.Stdout = io.Discard
	}
	if c.Stderr == nil {
		c.Stderr = io.Discard
	}
	if c.Env == nil {
		c.Env = func(string) string { return "" }
	}
	if c.OS == "" {
		c.OS = runtime.GOOS
	}
	if c.Version == "" {
		c.Version = buildVersion()
	}
	return c
}

func (c Command) run(ctx context.Context, args []string) (int, error) {
	if slices.Equal(args, []string{"--version"}) { // no flags have to be known for that
		return StatusOK, c.printVersion()
	}
	status := StatusOK
	root := newRoot(c, &status)
	if words, ok := completeSingleDash(root, args); ok {
		_, err := io.WriteString(c.Stdout, words)
		return StatusOK, err
	}
	line, err := normalise(root, args)
	if err != nil {
		return status, err
	}
	c.warnOfNamesake(line)
	root.SetArgs(line.args)
	err = root.ExecuteContext(ctx)
	return status, err
}

// complain prints an error and, after a mistake in a flag, where help is to be had.
func (c Command) complain(err error) {
	fmt.Fprintf(c.Stderr, "%s: %s\n", Name, printable.Text(err.Error()))
	if statusOf(err) == StatusUsage && isFlagMistake(err) {
		fmt.Fprintf(c.Stderr, "Run \"%s --help\" for the flags.\n", Name)
	}
}

// output is standard output; it remembers the first error, whoever wrote.
type output struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}
