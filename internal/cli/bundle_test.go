package cli_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/source/sevenzip"
)

// bundled is one file of a bundle; its name has slashes.
type bundled struct {
	name string
	data []byte
}

// serverCount is how many servers the bundles of these tests hold.
const serverCount = 40

// servers makes the logs of many servers out of the bad logs, with what else lies about.
func servers(t *testing.T) []bundled {
	t.Helper()
	var files []bundled
	texts, saved := someLogs(t), someSaved(t)
	for i := range serverCount {
		name := fmt.Sprintf("EX%02d", i+1)
		files = append(files,
			bundled{name + "/ExchangeSetup.log", withServer(texts[i%len(texts)], name)},
			bundled{name + "/Windows/Application.evtx", append([]byte("ElfFile\x00"), make([]byte, 4000)...)},
			bundled{name + "/readme.txt", []byte("The logs of a server.\r\n")},
			bundled{name + "/ServiceControl.log", saved[0]},
			bundled{name + "/ServiceStartupMode.xml", saved[1+i%3]},
		)
	}
	return files
}

// someSaved gives a log that leaves services disabled, and what can stand beside it: sound start
// modes, overwritten ones and damaged ones.
func someSaved(t *testing.T) [][]byte {
	t.Helper()
	var files [][]byte
	for _, name := range []string{"sound/ServiceControl.log", "sound/ServiceStartupMode.xml", "overwritten/ServiceStartupMode.xml", "cut/ServiceStartupMode.xml"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "logs", "saved", filepath.FromSlash(name)))
		require.NoError(t, err)
		files = append(files, data)
	}
	return files
}

// someLogs gives bad logs that name a server.
func someLogs(t *testing.T) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "logs", "err", "*.log"))
	require.NoError(t, err)
	var texts [][]byte
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		if len(texts) < 8 && len(text) < 200<<10 && serverLine.Match(text) {
			texts = append(texts, text)
		}
	}
	require.Len(t, texts, 8)
	return texts
}

var serverLine = regexp.MustCompile(`Server Name=([\w-]+)`)

// withServer gives a log another server.
func withServer(text []byte, name string) []byte {
	old := serverLine.FindSubmatch(text)[1]
	return regexp.MustCompile("(?i)"+string(old)).ReplaceAll(text, []byte(name))
}

func writeTree(t *testing.T, files []bundled) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "servers")
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, f.data, 0o644))
	}
	return root
}

func zipOf(t *testing.T, files []bundled) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		out, err := w.Create(f.name)
		require.NoError(t, err)
		_, err = out.Write(f.data)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func tarOf(t *testing.T, files []bundled) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.data)), Mode: 0o644}))
		_, err := w.Write(f.data)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func gzipOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// byServer zips every server by itself.
func byServer(t *testing.T, files []bundled) []bundled {
	t.Helper()
	var outer []bundled
	for part := range slices.Chunk(files, len(files)/serverCount) {
		server, _, _ := strings.Cut(part[0].name, "/")
		var inner []bundled
		for _, f := range part {
			inner = append(inner, bundled{strings.TrimPrefix(f.name, server+"/"), f.data})
		}
		outer = append(outer, bundled{server + ".zip", zipOf(t, inner)})
	}
	return outer
}

// save writes an archive to a file.
func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o644))
	return path
}

// alike gives a report without what differs between bundles of the same files: the paths of what
// was named.
func alike(t *testing.T, document []byte, status int) string {
	t.Helper()
	var r map[string]any
	require.NoError(t, json.Unmarshal(document, &r))
	require.Equal(t, 1, status)
	for _, list := range []any{r["findings"], r["sources"]} {
		shortPaths(list)
	}
	text, err := json.MarshalIndent(r, "", " ")
	require.NoError(t, err)
	return string(text)
}

var aboveServer = regexp.MustCompile(`^.*(EX\d\d)(\.zip!)?[/\\]`)

func shortPaths(v any) {
	switch v := v.(type) {
	case []any:
		for _, member := range v {
			shortPaths(member)
		}
	case map[string]any:
		for key, member := range v {
			if text, ok := member.(string); ok && (key == "source" || key == "path") {
				v[key] = aboveServer.ReplaceAllString(text, "$1/")
			}
			shortPaths(member)
		}
	}
}

// The same servers give the same findings, however they were packed.
func TestBundles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	files := servers(t)
	backslashes := slices.Clone(files)
	slices.Reverse(backslashes)
	for i, f := range backslashes {
		backslashes[i].name = `logs\` + strings.ReplaceAll(f.name, "/", `\`)
	}
	document, status := run("-f", "json", writeTree(t, files))
	want := alike(t, document, status)
	require.Contains(t, want, `"name": "ex40"`)
	require.Contains(t, want, `"sharedBy": 5`)
	require.Equal(t, 14, strings.Count(want, `"text": "From the start modes saved in ServiceStartupMode.xml`))
	require.Equal(t, 26, strings.Count(want, `"text": "From the log: enable`))
	require.Equal(t, 13, strings.Count(want, `"text": "ServiceStartupMode.xml beside the log is damaged.`))

	f := func(name string, data []byte) {
		t.Helper()
		document, status := run("-f", "json", save(t, name, data))
		assert.Equal(t, want, alike(t, document, status), name)
	}
	f("servers.zip", zipOf(t, files))
	f("backslashes.zip", zipOf(t, backslashes))
	f("nested.zip", zipOf(t, byServer(t, files)))
	f("thrice.zip", zipOf(t, []bundled{{"all.zip", zipOf(t, byServer(t, files))}}))
	f("servers.tar", tarOf(t, files))
	f("servers.tar.gz", gzipOf(t, tarOf(t, files)))
	f("zips.tar.gz", gzipOf(t, tarOf(t, byServer(t, files))))
	f("tar.zip", zipOf(t, []bundled{{"servers.tar", tarOf(t, files)}}))
	f("tgz.zip", zipOf(t, []bundled{{"servers.tgz", gzipOf(t, tarOf(t, files))}}))
	assert.Empty(t, listing(t, os.Getenv("TMPDIR")))
}

// A 7z archive is read like the files in it.
func TestBundle7z(t *testing.T) {
	path := filepath.Join("testdata", "bundles", "servers.7z")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	files := membersOf7z(t, data)
	document, status := run("-f", "json", writeTree(t, files))
	want := alike(t, document, status)
	require.Contains(t, want, `"name": "ex40"`)
	for _, path := range []string{
		path,
		save(t, "in.zip", zipOf(t, []bundled{{"servers.7z", data}})),
		filepath.Join("testdata", "bundles", "ppmd.7z"),
	} {
		document, status = run("-f", "json", path)
		assert.Equal(t, want, alike(t, document, status), path)
	}
}

// membersOf7z gives the files in a 7z archive.
func membersOf7z(t *testing.T, data []byte) []bundled {
	t.Helper()
	members, err := sevenzip.Open(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var files []bundled
	for _, m := range members {
		if m.Folder {
			continue
		}
		in, err := m.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(in)
		require.NoError(t, err)
		require.NoError(t, in.Close())
		files = append(files, bundled{m.Name, text})
	}
	return files
}

// What was saved beside logs counts in a 7z archive, too.
func TestSavedStatesIn7z(t *testing.T) {
	path := filepath.Join("testdata", "bundles", "saved.7z")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	document, status := run("-f", "json", writeTree(t, membersOf7z(t, data)))
	want := alike(t, document, status)
	require.Contains(t, want, "From the start modes saved in ServiceStartupMode.xml")
	require.Contains(t, want, "beside the log is damaged")
	document, status = run("-f", "json", path)
	assert.Equal(t, want, alike(t, document, status))
}

// A report of many servers begins with a table of them, and says what they have in common.
func TestManyServersInText(t *testing.T) {
	text, status := run(save(t, "servers.zip", zipOf(t, servers(t))))
	assert.Equal(t, 1, status)
	assert.True(t, bytes.HasPrefix(text, []byte("Servers (40)\n")))
	for _, part := range []string{"  ex01 ", "  ex40 ", "Found on several servers", "servers.zip!/EX40/ExchangeSetup.log"} {
		assert.Contains(t, string(text), part)
	}
	again, _ := run(save(t, "servers.zip", zipOf(t, servers(t))))
	drop := regexp.MustCompile(`\S*servers\.zip`)
	assert.Equal(t, drop.ReplaceAllString(string(text), ""), drop.ReplaceAllString(string(again), ""))
}

// listing gives the names in a folder.
func listing(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
