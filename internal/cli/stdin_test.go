package cli_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/cli"
	"github.com/setuplogreview/setuplogreview/internal/genlog"
)

// largeLog is a log of many attempts that is not kept in memory.
func largeLog(t *testing.T) []byte {
	t.Helper()
	var log bytes.Buffer
	require.NoError(t, genlog.Write(&log, 3<<20, genlog.Normal, "utf8", 1))
	return log.Bytes()
}

// piped is a standard input that is no file.
func piped(log []byte) io.Reader { return io.MultiReader(bytes.NewReader(log)) }

// reviewWithout runs the program with a folder for temporary files that can not be used.
func reviewWithout(t *testing.T, temp string, stdin io.Reader, args ...string) reviewed {
	t.Helper()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	var out, problems bytes.Buffer
	c := cli.Command{Stdin: stdin, Stdout: &out, Stderr: &problems}
	return reviewed{c.Run(t.Context(), args), out.String(), problems.String()}
}

// unusable gives folders in which nothing can be written.
func unusable(t *testing.T) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	return []string{filepath.Join(t.TempDir(), "missing"), file}
}

const readOnlyOnce = "it could be read only once"

// A log that is piped in gives the report of the file, and leaves nothing behind.
func TestPipedLogsAreReviewedLikeFiles(t *testing.T) {
	for _, log := range [][]byte{goodLog(t), largeLog(t)} {
		path := save(t, "x.log", log)
		for _, args := range [][]string{{"-f", "json"}, {"-f", "json", "--attempts", "all"}, {"-f", "json", "--attempts", "1"}} {
			file := review(t, nil, append(args, path)...)
			pipe := review(t, piped(log), append(args, "-")...)
			assert.Equal(t, file.status, pipe.status)
			assert.Empty(t, pipe.error)
			assert.Equal(t, strings.ReplaceAll(file.text, inJSON(path), "-"), pipe.text)
		}
	}
}

// inJSON is a path as it stands in a document.
func inJSON(path string) string { return strings.ReplaceAll(path, `\`, `\\`) }

// A log that can not be kept is reviewed all the same, and the report says what it was for.
func TestPipedLogsThatCanNotBeKept(t *testing.T) {
	log, small := largeLog(t), goodLog(t)
	want := review(t, piped(log), "-f", "json", "-")
	check := func(r reviewed, reason string) {
		t.Helper()
		assert.Equal(t, want.status, r.status)
		assert.Empty(t, r.error)
		assert.Contains(t, r.text, readOnlyOnce)
		assert.Contains(t, r.text, reason)
		assert.Equal(t, parse(t, []byte(want.text)).Findings, parse(t, []byte(r.text)).Findings)
	}
	check(review(t, piped(log), "-f", "json", "--max-entry", "2MB", "-"), "--max-entry")
	for _, folder := range unusable(t) {
		check(reviewWithout(t, folder, piped(log), "-f", "json", "-"), "the temporary folder")
		r := reviewWithout(t, folder, piped(small), "-")
		assert.Equal(t, cli.StatusFindings, r.status)
		assert.NotContains(t, r.text, readOnlyOnce)
	}
}

// An archive can not be read without being kept; one that is a file is reviewed all the same.
func TestArchivesWithoutTemporaryFolder(t *testing.T) {
	files := []bundled{{"ExchangeSetup.log", largeLog(t)}, {"stored", incompressible(2 << 20)}}
	zipped, tarred := zipOf(t, files), gzipOf(t, tarOf(t, files))
	for _, folder := range unusable(t) {
		r := reviewWithout(t, folder, piped(zipped), "-")
		assert.Equal(t, cli.StatusIncomplete, r.status)
		assert.Contains(t, r.error, "the temporary folder")
		assert.Contains(t, r.error, "extract it first\n")
		for _, path := range []string{save(t, "x.zip", zipped), save(t, "x.tar.gz", tarred)} {
			r = reviewWithout(t, folder, nil, path)
			assert.Equal(t, cli.StatusFindings, r.status, r.error)
			assert.Contains(t, r.text, "ExchangeSetup.log")
		}
	}
}

// incompressible is text in which nothing comes twice.
func incompressible(n int) []byte {
	text := make([]byte, n)
	x := uint64(1)
	for i := range text {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		text[i] = 'a' + byte(x%26)
	}
	return text
}

// slowLog is a standard input that gives a log and then nothing, until it is closed.
type slowLog struct {
	log    io.Reader
	asked  sync.Once
	silent chan struct{} // closed when there is nothing more
	closed chan struct{}
}

func (s *slowLog) Read(p []byte) (int, error) {
	if n, _ := s.log.Read(p); n > 0 {
		return n, nil
	}
	s.asked.Do(func() { close(s.silent) })
	<-s.closed
	return 0, io.EOF
}

// A log that goes on and on, as of tail -f, is left when the user wants that.
func TestInterruptWhileALogComesIn(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	for _, args := range [][]string{{"-"}, {"--max-entry", "2MB", "-"}} {
		ctx, cancel := context.WithCancel(t.Context())
		stdin := &slowLog{log: bytes.NewReader(largeLog(t)), silent: make(chan struct{}), closed: make(chan struct{})}
		ended := make(chan int, 1)
		go func() { ended <- cli.Command{Stdin: stdin}.Run(ctx, args) }()
		waitFor(t, stdin.silent)
		cancel()
		select {
		case status := <-ended:
			assert.Equal(t, cli.StatusInterrupted, status)
		case <-time.After(quick):
			require.Fail(t, "the program did not end")
		}
		close(stdin.closed)
		assert.Eventually(t, func() bool { return len(listing(t, temp)) == 0 }, quick, 10*time.Millisecond)
	}
}

func waitFor(t *testing.T, event <-chan struct{}) {
	t.Helper()
	select {
	case <-event:
	case <-time.After(quick):
		require.Fail(t, "nothing happens")
	}
}

// Messages name standard input in words, and a file as it was typed.
func TestStandardInputIsNamedInWords(t *testing.T) {
	for typed, want := range map[string]string{
		"-":           "setuplogreview: standard input: is no setup log that is known",
		"no-such.log": `setuplogreview: "no-such.log": `,
	} {
		var told bytes.Buffer
		c := cli.Command{Stdin: bytes.NewBufferString("The cake is in the kitchen.\n"), Stderr: &told}
		assert.Equal(t, cli.StatusIncomplete, c.Run(context.Background(), []string{typed}))
		assert.Contains(t, told.String(), want)
	}
}

func TestHelpSaysHowPowerShellSplits(t *testing.T) {
	help, status := run("--help")
	assert.Equal(t, cli.StatusOK, status)
	assert.Contains(t, string(help), "splits -Name:value at a dot")
	assert.NotContains(t, string(help), "-SetupLog:PATH")
}
