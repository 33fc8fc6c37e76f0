package godata

import (
	"errors"
	"go/format"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type inner struct{ Name string }

type sample struct {
	Text    string
	Wait    time.Duration
	Bits    [2]uint64
	Lists   [3][]int32
	Members []inner
	Yes     bool
	Empty   []string
	Pointed *int
}

func written(t *testing.T, w *Writer, v any) string {
	t.Helper()
	w.Value(v)
	require.NoError(t, w.Err)
	code, err := format.Source(w.Code.Bytes())
	require.NoError(t, err)
	return string(code)
}

func TestValue(t *testing.T) {
	n := 7
	w := &Writer{Pointer: func(v any) (string, error) {
		assert.Equal(t, 7, v)
		return "&seven", nil
	}}
	got := written(t, w, sample{
		Text: "a\tb", Wait: time.Second, Bits: [2]uint64{1, 1 << 63}, Lists: [3][]int32{{-1, 2}, nil, {}},
		Members: []inner{{"x"}, {}}, Yes: true, Empty: []string{}, Pointed: &n,
	})
	assert.Equal(t, `godata.sample{Text: "a\tb",
	Wait: 1000000000,
	Bits: [2]uint64{0x1, 0x8000000000000000},
	Lists: [3][]int32{
		{-1, 2},
		nil,
		{},
	},
	Members: []godata.inner{
		{Name: "x"},
		{},
	},
	Yes:     true,
	Empty:   []string{},
	Pointed: &seven,
}`, got)
}

func TestLongListsHaveLines(t *testing.T) {
	got := written(t, &Writer{}, make([]int, perLine+1))
	assert.Equal(t, "[]int{\n\t0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\n\t0,\n}", got)
}

func TestQuoteKeepsTexts(t *testing.T) {
	assert.Equal(t, `"one line"`, Quote("one line"))
	assert.Equal(t, "`two\nlines`", Quote("two\nlines"))
	assert.Equal(t, "\"back`quote\\nand line\"", Quote("back`quote\nand line"))
	assert.Equal(t, `"carriage\r\nreturn"`, Quote("carriage\r\nreturn"))
	assert.Equal(t, `"\x1b"`, Quote("\x1b"))
	assert.Equal(t, `"\xff\n"`, Quote("\xff\n"))
}

func TestValuesThatAreNoData(t *testing.T) {
	n := 1
	for want, w := range map[string]*Writer{
		"nobody knows how to write a pointer to int": {},
		"not this one": {Pointer: func(any) (string, error) { return "", errors.New("not this one") }},
	} {
		w.Value(struct{ F *int }{&n})
		w.Value(map[string]int{}) // the first error stays
		assert.ErrorContains(t, w.Err, want)
	}
	w := &Writer{}
	w.Value(struct{ F map[string]int }{map[string]int{"a": 1}})
	assert.ErrorContains(t, w.Err, "map[string]int cannot be written as data")
}
