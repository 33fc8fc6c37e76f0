package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checkIndent holds our indentation against that of the standard library.
func checkIndent(t *testing.T, value any) {
	t.Helper()
	compact, err := json.Marshal(value)
	require.NoError(t, err)
	for _, prefix := range []string{"", "    "} {
		var want bytes.Buffer
		require.NoError(t, json.Indent(&want, compact, prefix, "  "))
		assert.Equal(t, want.String(), string(appendIndented(nil, compact, prefix)))
	}
}

func TestIndentIsThatOfTheStandardLibrary(t *testing.T) {
	for _, document := range []string{
		`{}`, `[]`, `""`, `null`, `-1.5e7`, `[[],{},[{}]]`, `{"a":[1,2,{"b":"c"}],"d":{}}`,
		`"a \" quote, \\ and {[]}:,"`, `{"\\":"\\\\","x\"":[true,false]}`, `"\u001b[31m"`,
	} {
		var value any
		require.NoError(t, json.Unmarshal([]byte(document), &value))
		checkIndent(t, value)
	}
}

func FuzzIndent(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\"",{}]}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		var value any
		if json.Unmarshal(document, &value) == nil {
			checkIndent(t, value)
		}
	})
}
