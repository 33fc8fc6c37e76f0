package source

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBeside(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"a.log": "log", "b.xml": "b", "a.xml": "a", "other.txt": "x", "bundle.zip": "PK\x03\x04"} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	require.NoError(t, os.Mkdir("folder.xml", 0o700))
	isXML := func(name string) bool { return strings.HasSuffix(name, ".xml") }
	f := func(path string, stdin io.Reader, want ...string) {
		t.Helper()
		s, err := Open(path, stdin)
		require.NoError(t, err)
		defer s.Close()
		var got []string
		for _, file := range s.Beside(isXML) {
			got = append(got, file.Path)
			assert.Equal(t, path, file.Root)
			in, err := file.Open()
			require.NoError(t, err)
			text, err := io.ReadAll(in)
			require.NoError(t, err)
			assert.Equal(t, filepath.Base(file.Path), string(text)+".xml")
			assert.NoError(t, in.Close())
		}
		assert.Equal(t, want, got)
	}
	f("a.log", nil, "a.xml", "b.xml")
	f("b.xml", nil, "a.xml")
	abs := filepath.Join(dir, "a.log")
	f(abs, nil, filepath.Join(dir, "a.xml"), filepath.Join(dir, "b.xml"))
	here := "." + string(filepath.Separator)
	f(here+"a.log", nil, here+"a.xml", here+"b.xml")
	f("bundle.zip", nil)
	f(dir, nil)
	f(Stdin, strings.NewReader("x"))
	log, err := os.Open("a.log")
	require.NoError(t, err)
	defer log.Close()
	f(Stdin, log)
}
