package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.log")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func open(t *testing.T, path string, stdin io.Reader) *Source {
	t.Helper()
	s, err := Open(path, stdin)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

// reader opens the only file of a source.
func reader(t *testing.T, s *Source) io.ReadCloser {
	t.Helper()
	var files []*File
	for f, err := range NewWalk(Options{}).Files(t.Context(), s) {
		require.NoError(t, err)
		files = append(files, f)
		if f.Open == nil {
			break
		}
	}
	require.Len(t, files, 1)
	t.Cleanup(files[0].Release)
	if files[0].Open == nil {
		return io.NopCloser(files[0].Reader)
	}
	r, err := files[0].Open()
	require.NoError(t, err)
	return r
}

func refused(t *testing.T, path string, stdin io.Reader) *Error {
	t.Helper()
	_, err := Open(path, stdin)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, path, e.Path)
	return e
}

func TestOpenRegular(t *testing.T) {
	s := open(t, write(t, "one\ntwo\n"), nil)
	r := reader(t, s)
	assert.EqualValues(t, 8, r.(sized).Size())
	require.NoError(t, iotest.TestReader(r, []byte("one\ntwo\n")))
	part := make([]byte, 3)
	_, err := r.(sized).ReadAt(part, 4)
	require.NoError(t, err)
	assert.Equal(t, "two", string(part))
}

func TestReadAtEndsAtTheLimit(t *testing.T) {
	s := open(t, write(t, "abcdef"), nil)
	p := make([]byte, 10)
	r := reader(t, s).(sized)
	n, err := r.ReadAt(p, 4)
	assert.Equal(t, 2, n)
	assert.Equal(t, io.EOF, err)
	_, err = r.ReadAt(p, 6)
	assert.Equal(t, io.EOF, err)
}

func TestGrowingFileEnds(t *testing.T) {
	path := write(t, "first\n")
	r := reader(t, open(t, path, nil))
	log, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	defer log.Close()

	var got strings.Builder
	p := make([]byte, 64)
	for range 100 {
		_, err = io.WriteString(log, "more\n")
		require.NoError(t, err)
		n, err := r.Read(p)
		got.Write(p[:n])
		if err == io.EOF {
			break
		}
	}
	assert.Equal(t, "first\nmore\nmore\n", got.String())
}

func TestOpenStdin(t *testing.T) {
	s := open(t, "-", strings.NewReader("text"))
	assert.Equal(t, "-", s.Path)
	assert.Nil(t, s.Info)
	stream, err := io.ReadAll(s.stream)
	require.NoError(t, err)
	text := stream
	require.NoError(t, err)
	assert.Equal(t, "text", string(text))
}

func TestRedirectedStdinIsReadInPlace(t *testing.T) {
	file, err := os.Open(write(t, "text"))
	require.NoError(t, err)
	s := open(t, "-", file)
	assert.EqualValues(t, 4, reader(t, s).(sized).Size())
	require.NoError(t, s.Close())
	assert.NoError(t, file.Close(), "closing the source must leave standard input open")
}

func TestPartlyReadStdinGoesOnWhereItIs(t *testing.T) {
	file, err := os.Open(write(t, "head tail"))
	require.NoError(t, err)
	defer file.Close()
	_, err = io.ReadFull(file, make([]byte, 5))
	require.NoError(t, err)
	text, err := io.ReadAll(open(t, "-", file).stream)
	require.NoError(t, err)
	assert.Equal(t, "tail", string(text))
}

func TestRefusals(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "no.log")
	assert.Equal(t, ReasonMissing, refused(t, missing, nil).Reason)
	assert.Equal(t, ReasonEmpty, refused(t, write(t, ""), nil).Reason)
	assert.Equal(t, ReasonEmpty, refused(t, "-", strings.NewReader("")).Reason)
	assert.Equal(t, ReasonEmpty, refused(t, "-", nil).Reason)
}

func TestErrorNamesPathAndCause(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no.log")
	e := refused(t, missing, nil)
	assert.ErrorIs(t, e, os.ErrNotExist)
	assert.Contains(t, e.Error(), "no.log")
	assert.Contains(t, e.Error(), "no such file")
}

func TestErrorDoesNotLetEscapesThrough(t *testing.T) {
	e := refused(t, "no\x1b[31m.log", nil)
	assert.NotContains(t, e.Error(), "\x1b")
}

func TestUnreadable(t *testing.T) {
	broken := errors.New("the disk is gone")
	e := refused(t, "-", iotest.ErrReader(broken))
	assert.Equal(t, ReasonUnreadable, e.Reason)
	assert.ErrorIs(t, e, broken)
	assert.Contains(t, e.Detail, "the disk is gone")
}

func TestNoPermission(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		e := openError("x.log", os.ErrPermission)
		assert.Equal(t, ReasonUnreadable, e.Reason)
		return
	}
	path := write(t, "text")
	require.NoError(t, os.Chmod(path, 0))
	e := refused(t, path, nil)
	assert.Equal(t, ReasonUnreadable, e.Reason)
	assert.Contains(t, e.Detail, "permission")
}

func TestDocumentsAreNoArchives(t *testing.T) {
	const local = "PK\x03\x0412345678901234567890123456"
	f := func(want, head string) {
		t.Helper()
		assert.Equal(t, want, ArchiveKind([]byte(head)), "%q", head)
	}
	f("a Word document", local+"word/document.xml")
	f("a Word document", local+"[Content_Types].xml and so on word/document.xml")
	f("an Office document", local+"[Content_Types].xml and so on xl/workbook.xml")
	f("a zip archive", local+"ExchangeSetup.log")
	f("a zip archive", local+"logs/word/x.log")
	f("a zip archive", "PK\x03\x04")
	f("a Word document of the old kind, or another compound file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	f("", "[03/07/2021 18:24:37.0792] [0] text")
}

// A folder with setup media or mail holds such files beside the logs; only one that was named is
// complained about.
func TestDocumentsInAFolderArePassedOver(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "package.msi")
	require.NoError(t, os.WriteFile(path, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0o644))
	got := walk(t, folder, nil, Options{})
	assert.Empty(t, got.errors)
	assert.Equal(t, 1, got.others)
	got = walk(t, path, nil, Options{})
	require.Len(t, got.errors, 1)
	assert.Equal(t, ReasonArchive, got.errors[0].Reason)
	assert.Contains(t, got.errors[0].Detail, "save it as text")
}
