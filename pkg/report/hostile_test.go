package report

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHostileTextIsHarmless looks for whatever a terminal would obey or hide.
func TestHostileTextIsHarmless(t *testing.T) {
	f := func(format string, opts Options) {
		t.Helper()
		out := written(t, format, hostileReport(), opts)
		assert.True(t, utf8.Valid(out), "%s is UTF-8", format)
		for _, c := range string(out) {
			if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
				t.Fatalf("%s %+v has the character %U", format, opts, c)
			}
		}
		assert.Contains(t, string(out), `\u001b`, "%s shows the escape character", format)
	}
	for _, opts := range []Options{{}, {Width: 80}, {Width: 100, ASCII: true, Verbose: true}, {Quiet: true}} {
		f("text", opts)
	}
	f("json", Options{})
	f("ndjson", Options{})
}

// TestOnlyOwnColors: with colours the only escape sequences are those of the palette.
func TestOnlyOwnColors(t *testing.T) {
	plain := written(t, "text", hostileReport(), Options{Width: 80})
	colored := written(t, "text", hostileReport(), Options{Width: 80, Color: true})
	assert.NotEqual(t, plain, colored)
	assert.Equal(t, string(plain), withoutColors(t, string(colored)))
}

// withoutColors takes sequences such as ESC [ 31;1 m away, and fails at any other one.
func withoutColors(t *testing.T, s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		codes, rest, _ := strings.Cut(after, "m")
		require.Equal(t, "", strings.Trim(codes, "[0123456789;"))
		s = rest
	}
}

// TestJSONKeepsValues: escaping changes the bytes of a document and not its values.
func TestJSONKeepsValues(t *testing.T) {
	type shape struct {
		Cause    string
		Evidence []struct{ Text string }
	}
	var line shape
	var doc struct {
		Findings []shape
		Sources  []struct {
			Path     string
			Attempts []struct{ Parameters map[string]any }
		}
	}
	want := strings.ToValidUTF8(hostile, "\ufffd")
	require.NoError(t, json.Unmarshal(written(t, "json", hostileReport(), Options{}), &doc))
	assert.Equal(t, want, doc.Findings[0].Cause)
	assert.Equal(t, want, doc.Sources[0].Path)
	assert.Equal(t, map[string]any{want: want, "switch": true}, doc.Sources[0].Attempts[0].Parameters)
	require.NoError(t, json.Unmarshal(written(t, "ndjson", hostileReport(), Options{}), &line))
	assert.Equal(t, want, line.Cause)
	assert.Equal(t, want, line.Evidence[0].Text)
}

func TestLinesOfText(t *testing.T) {
	assert.Equal(t, `a b \u001b c`, oneLine(" a\n b\t\x1b c "))
	assert.Equal(t, []string{"a", "", " b"}, manyLines("\na\n\n b \n"))
}
