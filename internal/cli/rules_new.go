package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/setuplogreview/setuplogreview/internal/draft"
	"github.com/setuplogreview/setuplogreview/internal/source"
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
		Args:    cobra.MaximumNArgs(1),
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
	excerpt, err := await(ctx, func() (string, error) { return c.readExcerpt(path) })
	if err != nil {
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
	return StatusOK, writeNew(s.output, d.Text)
}

// readExcerpt reads a file or standard input, in whatever encoding.
func (c Command) readExcerpt(path string) (string, error) {
	in, err := source.Open(path, c.Stdin)
	if err != nil {
		return "", &statusError{StatusUsage, err}
	}
	defer in.Close()
	text, err := readPaste(in.Reader)
	if err != nil {
		return "", usageErrorf("the excerpt can not be read: %w", err)
	}
	return text, nil
}

// writeNew writes a file that must not exist.
func writeNew(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usageErrorf("%q exists; choose another name", path)
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
