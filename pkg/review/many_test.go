package review_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// stream is an input that is opened, and can not be read in place.
func stream(path string, text []byte) review.Input {
	return review.Input{Path: path, Root: "root", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewBuffer(text)), nil
	}}
}

func badLog(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "logs", "err", name+".log"))
	require.NoError(t, err)
	return text
}

func reviewInputs(t *testing.T, opts review.Options, inputs ...review.Input) *review.Report {
	t.Helper()
	opts.Rules = loadRules(t)
	r, err := review.Review(context.Background(), inputs, opts)
	require.NoError(t, err)
	return r
}

// A source that is opened several times, one that is read in place, one that is kept and one that
// can be read only once give the same.
func TestWaysToRead(t *testing.T) {
	for name, text := range badLogs(t) {
		if len(text) > 300<<10 {
			continue
		}
		once := reviewInputs(t, review.Options{}, review.Input{Path: name, Root: "root", Named: true, Reader: bytes.NewBuffer(text)})
		inPlace := reviewInputs(t, review.Options{}, review.Input{Path: name, Root: "root", Named: true, Reader: bytes.NewReader(text), Size: int64(len(text))})
		opened := stream(name, text)
		opened.Named = true
		again := reviewInputs(t, review.Options{}, opened)
		assert.Equal(t, inPlace, again, name)
		assert.Equal(t, inPlace, reviewInputs(t, review.Options{}, kept(name, bytes.NewBuffer(text), keepAll)), name)
		assert.Equal(t, asJSON(t, inPlace.Findings), asJSON(t, once.Findings), name)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// The report does not depend on how many work at it, and what was found under one path stands in
// the order of its paths.
func TestOrderOfManyInputs(t *testing.T) {
	logs := [][]byte{badLog(t, "msi-1603-install"), badLog(t, "interrupted-in-a-step"), badLog(t, "hang-um-language-pack")}
	var inputs []review.Input
	var released atomic.Int32
	for i := range 30 {
		in := stream(fmt.Sprintf("root/%02d/x.log", 29-i), logs[i%3])
		in.Release = func() { released.Add(1) }
		inputs = append(inputs, in)
	}
	inputs = append(inputs, review.Input{Path: "a.log", Named: true, Reader: bytes.NewReader(logs[0])})
	one := reviewInputs(t, review.Options{Workers: 1}, inputs[:30]...)
	four := reviewInputs(t, review.Options{Workers: 4}, inputs[:30]...)
	assert.Equal(t, one, four)
	assert.EqualValues(t, 60, released.Load())
	with := reviewInputs(t, review.Options{Workers: 4}, inputs...)
	var paths []string
	for _, s := range with.Sources {
		paths = append(paths, s.Path)
	}
	assert.True(t, slices.IsSorted(paths[:30]))
	assert.Equal(t, "a.log", paths[30])
	for _, f := range with.Findings {
		assert.Equal(t, f.Path, with.Sources[f.Source].Path)
		for _, e := range f.Evidence {
			assert.Equal(t, e.Path, with.Sources[e.Source].Path)
		}
	}
}

// What is found and is no log is counted; what the user named is an error.
func TestOtherFiles(t *testing.T) {
	report := []byte("Servers (2)\n\n  Evidence\n      | [03/07/2021 18:24:37.0792] [0] text\n")
	texts := [][]byte{[]byte("hello\n"), {0, 1, 2, 3, 0, 1}, nil, report, []byte(`{"a": "[03/07/2021 18:24:37.0792] [0] text"}`)}
	var found, named []review.Input
	for i, text := range texts {
		in := stream(fmt.Sprint(i), text)
		found = append(found, in)
		in.Named = true
		named = append(named, in)
	}
	r := reviewInputs(t, review.Options{}, found...)
	assert.Equal(t, len(texts), r.Checked.OtherFiles)
	assert.Empty(t, r.Skipped)
	r = reviewInputs(t, review.Options{}, named[:3]...)
	assert.Len(t, r.Skipped, 3)
}

// A short text that is called a log, or has a line of one, may be an excerpt.
func TestExcerptsThatArePassedOver(t *testing.T) {
	r := reviewInputs(t, review.Options{},
		stream("r/words.log", []byte("words from the screen of setup\n")),
		stream("r/note.txt", []byte("one\ntwo\nthree\nfour\nErrorRecord: it went wrong\n")),
		stream("r/readme.txt", []byte("words\n")),
		stream("r/u_ex230101.log", []byte("#Software: Microsoft Internet Information Services\n")),
		stream("r/x.log", []byte("<xml/>\n")),
		stream("r/empty.log", nil),
		stream("r/long.log", bytes.Repeat([]byte("words\n"), 20_000)))
	assert.Equal(t, 7, r.Checked.OtherFiles)
	assert.Equal(t, 2, r.Checked.Excerpts)
	assert.Equal(t, []string{"r/note.txt", "r/words.log"}, r.Excerpts)
}

// However many there are, a bounded number is named.
func TestManyExcerptsArePassedOver(t *testing.T) {
	var inputs []review.Input
	for i := range 150 {
		inputs = append(inputs, stream(fmt.Sprintf("r/%03d.log", i), []byte("words\n")))
	}
	r := reviewInputs(t, review.Options{}, inputs...)
	assert.Equal(t, 150, r.Checked.Excerpts)
	require.Len(t, r.Excerpts, 100)
	assert.Equal(t, "r/099.log", r.Excerpts[99])
}

// A log that does not name its server belongs to the one whose logs lie beside it.
func TestServersByFolder(t *testing.T) {
	setup, other := badLog(t, "msi-1603-install"), badLog(t, "hang-um-language-pack")
	silent := []byte("[18:24:37] * Update\r\n[18:24:37] Updating OWA\r\n")
	r := reviewInputs(t, review.Options{},
		stream("r/EX1/ExchangeSetup.log", setup), stream("r/EX1/update.log", silent),
		stream("r/EX2/update.log", silent),
		stream("r/both/a.log", setup), stream("r/both/b.log", other), stream("r/both/update.log", silent),
		stream("b.zip!/EX3/ExchangeSetup.log", other), stream("b.zip!/EX3/update.log", silent))
	servers := map[string]string{}
	for _, s := range r.Sources {
		servers[s.Path] = s.Server
	}
	require.NotEmpty(t, servers["r/EX1/ExchangeSetup.log"])
	assert.Equal(t, servers["r/EX1/ExchangeSetup.log"], servers["r/EX1/update.log"])
	assert.Equal(t, servers["b.zip!/EX3/ExchangeSetup.log"], servers["b.zip!/EX3/update.log"])
	for _, s := range r.Sources {
		assert.Equal(t, s.Server != "" && strings.HasSuffix(s.Path, "update.log"), s.ServerAssumed, s.Path)
	}
	assert.Empty(t, servers["r/EX2/update.log"])
	assert.Empty(t, servers["r/both/update.log"], "two servers have logs there")
	assert.Len(t, r.Servers, 4)
	for _, f := range r.Findings {
		assert.Equal(t, r.Sources[f.Source].Server, f.Server)
	}
}

// Findings say how many servers have them.
func TestSharedFindings(t *testing.T) {
	text := badLog(t, "msi-1603-install")
	renamed := bytes.ReplaceAll(text, []byte("FAB-MBX2"), []byte("FAB-MBX3"))
	renamed = bytes.ReplaceAll(renamed, []byte("fab-mbx2"), []byte("fab-mbx3"))
	r := reviewInputs(t, review.Options{}, stream("1/x.log", text), stream("1/copy.log", text), stream("2/x.log", renamed))
	require.Len(t, r.Servers, 2)
	require.NotEmpty(t, r.Findings)
	assert.Equal(t, 2, r.Findings[0].Servers)
	assert.False(t, r.Servers[0].LastAttempt.IsZero())
	r = reviewInputs(t, review.Options{}, stream("1/x.log", text), stream("1/copy.log", text))
	assert.Equal(t, 1, r.Findings[0].Servers)
}

// limited is an error that speaks for itself.
type limited struct{ error }

func (limited) Skip() (reason, detail string) { return "limit", "it is too much" }

// An input that breaks off is said, what was read of it is reviewed, and the rest goes on.
func TestInputsThatBreakOff(t *testing.T) {
	text := badLog(t, "msi-1603-install")
	broken := review.Input{Path: "a.log", Root: "root", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(bytes.NewReader(text[:len(text)-100]), iotest.ErrReader(limited{errors.New("x")}))), nil
	}}
	never := review.Input{Path: "b.log", Root: "root", Open: func() (io.ReadCloser, error) { return nil, errors.New("gone") }}
	r := reviewInputs(t, review.Options{}, broken, never, stream("c.log", text))
	assert.True(t, r.Incomplete)
	assert.Equal(t, []review.Skipped{
		{Path: "a.log", Reason: "limit", Detail: "it is too much"},
		{Path: "b.log", Reason: "unreadable", Detail: "cannot be read: gone"},
	}, r.Skipped)
	var paths []string
	for _, s := range r.Sources {
		paths = append(paths, s.Path)
	}
	assert.Equal(t, []string{"a.log", "c.log"}, paths)
}

// A panic of a worker is one of the caller, and ends the others.
func TestPanicReachesTheCaller(t *testing.T) {
	bad := review.Input{Path: "x", Open: func() (io.ReadCloser, error) { panic("broken") }}
	defer func() {
		assert.True(t, strings.HasPrefix(fmt.Sprint(recover()), "broken"))
	}()
	_, err := review.Review(context.Background(), []review.Input{bad, bad, bad}, review.Options{Rules: loadRules(t)})
	t.Fatalf("no panic, but %v", err)
}

// Every input is released, also those that come after the end.
func TestCancelReleasesAll(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var given, released atomic.Int32
	inputs := func(yield func(review.Input) bool) {
		for i := range 100 {
			in := stream(fmt.Sprint(i), nil)
			in.Release = func() { released.Add(1) }
			given.Add(1)
			if i == 10 {
				cancel()
			}
			if !yield(in) {
				return
			}
		}
	}
	_, err := review.Each(ctx, inputs, review.Options{Rules: loadRules(t)})
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, given.Load(), released.Load())
	assert.Less(t, given.Load(), int32(100))
}

// Progress goes up, whoever works.
func TestProgressOfManyInputs(t *testing.T) {
	text := bytes.Repeat(badLog(t, "msi-1603-install"), 30)
	var last, calls int64
	opts := review.Options{Workers: 4, Progress: func(bytes int64, _ int) {
		calls++
		assert.GreaterOrEqual(t, bytes, last)
		last = bytes
	}}
	var inputs []review.Input
	for i := range 8 {
		inputs = append(inputs, stream(fmt.Sprint(i), text))
	}
	reviewInputs(t, opts, inputs...)
	assert.Positive(t, calls)
	assert.LessOrEqual(t, last, int64(8*len(text)))
}

// The cause stands above what came of it, also where that is worse: what explains the failure and the
// rank of its rule decide, and the severity only orders the rest.
func TestTheCauseStandsAboveWhatIsWorse(t *testing.T) {
	r := reviewInputs(t, review.Options{}, review.Input{Path: "a.log", Named: true, Reader: bytes.NewReader(badLog(t, "service-control-second-try-british"))})
	require.Len(t, r.Findings, 2)
	first, second := r.Findings[0], r.Findings[1]
	assert.True(t, first.Primary)
	assert.False(t, second.Primary)
	assert.Less(t, first.Severity.Level(), second.Severity.Level())
	assert.Greater(t, first.Evidence[0].Line, second.Evidence[0].Line, "neither is it the first evidence that decides")
	assert.Equal(t, first.RuleID, r.Servers[0].Primary)
}
