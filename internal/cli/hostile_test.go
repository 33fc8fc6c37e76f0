package cli_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
)

// quick is how long the review of a hostile archive may take, on a machine that is busy.
const quick = 30 * time.Second

// reviewed is what came of a review.
type reviewed struct {
	status      int
	text, error string
}

// review runs the program in a folder of its own and wants nothing to be left there.
func review(t *testing.T, stdin io.Reader, args ...string) reviewed {
	t.Helper()
	temp, here := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	t.Chdir(here)
	ctx, cancel := context.WithTimeout(t.Context(), quick)
	defer cancel()
	var out, problems bytes.Buffer
	c := cli.Command{Stdin: stdin, Stdout: &out, Stderr: &problems}
	status := c.Run(ctx, args)
	require.NoError(t, ctx.Err(), "it takes too long")
	assert.Empty(t, listing(t, temp))
	assert.Empty(t, listing(t, here))
	return reviewed{status, out.String(), problems.String()}
}

// A log that is named, packed or walked to in these tests.
func goodLog(t *testing.T) []byte { return someLogs(t)[0] }

// packedZip writes a zip archive of one deflated file, whose content a function writes.
func packedZip(t *testing.T, name string, write func(io.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	out, err := w.Create(name)
	require.NoError(t, err)
	write(out)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// zeros writes a log that goes on with nothing.
func zeros(t *testing.T, megabytes int) func(io.Writer) {
	log := goodLog(t)[:200]
	return func(w io.Writer) {
		_, err := w.Write(log)
		require.NoError(t, err)
		block := make([]byte, 1<<20)
		for range megabytes {
			_, err := w.Write(block)
			require.NoError(t, err)
		}
	}
}

func TestBombs(t *testing.T) {
	bomb := packedZip(t, "ExchangeSetup.log", zeros(t, 160))
	path := save(t, "bomb.zip", bomb)
	r := review(t, nil, path)
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "more than 1000 times its size")
	assert.Contains(t, r.error, "--max-ratio")

	// Who means it can have it, up to the next limit.
	r = review(t, nil, "--max-ratio", "5000", "--max-total", "100MB", path)
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "more than 100 MiB; if it is what you mean to read, raise --max-total")
	r = review(t, nil, "--max-ratio", "5000", "--max-entry", "90MB", path)
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "larger than 90 MiB")
	r = review(t, nil, "--max-ratio", "5000", path)
	assert.NotContains(t, r.error, "--max")

	// What is no log is not unpacked at all; in a tar.gz it has to be, up to the limit.
	nothing := packedZip(t, "x.bin", func(w io.Writer) {
		for range 200 {
			_, err := w.Write(make([]byte, 1<<20))
			require.NoError(t, err)
		}
	})
	r = review(t, nil, save(t, "nothing.zip", nothing))
	assert.Contains(t, r.error, "holds no setup log")
	r = review(t, nil, save(t, "nothing.tar.gz", gzipOf(t, tarOf(t, []bundled{{"x.bin", make([]byte, 160<<20)}}))))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "more than 1000 times its size")
}

// Files that all lie at the same place of an archive, and files that say they are small.
func TestOverlappingFiles(t *testing.T) {
	raw := deflated(t, zeros(t, 8))
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 100 {
		header := &zip.FileHeader{Name: fmt.Sprintf("%d.log", i), Method: zip.Deflate,
			CompressedSize64: uint64(len(raw)), UncompressedSize64: 10}
		out, err := w.CreateRaw(header)
		require.NoError(t, err)
		_, err = out.Write(raw)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	r := review(t, nil, "--max-total", "100MB", save(t, "same.zip", b.Bytes()))
	assert.Equal(t, cli.StatusIncomplete, r.status)
}

func deflated(t *testing.T, write func(io.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	require.NoError(t, err)
	write(w)
	require.NoError(t, w.Close())
	return b.Bytes()
}

func TestTooDeep(t *testing.T) {
	log := goodLog(t)
	inner := zipOf(t, []bundled{{"ExchangeSetup.log", log}})
	for range 3 {
		inner = zipOf(t, []bundled{{"r.zip", inner}, {"ExchangeSetup.log", log}})
	}
	r := review(t, nil, save(t, "r.zip", inner))
	assert.Equal(t, cli.StatusFindings, r.status, r.error)

	for range 30 {
		inner = zipOf(t, []bundled{{"r.zip", inner}, {"ExchangeSetup.log", log}})
	}
	path := save(t, "r.zip", inner)
	r = review(t, nil, path)
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "stands deeper than 3 archives")
	assert.Equal(t, 1, strings.Count(r.error, "\n"))
	assert.Contains(t, r.text, "r.zip!/r.zip!/ExchangeSetup.log")
	r = review(t, nil, "--max-nesting", "40", path)
	assert.Equal(t, cli.StatusFindings, r.status, r.error)

	r = review(t, nil, save(t, "x.gz", gzipTimes(t, log, 20)))
	assert.Contains(t, r.error, "stands deeper")
}

func gzipTimes(t *testing.T, data []byte, times int) []byte {
	for range times {
		data = gzipOf(t, data)
	}
	return data
}

func TestTooManyEntries(t *testing.T) {
	var files []bundled
	for i := range 100_000 {
		files = append(files, bundled{fmt.Sprintf("%d.txt", i), nil})
	}
	for _, path := range []string{
		save(t, "many.zip", zipOf(t, files)),
		save(t, "many.tar.gz", gzipOf(t, tarOf(t, files))),
	} {
		r := review(t, nil, path)
		assert.Equal(t, cli.StatusIncomplete, r.status)
		assert.Contains(t, r.error, "holds more than 50000 files")
		assert.Contains(t, r.error, "--max-entries")
		r = review(t, nil, "--max-entries", "200000", path)
		assert.Contains(t, r.error, "holds no setup log")
	}
}

// Names are shown, under the archive, and never used.
func TestEvilNames(t *testing.T) {
	log := goodLog(t)
	files := []bundled{
		{`..\..\evil.log`, log}, {"/etc/evil.log", log}, {`C:\evil.log`, log}, {`\\server\share\evil.log`, log},
		{"../../../evil.log", log}, {"a\x1b[31m\u202e.log", log}, {"m\x84rz.log", log}, {strings.Repeat("x/", 5000) + "long.log", log},
	}
	for _, path := range []string{save(t, "evil.zip", zipOf(t, files)), save(t, "evil.tar.gz", gzipOf(t, tarOf(t, files)))} {
		r := review(t, nil, path)
		assert.Equal(t, cli.StatusFindings, r.status, r.error)
		for _, name := range []string{"!/evil.log", "!/etc/evil.log", "!/C:/evil.log", "!/server/share/evil.log", "!/märz.log"} {
			assert.Contains(t, r.text, name)
		}
		assert.NotContains(t, r.text, "\x1b")
		assert.NotContains(t, r.text, "\u202e")
		assert.NotContains(t, strings.ReplaceAll(r.text, "  .../x/", ""), "..", "save for the mark of a name that is cut")
	}
}

// Links and devices are passed over.
func TestLinks(t *testing.T) {
	secret := save(t, "secret.log", goodLog(t))
	var zipped, tarred bytes.Buffer
	z := zip.NewWriter(&zipped)
	link := &zip.FileHeader{Name: "link.log"}
	link.SetMode(os.ModeSymlink | 0o777)
	out, err := z.CreateHeader(link)
	require.NoError(t, err)
	_, err = io.WriteString(out, secret)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	w := tar.NewWriter(&tarred)
	for _, kind := range []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeChar, tar.TypeFifo} {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: "link.log", Linkname: secret, Typeflag: kind}))
	}
	require.NoError(t, w.Close())
	paths := []string{save(t, "link.zip", zipped.Bytes()), save(t, "link.tar", tarred.Bytes())}
	if runtime.GOOS != "windows" {
		tree := t.TempDir()
		require.NoError(t, os.Symlink(secret, filepath.Join(tree, "link.log")))
		require.NoError(t, os.Symlink(tree, filepath.Join(tree, "loop")))
		paths = append(paths, tree)
	}
	for _, path := range paths {
		r := review(t, nil, path)
		assert.Equal(t, cli.StatusIncomplete, r.status)
		assert.Contains(t, r.error, "holds no setup log", path)
	}
}

// What is left of a damaged archive is reviewed where that can be.
func TestDamagedArchives(t *testing.T) {
	log, files := goodLog(t), servers(t)[:30]
	zipped, tarred := zipOf(t, files), gzipOf(t, tarOf(t, files))
	r := review(t, nil, save(t, "cut.zip", zipped[:len(zipped)/2]))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "its directory, which stands at its end, is missing")

	r = review(t, nil, save(t, "cut.tar.gz", tarred[:len(tarred)/2]))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "damaged or incomplete (unexpected EOF)")
	assert.Contains(t, r.text, "cut.tar.gz!/EX01/ExchangeSetup.log")

	broken := bytes.Clone(zipped)
	copy(broken[400:], bytes.Repeat([]byte{0xff}, 200))
	r = review(t, nil, save(t, "broken.zip", broken))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "broken.zip!/EX01/ExchangeSetup.log")
	assert.Contains(t, r.text, "broken.zip!/EX02/ExchangeSetup.log")

	// The other paths are reviewed all the same.
	r = review(t, nil, save(t, "cut.zip", zipped[:len(zipped)/2]), save(t, "good.log", log))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.text, "good.log")
}

// Every byte of small archives is damaged in turn; the review has to end with a report.
func TestDamagedAnywhere(t *testing.T) {
	log := []bundled{{"ExchangeSetup.log", goodLog(t)[:2000]}}
	for name, data := range map[string][]byte{
		"x.zip": zipOf(t, log), "x.tar.gz": gzipOf(t, tarOf(t, log)), "x.7z": testFile(t, "password-names.7z"),
	} {
		for i := 0; i < len(data); i += 1 + len(data)/60 {
			damaged := bytes.Clone(data)
			damaged[i] ^= 0x55
			var out bytes.Buffer
			c := cli.Command{Stdin: bytes.NewReader(damaged), Stdout: &out}
			assert.Contains(t, []int{0, 1, 3}, c.Run(t.Context(), []string{"-"}), "%s, byte %d", name, i)
		}
	}
}

func testFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "bundles", name))
	require.NoError(t, err)
	return data
}

func TestPasswords(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"a.log", "b.log", "c.log"} {
		out, err := w.CreateRaw(&zip.FileHeader{Name: name, Flags: 1, Method: zip.Deflate, CompressedSize64: 20, UncompressedSize64: 100})
		require.NoError(t, err)
		_, err = out.Write(make([]byte, 20))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	r := review(t, nil, save(t, "secret.zip", b.Bytes()))
	assert.Equal(t, cli.StatusIncomplete, r.status)
	assert.Contains(t, r.error, "it is encrypted; extract it with its password first (and so for 2 more of this archive)")
	assert.Equal(t, 1, strings.Count(r.error, "\n"))
}

func TestPasswords7z(t *testing.T) {
	for _, name := range []string{"password.7z", "password-names.7z"} {
		path := save(t, name, testFile(t, name))
		t.Run(name, func(t *testing.T) {
			r := review(t, nil, path)
			assert.Equal(t, cli.StatusIncomplete, r.status)
			assert.Contains(t, r.error, "it is encrypted")
		})
	}
}

func TestUnknownCompression(t *testing.T) {
	f := func(method uint16, message string) {
		t.Helper()
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		out, err := w.CreateRaw(&zip.FileHeader{Name: "ExchangeSetup.log", Method: method, CompressedSize64: 20, UncompressedSize64: 100})
		require.NoError(t, err)
		_, err = out.Write(make([]byte, 20))
		require.NoError(t, err)
		require.NoError(t, w.Close())
		r := review(t, nil, save(t, "x.zip", b.Bytes()))
		assert.Equal(t, cli.StatusIncomplete, r.status)
		assert.Contains(t, r.error, message)
	}
	f(9, "Deflate64, as Explorer does with large files")
	f(14, "method 14, which is not read")
	f(99, "encrypted")
}

// Archives come through pipes, too.
func TestArchivesOnStandardInput(t *testing.T) {
	files := servers(t)[:15]
	for _, data := range [][]byte{
		zipOf(t, files), zipOf(t, []bundled{{"a.zip", zipOf(t, files)}}), tarOf(t, files), gzipOf(t, tarOf(t, files)),
		gzipOf(t, zipOf(t, files)), testFile(t, "servers.7z"),
	} {
		r := review(t, io.MultiReader(bytes.NewReader(data)), "-f", "json", "-")
		assert.Equal(t, cli.StatusFindings, r.status, r.error)
		assert.Contains(t, r.text, `EX03/ExchangeSetup.log"`)
	}
	r := review(t, bytes.NewReader(gzipOf(t, files[0].data)), "-f", "json", "-")
	assert.Equal(t, cli.StatusFindings, r.status, r.error)
}
