package knowledge_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// Knowledge of failures stands in rule files. Go code that names a rule knows a failure.
func TestGoCodeNamesNoRule(t *testing.T) {
	set, err := knowledge.Load()
	require.NoError(t, err)
	seen := 0
	for _, dir := range []string{"cmd", "internal", "pkg"} {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", dir), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			seen++
			text, err := os.ReadFile(path)
			for _, rule := range set.Rules {
				assert.NotContains(t, string(text), rule.ID, path)
			}
			return err
		}))
	}
	assert.Greater(t, seen, 100, "the code has been looked at")
}
