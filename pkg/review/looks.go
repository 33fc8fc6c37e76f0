package review

import (
	"bytes"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// firstLines is how many lines tell the kinds of log that have no stamps.
const firstLines = 3

// LooksLikeLog is true when the beginning of a file, in whatever encoding, is that of a log which
// this program reads. Its own reports quote logs and are none: their quotations are indented, and
// stand behind the first lines.
func LooksLikeLog(head []byte) bool {
	text := parser.Decoded(head)
	for line := range bytes.Lines(text) {
		if parser.IsHead(line) {
			return true
		}
	}
	first := text[:lineEnds(text, firstLines)]
	return !isDocument(first) && parser.KindOf(first) != parser.KindUnknown
}

// lineEnds is where the first lines of a text end.
func lineEnds(text []byte, lines int) int {
	end := 0
	for ; lines > 0; lines-- {
		i := bytes.IndexByte(text[end:], '\n')
		if i < 0 {
			return len(text)
		}
		end += i + 1
	}
	return end
}

// isDocument is true for what begins like JSON.
func isDocument(head []byte) bool { return bytes.HasPrefix(head, []byte("{")) }
