package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// keep keeps a file of a walk.
func keep(t *testing.T, f *File) sized {
	t.Helper()
	kept, err := f.Keep(f.Reader)
	require.NoError(t, err)
	at, ok := kept.(sized)
	require.True(t, ok)
	return at
}

// useTemp makes a folder the one for temporary files.
func useTemp(t *testing.T, folder string) {
	t.Helper()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
}

// emptyTemp gives a new folder for temporary files.
func emptyTemp(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	useTemp(t, folder)
	return folder
}

func assertEmpty(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

func someKeeper(limit int64, whole func()) *keeper {
	return &keeper{limit: limit, over: errors.New("too much"), buffers: &sync.Pool{}, whole: whole}
}

func TestKeeperKeepsStreamsOfAnySize(t *testing.T) {
	folder := emptyTemp(t)
	for _, size := range []int{0, 1, keptInMemory - 1, keptInMemory, keptInMemory + 1, keptInMemory + keptAtOnce, 3*keptInMemory + 7} {
		text := strings.Repeat("0123456789", size/10+1)[:size]
		whole := 0
		k := someKeeper(100<<20, func() { whole++ })
		kept, err := k.keep(iotest.HalfReader(strings.NewReader(text)))
		require.NoError(t, err)
		assert.Equal(t, 1, whole)
		assert.Equal(t, size >= keptInMemory, k.file != nil, "in a file: %d bytes", size)
		at, ok := kept.(sized)
		require.True(t, ok)
		assert.EqualValues(t, size, at.Size())
		for range 2 {
			got, err := io.ReadAll(io.NewSectionReader(at, 0, at.Size()))
			require.NoError(t, err)
			assert.True(t, text == string(got), "%d bytes", size)
		}
		k.release()
		assertEmpty(t, folder)
	}
}

// assertNotKept wants all of the text to come, once, with the reason why it was not kept.
func assertNotKept(t *testing.T, k *keeper, text, reason string) {
	t.Helper()
	defer k.release()
	k.whole = func() { assert.Fail(t, "the stream has not been read to its end") }
	kept, err := k.keep(iotest.HalfReader(strings.NewReader(text)))
	require.ErrorContains(t, err, reason)
	assert.NotImplements(t, (*sized)(nil), kept)
	got, err := io.ReadAll(kept)
	require.NoError(t, err)
	assert.True(t, text == string(got))
}

func TestWhatCanNotBeKeptIsReadOnce(t *testing.T) {
	text := strings.Repeat("0123456789", 4*keptInMemory/10)
	folder := emptyTemp(t)
	for _, limit := range []int64{1, keptInMemory, 2*keptInMemory + 1} {
		assertNotKept(t, someKeeper(limit, nil), text, "too much")
		assertEmpty(t, folder)
	}
	missing := filepath.Join(folder, "missing")
	useTemp(t, missing)
	assertNotKept(t, someKeeper(100<<20, nil), text, "missing")
	file := filepath.Join(folder, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	useTemp(t, file)
	assertNotKept(t, someKeeper(100<<20, nil), text, "the temporary folder")
}

// fullAfter lets a number of reads pass, and then no more be written to the temporary file.
type fullAfter struct {
	io.Reader
	k     *keeper
	reads int
	t     *testing.T
}

func (f *fullAfter) Read(p []byte) (int, error) {
	if f.reads--; f.reads == 0 {
		require.NotNil(f.t, f.k.file)
		readOnly, err := os.Open(filepath.Join(os.TempDir(), "kept"))
		require.NoError(f.t, err)
		f.k.file.Close()
		f.k.file = readOnly
	}
	return f.Reader.Read(p)
}

// What has been written before the disk is full is read from there.
func TestFullDisk(t *testing.T) {
	folder := emptyTemp(t)
	text := strings.Repeat("0123456789", 4*keptInMemory/10)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "kept"), []byte(text[:keptInMemory]), 0o600))
	k := someKeeper(100<<20, func() { assert.Fail(t, "the stream has not been read to its end") })
	defer k.release()
	kept, err := k.keep(&fullAfter{strings.NewReader(text), k, 2, t})
	require.ErrorContains(t, err, "the temporary folder")
	got, err := io.ReadAll(kept)
	require.NoError(t, err)
	assert.True(t, text == string(got))
}

// The walk goes on as soon as a file has been kept.
func TestWalkGoesOnWhenFilesAreKept(t *testing.T) {
	folder := emptyTemp(t)
	large := strings.Repeat("[03/07/2021 18:24:37.0792] [0] text\r\n", 2*keptInMemory/37)
	archive := gzipped(t, tarred(t, packed{"a.log", large}, packed{"b.log", "2"}, packed{"c.log", large}))
	s := open(t, write(t, archive), nil)
	var files []*File
	var kept []sized
	for f, err := range NewWalk(Options{}).Files(t.Context(), s) {
		require.NoError(t, err)
		files = append(files, f)
		kept = append(kept, keep(t, f))
	}
	require.Len(t, files, 3)
	for i, want := range []string{large, "2", large} {
		got, err := io.ReadAll(io.NewSectionReader(kept[i], 0, kept[i].Size()))
		require.NoError(t, err)
		assert.True(t, want == string(got))
		files[i].Release()
	}
	assertEmpty(t, folder)
}

// A file of a zip archive can be kept, so that it is unpacked once.
func TestFilesOfZipArchivesCanBeKept(t *testing.T) {
	for f, err := range NewWalk(Options{}).Files(t.Context(), open(t, write(t, zipped(t, packed{"a.log", "text"})), nil)) {
		require.NoError(t, err)
		stream, err := f.Open()
		require.NoError(t, err)
		kept, err := f.Keep(stream)
		require.NoError(t, err)
		require.NoError(t, stream.Close())
		text, err := io.ReadAll(kept)
		require.NoError(t, err)
		assert.Equal(t, "text", string(text))
		f.Release()
	}
}

// An archive that comes through a pipe has to be kept.
func TestArchivesThatCanNotBeKept(t *testing.T) {
	archive := zipped(t, packed{"a.log", strings.Repeat("x", 10)}) + strings.Repeat("\x00", keptInMemory)
	useTemp(t, filepath.Join(t.TempDir(), "missing"))
	got := walk(t, Stdin, strings.NewReader(archive), Options{})
	require.Len(t, got.errors, 1)
	assert.Equal(t, ReasonUnreadable, got.errors[0].Reason)
	assert.Equal(t, Stdin, got.errors[0].Path)
	assert.Contains(t, got.errors[0].Detail, "the temporary folder")

	folder := emptyTemp(t)
	got = walk(t, Stdin, strings.NewReader(archive), Options{Limits: Limits{Total: keptInMemory / 2}})
	require.Len(t, got.errors, 1)
	assert.Equal(t, ReasonLimit, got.errors[0].Reason)
	assert.Contains(t, got.errors[0].Detail, "--max-total")
	assertEmpty(t, folder)
}
