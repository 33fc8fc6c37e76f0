package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// TestTheExamplesOfTheDocsRun does what the pages of docs show: it writes the files that stand
// behind "<!-- file: NAME -->", and runs what stands behind "> " in blocks of the kind console. The
// lines after that are the output, where "..." is anything, and "status N" the exit status.
func TestTheExamplesOfTheDocsRun(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	require.NoError(t, err)
	require.NotEmpty(t, pages)
	for _, path := range pages {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(path), ".md")
		given, err := filepath.Abs(filepath.Join("testdata", "docs", name))
		require.NoError(t, err)
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := os.Stat(given); err == nil {
				require.NoError(t, os.CopyFS(dir, os.DirFS(given)))
			}
			t.Chdir(dir)
			for _, block := range blocks(string(text)) {
				block.run(t)
			}
		})
	}
}

// block is a fenced block of a page.
type block struct{ file, kind, text string }

var fence = regexp.MustCompile("(?ms)^(?:<!-- file: (\\S+) -->\n)?```(\\w+)\n(.*?)^```$")

func blocks(page string) []block {
	var list []block
	for _, m := range fence.FindAllStringSubmatch(strings.ReplaceAll(page, "\r\n", "\n"), -1) {
		list = append(list, block{m[1], m[2], m[3]})
	}
	return list
}

func (b block) run(t *testing.T) {
	t.Helper()
	if b.kind == "yaml" {
		var document any
		require.NoError(t, yaml.Load([]byte(b.text), &document), b.text)
	}
	switch {
	case b.file != "":
		require.NoError(t, os.MkdirAll(filepath.Dir(b.file), 0o755))
		require.NoError(t, os.WriteFile(b.file, []byte(b.text), 0o644))
	case b.kind == "console":
		for _, example := range strings.Split("\n"+b.text, "\n> ")[1:] {
			command, want, _ := strings.Cut(example, "\n")
			runExample(t, command, want)
		}
	}
}

func runExample(t *testing.T, command, want string) {
	t.Helper()
	words := strings.Fields(command)
	if words[0] == "mkdir" {
		require.NoError(t, os.MkdirAll(words[1], 0o755))
		return
	}
	require.Equal(t, cli.Name, words[0], command)
	var out, errors bytes.Buffer
	c := cli.Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errors, OS: "linux", Version: "v1.2.3"}
	status := c.Run(context.Background(), words[1:])
	got := filepath.ToSlash(out.String())
	want = strings.TrimRight(want, "\n")
	if i := strings.LastIndex("\n"+want, "\nstatus "); i >= 0 {
		assert.Equal(t, want[i:], fmt.Sprintf("status %d", status), "%s\n%s%s", command, got, errors.String())
		want = strings.TrimRight(want[:i], "\n")
	}
	if want != "" {
		assert.Regexp(t, pattern(want), got, command)
	}
}

// pattern is an output in which "..." is anything.
func pattern(want string) *regexp.Regexp {
	quoted := regexp.QuoteMeta(want)
	quoted = strings.ReplaceAll(quoted, regexp.QuoteMeta("..."), ".*")
	return regexp.MustCompile(`(?s)^` + quoted + `\n*$`)
}
