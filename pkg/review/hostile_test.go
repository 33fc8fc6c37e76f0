package review

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// hostile are the beginnings of what is looked for in posts: markup, marks, heads. A text that has
// nothing but one of them is where time is lost that grows with the square of the text.
var hostile = []string{
	"[", "T", "<style>", "<head>", "<!--", "\r", "\r\r\n", "&", "<", "<a ", "<a href=", "[ERROR] ",
	"The following error was generated when ", "· ", "> ", ">", "`", "**", "[code", "{code", "[/", "=\n", "=20", `\n`,
	`\r\n`, `""`, "x.log:", "1: ", "[1] ", "[1] [ERROR] ", "[01/02/2021 10:00:00.0000] [1] text ", "01/02/2021 ", "\v", "\x1f",
	"a ", "A\n", "â€", "\u00a0", "&lt;", "&amp;lt;", "<br>", "<p>", `{"a":"`, "[[", "{{{", "}}}", "]", "Error: ", "~~~", "- ",
	"| a", "T [", "w\n", `\[`, `:\\`, "failed [rule:", "1\n2\n", "  \t",
}

// Whatever a text repeats, its review ends.
func TestHostilePosts(t *testing.T) {
	set, err := knowledge.Load()
	require.NoError(t, err)
	size := 1 << 18
	if testing.Short() {
		size = 1 << 14
	}
	for _, part := range hostile {
		for _, text := range [][]byte{bytes.Repeat([]byte(part), size/len(part)), bytes.Repeat([]byte("x "+part), size/len(part))} {
			in := Input{Path: "x.log", Reader: bytes.NewReader(text), Size: int64(len(text)), Named: true}
			_, err := Review(context.Background(), []Input{in}, Options{Rules: set})
			require.NoError(t, err, part)
		}
	}
}
