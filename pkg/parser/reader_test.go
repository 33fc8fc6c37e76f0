package parser

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// utf16Of encodes a text.
func utf16Of(s string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestReader(t *testing.T) {
	long := strings.Repeat("[03/07/2021 18:24:37.0792] [0] Gr\u00fc\u00dfe \u20ac \U0001F600\r\n", 4000)
	ascii := strings.Repeat("[03/07/2021 18:24:37.0792] [0] plain text of a log\r\n", 4000)
	f := func(name string, raw []byte, encoding, want string) {
		t.Helper()
		for way, src := range map[string]io.Reader{
			"whole":    bytes.NewReader(raw),
			"one byte": iotest.OneByteReader(bytes.NewReader(raw)),
			"half":     iotest.HalfReader(bytes.NewReader(raw)),
			"with EOF": iotest.DataErrReader(bytes.NewReader(raw)),
		} {
			r := NewReader(src)
			got, err := io.ReadAll(r)
			require.NoError(t, err, name, way)
			assert.Equal(t, want, string(got), "%s, %s", name, way)
			assert.Equal(t, encoding, r.Encoding(), "%s, %s", name, way)
			assert.EqualValues(t, len(raw), r.BytesRead(), "%s, %s", name, way)
		}
	}
	f("empty", nil, "utf-8", "")
	f("ascii", []byte(ascii), "utf-8", ascii)
	f("utf-8", []byte(long), "utf-8", long)
	f("utf-8 with mark", []byte("\xEF\xBB\xBF"+long), "utf-8-bom", long)
	f("mark alone", []byte("\xEF\xBB\xBF"), "utf-8-bom", "")
	f("mark in the middle", []byte(ascii+"\xEF\xBB\xBF"+long), "utf-8", ascii+long)
	f("utf-16le", append([]byte("\xFF\xFE"), utf16Of(long, binary.LittleEndian)...), "utf-16le", long)
	f("utf-16be", append([]byte("\xFE\xFF"), utf16Of(long, binary.BigEndian)...), "utf-16be", long)
	f("utf-16le without mark", utf16Of(ascii, binary.LittleEndian), "utf-16le", ascii)
	f("utf-16be without mark", utf16Of(ascii, binary.BigEndian), "utf-16be", ascii)
	f("utf-16 with a mark in the middle", utf16Of(ascii+"\uFEFF"+long, binary.LittleEndian), "utf-16le", ascii+long)
	f("utf-16 cut in a character", append(utf16Of(ascii, binary.LittleEndian), 'x'), "utf-16le", ascii)
	f("windows-1252", []byte("f\xFCr \x93alle\x94 \x80"), "windows-1252", "für “alle” €")
	f("windows-1252 late", []byte(ascii+ascii+"f\xFCr"), "windows-1252", ascii+ascii+"für")
	f("windows-1252 at the end", []byte("caf\xE9"), "windows-1252", "café")
	f("utf-8 cut in a character", []byte("10 \xE2\x82"), "utf-8", "10 \uFFFD")
	f("utf-8 before windows-1252", []byte("für f\xFCr"), "windows-1252", "für für")
	f("zeros", []byte(ascii+"\x00\x00\x00"+ascii), "utf-8", ascii+"\x00\x00\x00"+ascii)
}

// An error comes after everything that was read before it.
func TestReaderError(t *testing.T) {
	broken := errors.New("broken")
	r := NewReader(io.MultiReader(strings.NewReader("f\xFCr"), iotest.ErrReader(broken)))
	got, err := io.ReadAll(r)
	require.ErrorIs(t, err, broken)
	assert.Equal(t, "für", string(got))
}
