package parser

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const stamp0 = "[03/07/2021 18:24:37.0792] [0] "

func TestEntriesLineEnds(t *testing.T) {
	want := []string{"one", "two\u00b6more\u00b6\u00b6end", "three"}
	f := func(text string) {
		t.Helper()
		var got []string
		for e, err := range Entries(strings.NewReader(text), EntryOptions{}) {
			require.NoError(t, err)
			m := strings.ReplaceAll(string(e.Message), "\r\n", "\n")
			got = append(got, strings.ReplaceAll(m, "\n", "\u00b6"))
		}
		assert.Equal(t, want, got, "%q", text)
	}
	lf := stamp0 + "one\n" + stamp0 + "two\nmore\n\nend\n" + stamp0 + "three\n"
	f(lf)
	f(crlf(lf))
	f(strings.TrimSuffix(lf, "\n"))
	f(strings.TrimSuffix(crlf(lf), "\r\n"))
	f(strings.Replace(lf, "more\n", "more\r\n", 1))
	f("\n\r\n" + lf)
}

func TestEntriesLonelyCarriageReturn(t *testing.T) {
	for e, err := range Entries(strings.NewReader(stamp0+"a\rb\r\n"), EntryOptions{}) {
		require.NoError(t, err)
		assert.Equal(t, "a\rb", string(e.Message))
	}
}

func TestEntriesPlaces(t *testing.T) {
	text := "\r\n" + stamp0 + "one\r\nmore\r\n" + stamp0 + "two"
	var lines, counts []int
	var offsets []int64
	opts := EntryOptions{FirstLine: 100, FirstOffset: 1000}
	for e, err := range Entries(strings.NewReader(text), opts) {
		require.NoError(t, err)
		lines, counts, offsets = append(lines, e.Line), append(counts, e.Lines), append(offsets, e.Offset)
		assert.Equal(t, text[e.Offset-1000:][:len(e.Raw)], string(e.Raw))
	}
	assert.Equal(t, []int{101, 103}, lines)
	assert.Equal(t, []int{2, 1}, counts)
	assert.Equal(t, []int64{1002, int64(1000 + strings.LastIndex(text, stamp0))}, offsets)
}

// A line beyond the cap is cut, its rest skipped, and the next entry is where it belongs.
func TestEntriesLongLine(t *testing.T) {
	for _, length := range []int{maxLine - 100, maxLine, maxLine + 10, 3 * maxLine, 9*maxLine + 7} {
		text := stamp0 + "before\n" + stamp0 + strings.Repeat("ä", length/2) + "\ncontinued\n" + stamp0 + "after\n"
		for _, src := range []io.Reader{strings.NewReader(text), iotest.HalfReader(strings.NewReader(text))} {
			var got []Entry
			for e, err := range Entries(src, EntryOptions{}) {
				require.NoError(t, err)
				keep := *e
				keep.Raw, keep.Message = []byte(string(e.Raw)), []byte(string(e.Message))
				got = append(got, keep)
			}
			require.Len(t, got, 3)
			long := got[1]
			assert.Equal(t, length+len(stamp0) > maxLine, long.Truncated, length)
			assert.LessOrEqual(t, len(long.Raw), maxLine+len("\ncontinued"))
			assert.True(t, strings.HasSuffix(string(long.Raw), "ä\ncontinued"), length)
			assert.Equal(t, 2, long.Lines)
			assert.Equal(t, "after", string(got[2].Message))
			assert.Equal(t, 4, got[2].Line)
			assert.Equal(t, int64(strings.LastIndex(text, stamp0)), got[2].Offset)
			assert.False(t, got[2].Truncated)
		}
	}
}

// Continuation lines beyond the cap are counted and not kept.
func TestEntriesManyContinuationLines(t *testing.T) {
	const count = 3 * maxContinuation / 64
	text := stamp0 + "long\n" + strings.Repeat(strings.Repeat("x", 63)+"\n", count) + stamp0 + "after"
	var got []int
	for e, err := range Entries(strings.NewReader(text), EntryOptions{}) {
		require.NoError(t, err)
		got = append(got, e.Lines)
		assert.LessOrEqual(t, len(e.Raw), maxContinuation+100)
		assert.Equal(t, e.Lines > 1, e.Truncated)
	}
	assert.Equal(t, []int{1 + count, 1}, got)
}

func TestEntriesBinary(t *testing.T) {
	text := stamp0 + "one\x00\x00\n\x00\x01\x02\n" + stamp0 + "two\n"
	assert.Len(t, entries(t, text, EntryOptions{}), 2)
}

// What was read before an error is yielded, then the error, once.
func TestEntriesReadError(t *testing.T) {
	broken := errors.New("broken")
	src := io.MultiReader(strings.NewReader(stamp0+"one\n"+stamp0+"tw"), iotest.ErrReader(broken))
	var got []string
	var failures int
	for e, err := range Entries(src, EntryOptions{}) {
		if err != nil {
			require.ErrorIs(t, err, broken)
			failures++
			continue
		}
		got = append(got, string(e.Message))
	}
	assert.Equal(t, []string{"one", "tw"}, got)
	assert.Equal(t, 1, failures)
}

func TestEntriesStop(t *testing.T) {
	n := 0
	for range Entries(strings.NewReader(strings.Repeat(stamp0+"x\n", 10)), EntryOptions{}) {
		if n++; n == 3 {
			break
		}
	}
	assert.Equal(t, 3, n)
}

// From the banner on only the full grammar counts; behind the end of the attempt all is open.
func TestEntriesOfALog(t *testing.T) {
	log := stamp0 + "Starting Microsoft Exchange Server 2019 Setup\n" + stamp0 + "Executing: \n[ERROR] source\nEnding processing source\n" +
		stamp0 + "End of Setup\n" + stamp0 + strings.Repeat("*", 46) + "\n[ERROR] pasted behind it\n"
	want := []entry{
		{1, 1, TagNone, "Starting Microsoft Exchange Server 2019 Setup"},
		{2, 3, TagNone, "Executing:"},
		{5, 1, TagNone, "End of Setup"},
		{6, 1, TagNone, strings.Repeat("*", 46)},
		{7, 1, TagError, "pasted behind it"},
	}
	assert.Equal(t, want, entries(t, log, EntryOptions{}))
	assert.Len(t, entries(t, log, EntryOptions{Log: true}), 4)
	assert.Len(t, entries(t, log, EntryOptions{Excerpt: true}), 7)
}
