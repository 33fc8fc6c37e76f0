package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/draft"
	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// newSettings are the flags of rules new as typed.
type newSettings struct {
	id, category, output string
}

func newRulesNew(c Command, status *int) *cobra.Command {
	s := &newSettings{}
	cmd := &cobra.Command{
		Use:   "new [flags] [EXCERPT]",
		Short: "Begin a rule from a pasted excerpt of a log",
		Long: `Writes the file of a rule that finds the EXCERPT, a file or standard input, with comments and with
tests that pass. What only you can know is marked FILL IN.`,
		Example: "  Get-Clipboard | " + Name + ` rules new -o own\my-rule.yaml`,
		Args:    atMost(1, "name one file with the excerpt, or none and pipe it in: "+Name+" rules new FILE"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*status, err = c.runRulesNew(cmd.Context(), *s, append(args, source.Stdin)[0])
			return err
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&s.id, "id", "", "the `ID` of the rule; without it one is made of the words of the excerpt")
	f.StringVar(&s.category, "category", "", "the `CATEGORY` of the rule; own without it")
	f.StringVarP(&s.output, "output", "o", "", "write to `FILE`, which must not exist yet")
	return cmd
}

func (c Command) runRulesNew(ctx context.Context, s newSettings, path string) (int, error) {
	s.output = fileNamed(s.output)
	excerpt, err := await(ctx, func() (string, error) { return c.readExcerpt(path) })
	if err != nil {
		return StatusUsage, err
	}
	if err := c.checkOutput(s.output); err != nil {
		return StatusUsage, err
	}
	set, err := provenSet()
	if err != nil {
		return StatusFailed, err
	}
	d, err := draft.New(excerpt, set, draft.Options{ID: s.id, Category: s.category})
	if err != nil {
		return StatusUsage, usageErrorf("no rule was begun: %w", err)
	}
	for _, id := range d.KnownAs {
		fmt.Fprintf(c.Stderr, "%s: the rule %s finds this excerpt already; see \"%s rules show %s\"\n", Name, id, Name, id)
	}
	if s.output == "" {
		_, err := io.WriteString(c.Stdout, d.Text)
		return StatusOK, err
	}
	if err := holderOf(d.ID, filepath.Dir(s.output)); err != nil {
		return StatusUsage, err
	}
	if err := writeNew(s.output, d.Text); err != nil {
		return StatusFailed, err
	}
	c.tellNext(s.output, d.ID)
	return StatusOK, nil
}

// checkOutput refuses, before any work is done, a file that exists.
func (c Command) checkOutput(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); err == nil {
		return usageErrorf("%s exists; choose another name", printable.Quote(path))
	}
	return nil
}

// holderOf refuses an id that a rule file of the folder has already, and names the file.
func holderOf(id, folder string) error {
	set, err := rules.LoadSet(os.DirFS(folder), rules.LoadOptions{})
	if err != nil {
		return nil // the folder is still to be made, or holds files that do not load by themselves
	}
	if r := set.Rule(id); r != nil {
		return usageErrorf("the id %s stands in %s already; finish that rule, or give this one another id with --id",
			id, printable.Quote(filepath.Join(folder, r.Path)))
	}
	return nil
}

// tellNext says on standard error where the rule is and how it is tried.
func (c Command) tellNext(path, id string) {
	folder := printable.Quote(filepath.Dir(path))
	fmt.Fprintf(c.Stderr, "%s: the rule %s is in %s; fill in what is marked, then\n", Name, id, printable.Quote(path))
	fmt.Fprintf(c.Stderr, "  %s rules test %s\n  %s -Rules %s LOG\n", Name, folder, Name, folder)
}

// readExcerpt reads a file or standard input, in whatever encoding.
func (c Command) readExcerpt(path string) (string, error) {
	in, err := source.Open(path, c.Stdin)
	if err != nil {
		return "", &statusError{StatusUsage, err}
	}
	defer in.Close()
	head := bufio.NewReaderSize(in.Reader, headSize)
	begin, _ := head.Peek(headSize) // an error comes again when the text is read
	switch kind := source.ArchiveKind(begin); {
	case kind != "":
		return "", usageErrorf("%s is %s; name a text file with the lines of the log", printable.Quote(path), kind)
	case parser.LooksBinary(begin):
		return "", usageErrorf("%s: this is a binary file; name a text file with the lines of the log", printable.Quote(path))
	}
	text, err := readPaste(head)
	if err != nil {
		return "", usageErrorf("the excerpt can not be read: %w", err)
	}
	return text, nil
}

// writeNew writes a file that must not exist, and makes its folder.
func writeNew(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return unwritable(path, err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usageErrorf("%s exists; choose another name", printable.Quote(path))
	}
	if err != nil {
		return unwritable(path, err)
	}
	_, err = io.WriteString(file, text)
	if err = errors.Join(err, file.Close()); err != nil {
		return unwritable(path, err)
	}
	return nil
}
