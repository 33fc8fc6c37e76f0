package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// found is what a walk gave.
type found struct {
	texts  map[string]string // by path
	order  []string
	errors []*Error
	others int
}

// walk reads everything under a path, twice where that can be.
func walk(t *testing.T, path string, stdin io.Reader, opts Options) found {
	t.Helper()
	s, err := Open(path, stdin)
	require.NoError(t, err)
	defer s.Close()
	w := NewWalk(opts)
	got := found{texts: map[string]string{}}
	for f, err := range w.Files(t.Context(), s) {
		if err != nil {
			var e *Error
			require.ErrorAs(t, err, &e)
			got.errors = append(got.errors, e)
			continue
		}
		got.order = append(got.order, f.Path)
		got.texts[f.Path] = read(t, f)
		f.Release()
	}
	got.others = w.Others()
	return got
}

func read(t *testing.T, f *File) string {
	t.Helper()
	if f.Open == nil {
		at := keep(t, f)
		text, err := io.ReadAll(io.NewSectionReader(at, 0, at.Size()))
		require.NoError(t, err)
		return string(text)
	}
	var texts []string
	for range 2 {
		in, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(in)
		require.NoError(t, err)
		require.NoError(t, in.Close())
		texts = append(texts, string(text))
	}
	assert.Equal(t, texts[0], texts[1])
	return texts[0]
}

type packed struct{ name, text string }

func zipped(t *testing.T, files ...packed) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		out, err := w.Create(f.name)
		require.NoError(t, err)
		_, err = io.WriteString(out, f.text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func tarred(t *testing.T, files ...packed) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.text)), Mode: 0o600}))
		_, err := io.WriteString(w, f.text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

func TestWalkTree(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"b.log": "b", "a/x.log": "x", "a.log": "a", "a/b/c.log": "c", "empty.log": ""} {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	got := walk(t, root, nil, Options{})
	var want []string
	for _, name := range []string{"a/b/c.log", "a/x.log", "a.log", "b.log"} {
		want = append(want, filepath.Join(root, filepath.FromSlash(name)))
	}
	assert.Equal(t, want, got.order)
	assert.Equal(t, 1, got.others)
	assert.Empty(t, got.errors)
}

func TestWalkArchives(t *testing.T) {
	f := func(archive string, want ...string) {
		t.Helper()
		path := write(t, archive)
		for _, got := range []found{walk(t, path, nil, Options{}), walk(t, Stdin, strings.NewReader(archive), Options{})} {
			require.Empty(t, got.errors)
			var paths []string
			for _, p := range got.order {
				paths = append(paths, strings.TrimPrefix(strings.TrimPrefix(p, path), Stdin)+"="+got.texts[p])
			}
			assert.Equal(t, want, paths)
		}
	}
	one, two := packed{"z/one.log", "1"}, packed{`a\two.log`, "2"}
	f(zipped(t, one, two), "!/a/two.log=2", "!/z/one.log=1")
	f(tarred(t, one, two), "!/z/one.log=1", "!/a/two.log=2")
	f(gzipped(t, tarred(t, one, two)), "!/z/one.log=1", "!/a/two.log=2")
	f(gzipped(t, "log"), "=log")
	f(zipped(t, packed{"x.zip", zipped(t, one)}, packed{"y.tgz", gzipped(t, tarred(t, two))}), "!/x.zip!/z/one.log=1", "!/y.tgz!/a/two.log=2")
	f(gzipped(t, tarred(t, packed{"x.zip", zipped(t, one)}, packed{"y.gz", gzipped(t, "3")})), "!/x.zip!/z/one.log=1", "!/y.gz=3")
}

// Files of a tar.gz beyond what is kept in memory.
func TestLargeFilesOfStreams(t *testing.T) {
	compressible := strings.Repeat("[03/07/2021 18:24:37.0792] [0] text\r\n", 12<<20/37)
	noise := make([]byte, 12<<20)
	source := rand.NewChaCha8([32]byte{1})
	_, err := source.Read(noise)
	require.NoError(t, err)
	hex := fmt.Sprintf("%x", noise)
	archive := gzipped(t, tarred(t, packed{"a.log", compressible}, packed{"b.log", hex}, packed{"c.log", "end"}))
	got := walk(t, Stdin, strings.NewReader(archive), Options{})
	require.Empty(t, got.errors)
	assert.Equal(t, []string{"-!/a.log", "-!/b.log", "-!/c.log"}, got.order)
	assert.True(t, got.texts["-!/a.log"] == compressible)
	assert.True(t, got.texts["-!/b.log"] == hex)
	assert.Equal(t, "end", got.texts["-!/c.log"])
}

func TestWalkCanBeLeft(t *testing.T) {
	archive := gzipped(t, tarred(t, packed{"a.log", "1"}, packed{"b.log", "2"}, packed{"c.log", "3"}))
	s := open(t, write(t, archive), nil)
	n := 0
	for f := range NewWalk(Options{}).Files(t.Context(), s) {
		n++
		f.Release()
		break
	}
	assert.Equal(t, 1, n)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range NewWalk(Options{}).Files(ctx, s) {
		n++
	}
	assert.Equal(t, 1, n)
}

func TestLimits(t *testing.T) {
	log := strings.Repeat("0123456789", 1000)
	archive := zipped(t, packed{"a.log", log}, packed{"b.log", log}, packed{"c.zip", zipped(t, packed{"d.log", log})})
	f := func(limits Limits, reasons ...Reason) {
		t.Helper()
		s := open(t, write(t, archive), nil)
		var got []Reason
		note := func(err error) {
			var e *Error
			if errors.As(err, &e) {
				got = append(got, e.Reason)
			}
		}
		for file, err := range NewWalk(Options{Limits: limits}).Files(t.Context(), s) {
			if note(err); file == nil {
				continue
			}
			in, err := file.Open()
			if note(err); err == nil {
				_, err = io.Copy(io.Discard, in)
				note(err)
				in.Close()
			}
			file.Release()
		}
		assert.Equal(t, reasons, got, "%+v", limits)
	}
	f(Limits{})
	f(Limits{Entries: 2}, ReasonLimit)
	f(Limits{Entries: 3}, ReasonLimit)
	f(Limits{Entries: 4})
	f(Limits{Entry: 9999}, ReasonLimit, ReasonLimit, ReasonLimit)
	f(Limits{Total: 15000}, ReasonLimit, ReasonLimit)
	// a, b, the inner archive and what is in it.
	f(Limits{Total: 31000})
}

func TestNestingLimit(t *testing.T) {
	archive := "log"
	for range 5 {
		archive = zipped(t, packed{"x", archive})
	}
	got := walk(t, write(t, archive), nil, Options{})
	require.Len(t, got.errors, 1)
	assert.Equal(t, ReasonLimit, got.errors[0].Reason)
	assert.Empty(t, got.order)
	got = walk(t, write(t, archive), nil, Options{Limits: Limits{Nesting: 4}})
	assert.Empty(t, got.errors)
	assert.Len(t, got.order, 1)
}

func TestArchivesThatAreNotRead(t *testing.T) {
	f := func(kind, head string) {
		t.Helper()
		for _, got := range []found{walk(t, write(t, head), nil, Options{}), walk(t, "-", strings.NewReader(head), Options{})} {
			require.Len(t, got.errors, 1)
			assert.Equal(t, ReasonArchive, got.errors[0].Reason)
			assert.Contains(t, got.errors[0].Detail, kind)
			assert.Contains(t, got.errors[0].Detail, "extract it first")
		}
	}
	f("7z", "7z\xbc\xaf\x27\x1c....")
	f("cabinet", "MSCF\x00")
	f("rar", "Rar!\x1a\x07\x00")
	f("xz", "\xfd7zXZ\x00")
	f("bzip2", "BZh9")
}

func TestDamagedHeads(t *testing.T) {
	for _, head := range []string{"PK\x03\x04....", "PK\x05\x06", "\x1f\x8b\x08", strings.Repeat("a", 257) + "ustar\x00"} {
		got := walk(t, write(t, head), nil, Options{})
		require.Len(t, got.errors, 1, "%q", head)
		assert.Equal(t, ReasonDamaged, got.errors[0].Reason)
	}
}

// A directory with far more entries than it claims is not read to its end.
func TestDirectoryThatLies(t *testing.T) {
	var files []packed
	for i := range 3000 {
		files = append(files, packed{fmt.Sprint(i), ""})
	}
	archive := []byte(zipped(t, files...))
	assert.EqualValues(t, 3000, zipCount(bytes.NewReader(archive)))
	end := len(archive) - zipEnd
	binary.LittleEndian.PutUint16(archive[end+8:], 1)
	binary.LittleEndian.PutUint16(archive[end+10:], 1)
	got := walk(t, write(t, string(archive)), nil, Options{Limits: Limits{Entries: 100}})
	require.Len(t, got.errors, 1)
	assert.Contains(t, []Reason{ReasonDamaged, ReasonLimit}, got.errors[0].Reason)

	capped := &cappedReader{ReaderAt: bytes.NewReader(archive), limits: Limits{Entries: 100}}
	capped.left.Store(1000)
	_, err := zip.NewReader(capped, int64(len(archive)))
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, ReasonLimit, e.Reason)
}

func TestZip64(t *testing.T) {
	var files []packed
	for i := range 70_000 {
		files = append(files, packed{fmt.Sprint(i), ""})
	}
	archive := zipped(t, append(files, packed{"x.log", "text"})...)
	assert.EqualValues(t, 70_001, zipCount(strings.NewReader(archive)))
	got := walk(t, write(t, archive), nil, Options{Limits: Limits{Entries: 80_000}})
	assert.Empty(t, got.errors)
	assert.Len(t, got.order, 1)
	assert.Equal(t, 70_000, got.others)
}

func TestCleanName(t *testing.T) {
	f := func(name, want string) {
		t.Helper()
		assert.Equal(t, want, cleanName(name))
	}
	f("a/b.log", "/a/b.log")
	f(`a\b.log`, "/a/b.log")
	f(`..\..\evil`, "/evil")
	f("/etc/passwd", "/etc/passwd")
	f(`C:\x`, "/C:/x")
	f("", "/")
	f("m\x84rz", "/märz")
	f("m\u00e4rz", "/m\u00e4rz")
	assert.Len(t, []rune(cleanName(strings.Repeat("x", 5000))), maxName)
}

func TestComparePaths(t *testing.T) {
	f := func(a, b string) {
		t.Helper()
		assert.Negative(t, comparePaths(a, b))
		assert.Positive(t, comparePaths(b, a))
		assert.Zero(t, comparePaths(a, a))
	}
	f("a/z", "a.txt")
	f("a", "a/b")
	f(`a\b`, "a/c")
	f("a/b/c", "a/c")
}

func TestUnder(t *testing.T) {
	f := func(want bool, path, root string) {
		t.Helper()
		file, member, inside := strings.Cut(path, "!")
		if path = filepath.FromSlash(file); inside {
			path += "!" + member // names in archives have slashes everywhere
		}
		assert.Equal(t, want, Under(path, filepath.FromSlash(root)), "%s under %s", path, root)
	}
	f(true, "x.zip", "x.zip")
	f(true, "x.zip!/a", "x.zip")
	f(true, "dir/a", "dir")
	f(true, "dir/a", "./dir/")
	f(true, "a", ".")
	f(true, "/a", "/")
	f(false, "dirt/a", "dir")
	f(false, "x.zip2", "x.zip")
}
