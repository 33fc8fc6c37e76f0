package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// What nothing was done to comes out of mending as it is: logs of servers, and excerpts.
func TestSoundTextsAreNotMended(t *testing.T) {
	for _, path := range ownLogs(t) {
		if name := filepath.Base(path); strings.HasPrefix(name, "posted-") {
			continue
		}
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, isPost := range []bool{false, !parser.HasBanner(data[:min(len(data), headSize)])} {
			if m := mendedText(data, isPost); m != nil {
				assert.Equal(t, string(data), string(m.text.Bytes), "%s, post %v", path, isPost)
			}
		}
	}
}
