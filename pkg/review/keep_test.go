package review_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// keepAll keeps a stream.
func keepAll(r io.Reader) (io.Reader, error) {
	text, err := io.ReadAll(r)
	return bytes.NewReader(text), err
}

// keepSome keeps the beginning of a stream only.
func keepSome(r io.Reader) (io.Reader, error) {
	text := make([]byte, 1000)
	n, err := io.ReadFull(r, text)
	if err != nil {
		return nil, err
	}
	return io.MultiReader(bytes.NewReader(text[:n]), r), errors.New("there is no room")
}

// kept is an input that is read once, unless it is kept.
func kept(path string, r io.Reader, keep func(io.Reader) (io.Reader, error)) review.Input {
	return review.Input{Path: path, Root: "root", Named: true, Reader: r, Keep: keep}
}

// What is no log, and a log that is in place anyway, is not kept.
func TestOnlyLogsAreKept(t *testing.T) {
	never := func(r io.Reader) (io.Reader, error) {
		assert.Fail(t, "kept")
		return r, nil
	}
	log := badLog(t, "msi-1603-install")
	letter := kept("letter", bytes.NewBufferString("a letter\n"), never)
	letter.Named = false
	inPlace := kept("x.log", bytes.NewReader(log), never)
	inPlace.Size = int64(len(log))
	reviewInputs(t, review.Options{}, letter, inPlace,
		kept("y.log", bytes.NewBufferString("[18:24:37] * Update\r\n[18:24:37] Updating OWA\r\n"), never))
}

// What can not be kept is read once, which is noted unless it can be opened again.
func TestLogsThatCanNotBeKept(t *testing.T) {
	log := badLog(t, "msi-1603-install")
	want := reviewInputs(t, review.Options{}, kept("x.log", bytes.NewBuffer(log), keepAll))
	got := reviewInputs(t, review.Options{}, kept("x.log", bytes.NewBuffer(log), keepSome))
	require.Len(t, got.Sources, 1)
	require.Len(t, got.Sources[0].Notes, 1)
	assert.Contains(t, got.Sources[0].Notes[0].Text, "there is no room")
	assert.False(t, got.Incomplete)
	got.Sources[0].Notes = nil
	assert.Equal(t, want, got)

	opened := stream("x.log", log)
	opened.Named, opened.Keep = true, keepSome
	assert.Equal(t, want, reviewInputs(t, review.Options{}, opened))
}

// A stream that breaks off is reviewed as far as it came, in whatever way it is read.
func TestKeptLogsThatBreakOff(t *testing.T) {
	log := badLog(t, "msi-1603-install")
	for _, keep := range []func(io.Reader) (io.Reader, error){keepAll, keepSome, nil} {
		torn := io.MultiReader(bytes.NewReader(log[:len(log)-100]), iotest.ErrReader(limited{errors.New("x")}))
		r := reviewInputs(t, review.Options{}, kept("x.log", torn, keep))
		assert.Equal(t, []review.Skipped{{Path: "x.log", Reason: "limit", Detail: "it is too much"}}, r.Skipped)
		assert.Len(t, r.Sources, 1)
		assert.NotEmpty(t, r.Findings)
	}
}

// Progress is told while a stream comes in, and what is read a second time is not told again.
func TestProgressOfKeptLogs(t *testing.T) {
	log := bytes.Repeat(badLog(t, "msi-1603-install"), 30)
	for _, keep := range []func(io.Reader) (io.Reader, error){keepAll, keepSome} {
		var last int64
		told := map[int64]bool{}
		opts := review.Options{Workers: 1, Progress: func(bytes int64, _ int) {
			assert.GreaterOrEqual(t, bytes, last)
			last, told[bytes] = bytes, true
		}}
		reviewInputs(t, opts, kept("x.log", iotest.HalfReader(bytes.NewBuffer(log)), keep))
		assert.EqualValues(t, len(log), last)
		assert.Greater(t, len(told), 5)
	}
}

// A review that is to stop does not wait for the end of a stream that has none.
func TestCancelWhileALogIsKept(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	log := badLog(t, "msi-1603-install")
	reads := 0
	endless := readerFunc(func(p []byte) (int, error) {
		if reads++; reads == 100 {
			cancel()
		}
		return copy(p, log), nil
	})
	_, err := review.Review(ctx, []review.Input{kept("x.log", endless, keepAll)}, review.Options{Rules: loadRules(t)})
	require.ErrorIs(t, err, context.Canceled)
	assert.Less(t, reads, 110)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
