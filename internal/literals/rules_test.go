package literals

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"
)

// TestRequiredHoldsForTheRules takes every pattern of the rules that needs a literal and every
// excerpt of the same file: wherever the pattern matches, one of its literals stands.
func TestRequiredHoldsForTheRules(t *testing.T) {
	patterns, matched, without := 0, 0, 0
	err := filepath.WalkDir(filepath.Join("..", "..", "rules"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		found := collected{}
		found.file(t, path)
		for _, pattern := range found.patterns {
			patterns++
			set, ok := Required(pattern)
			if !ok {
				without++
				continue
			}
			checkSet(t, pattern, set)
			matched += checkTexts(t, path, pattern, set, found.texts)
		}
		return nil
	})
	require.NoError(t, err)
	assert.Greater(t, patterns, 0)
	t.Logf("%d patterns, %d without a literal, %d matches checked", patterns, without, matched)
}

// checkTexts counts the texts in which the pattern matches.
func checkTexts(t *testing.T, path, pattern string, set, texts []string) int {
	re := compile(pattern)
	if re == nil {
		return 0 // whoever edits the rule learns it from the loader
	}
	matched := 0
	for _, text := range texts {
		if matches(re, text) {
			matched++
			assert.True(t, holds(set, text), "%s: %s: none of %q in %s", path, pattern, set, text)
		}
	}
	return matched
}

// collected is what a file of rules holds for this test.
type collected struct{ patterns, texts []string }

func (c *collected) file(t *testing.T, path string) {
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	var document any
	if yaml.Unmarshal(content, &document) == nil {
		c.walk("", document)
	}
}

// walk collects by key; a text is also cut into its lines, since a pattern may be anchored.
func (c *collected) walk(key string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for k, inner := range v {
			c.walk(k, inner)
		}
	case []any:
		for _, inner := range v {
			c.walk(key, inner)
		}
	case string:
		c.leaf(key, v)
	}
}

func (c *collected) leaf(key, value string) {
	switch key {
	case "entry", "message", "before", "after", "without", "failure", "script":
		c.patterns = append(c.patterns, value)
	case "log", "not":
		c.texts = append(c.texts, strings.Join(strings.Fields(value), " "))
		for line := range strings.Lines(value) {
			_, message, _ := strings.Cut(strings.Join(strings.Fields(line), " "), "] [")
			c.texts = append(c.texts, strings.TrimLeft(message, "0123] "))
		}
	}
}
