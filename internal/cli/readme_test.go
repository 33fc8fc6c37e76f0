package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	return string(text)
}

// The README and the program agree about the flags.
func TestReadmeNamesEveryFlag(t *testing.T) {
	text := readme(t)
	for _, flag := range flagsOf(testRoot()) {
		assert.Contains(t, text, "`-"+pascal(flag.Name), flag.Name)
	}
}

// What the README says to type does what it says.
func TestReadmeCommandsWork(t *testing.T) {
	text := readme(t)
	t.Chdir("../..")
	var ran int
	for line := range strings.SplitSeq(text, "\n") {
		typed, ok := strings.CutPrefix(line, "go run ./cmd/setuplogreview ")
		if !ok {
			continue
		}
		ran++
		var out bytes.Buffer
		c := Command{Stdout: &out}
		assert.Equal(t, StatusFindings, c.Run(context.Background(), strings.Fields(typed)), typed)
		assert.Contains(t, out.String(), "What to do")
	}
	assert.Positive(t, ran)
}

// A new user types what stands under "Rules of your own", line by line, in an empty folder.
func TestReadmeRulesOfYourOwn(t *testing.T) {
	_, section, found := strings.Cut(readme(t), "### Rules of your own\n")
	require.True(t, found)
	_, block, _ := strings.Cut(section, "\n```\n")
	block, _, _ = strings.Cut(block, "\n```")
	t.Chdir(t.TempDir())
	excerpt := "[11.04.2021 20:15:12.0330] [1] [ERROR] The gadget of Contoso has no handle.\n"
	require.NoError(t, os.WriteFile("excerpt.txt", []byte(excerpt), 0o600))
	var ran []string
	for line := range strings.SplitSeq(block, "\n") {
		typed, _, _ := strings.Cut(line, " # ") // the rest says what it does
		words := strings.Fields(typed)
		if words[0] == "mkdir" {
			require.NoError(t, os.Mkdir(words[1], 0o755))
			continue
		}
		require.Equal(t, Name, words[0])
		var out, errors bytes.Buffer
		c := Command{Stdout: &out, Stderr: &errors, Version: "v1.2.3"}
		status := c.Run(context.Background(), words[1:])
		assert.LessOrEqual(t, status, StatusFindings, "%s\n%s%s", typed, out.String(), errors.String())
		if strings.HasPrefix(typed, Name+" -Rules") {
			assert.Contains(t, out.String(), "[my-rule]")
		}
		ran = append(ran, typed)
	}
	assert.Len(t, ran, 7)
}

// The picture of the house has every package, and none that is gone.
func TestReadmeShowsTheHouse(t *testing.T) {
	text := readme(t)
	for _, above := range []string{"internal", "pkg"} {
		entries, err := os.ReadDir(filepath.Join("..", "..", above))
		require.NoError(t, err)
		for _, e := range entries {
			assert.Contains(t, text, "\n"+above+"/"+e.Name()+"/ ")
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if folder, _, _ := strings.Cut(line, " "); strings.HasSuffix(folder, "/") {
			assert.DirExists(t, filepath.Join("..", "..", filepath.FromSlash(folder)))
		}
	}
}
