package posted

import "bytes"

// fromMarkdown takes away the marks of code, of bold text and of what was escaped.
func fromMarkdown(text []byte) []byte {
	text = withoutEscapes(text)
	if !has(text, marked) {
		return text
	}
	return lines(text, withoutCode)
}

// marked says, as a number, whether a line has a mark of code or of bold text.
func marked(line []byte) int {
	if bytes.IndexByte(line, '`') >= 0 || bytes.Contains(line, []byte("**")) || bytes.Contains(line, []byte("~~~")) ||
		frames(line) {
		return 1
	}
	return 0
}

// frameTags are how the tags begin that other systems put round what is quoted or code.
var frameTags = []string{"[code", "[quote", "[pre", "[noparse", "[plain", "{code", "{noformat", "{quote", "{{{", "}}}"}

func frames(line []byte) bool {
	line = bytes.ToLower(bytes.Replace(line, []byte("[/"), []byte("["), 1))
	for _, tag := range frameTags {
		if bytes.Contains(line, []byte(tag)) {
			return true
		}
	}
	return false
}

// withoutCode is a line without fences and tags of code, and without what makes it code or bold.
func withoutCode(line []byte) []byte {
	line = withoutFence(withoutFrames(line))
	for _, mark := range []string{"**", "__", "`"} {
		text := bytes.TrimSpace(line)
		if len(text) > 2*len(mark) && bytes.HasPrefix(text, []byte(mark)) && bytes.HasSuffix(text, []byte(mark)) &&
			text[len(mark)] != mark[0] {
			line = text[len(mark) : len(text)-len(mark)]
		}
	}
	return line
}

// withoutFence is a line without the fence that begins or ends it. A word behind a fence names the
// language.
func withoutFence(line []byte) []byte {
	for _, fence := range []string{"```", "~~~"} {
		if rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " \t"), []byte(fence)); ok {
			rest = bytes.TrimLeft(rest, fence[:1])
			if line = rest; bytes.IndexByte(rest, ' ') < 0 {
				line = nil
			}
		}
		if fence == "```" {
			line = bytes.TrimSuffix(line, []byte(fence))
		}
	}
	return line
}

// withoutFrames is a line without the tags that begin or end it.
func withoutFrames(line []byte) []byte {
	if !frames(line) {
		return line
	}
	for range nested {
		text := bytes.TrimSpace(line)
		line = text[frameAt(text):max(frameAt(text), frameBefore(text))]
	}
	return line
}

// frameAt is the length of the tag at the start of a line.
func frameAt(line []byte) int {
	if len(line) == 0 || line[0] != '[' && line[0] != '{' && line[0] != '}' || !frames(line[:min(len(line), maxFrame)]) {
		return 0
	}
	if bytes.HasPrefix(line, []byte("{{{")) || bytes.HasPrefix(line, []byte("}}}")) {
		return 3
	}
	if end := bytes.IndexAny(line, "]}"); end > 0 && frames(line[:end]) {
		return end + 1
	}
	return 0
}

// maxFrame is more than the beginning of a tag is long.
const maxFrame = 12

// frameBefore is where the tag begins that ends a line, else the end of the line.
func frameBefore(line []byte) int {
	i := bytes.LastIndexAny(line, "[{")
	if i >= 0 && len(line) > 0 && (line[len(line)-1] == ']' || line[len(line)-1] == '}') && frameAt(line[i:]) == len(line)-i {
		return i
	}
	return len(line)
}

// escapable are the characters that Markdown takes for its own.
const escapable = "[]*_<>#`|~"

// withoutEscapes takes the backslashes away that keep Markdown and others from taking a character for
// their own. A bracket at the beginning of a line shows them, and paths with all backslashes twice.
func withoutEscapes(text []byte) []byte {
	twice := bytes.Count(text, []byte(`:\\`)) > 0 && bytes.Count(text, []byte(`:\\`)) == bytes.Count(text, []byte(`:\`))
	if !twice && !has(text, escapedBracket) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && (bytes.IndexByte([]byte(escapable), text[i+1]) >= 0 || twice && (text[i+1] == '\\' || text[i+1] == '"')) {
			i++
		}
		out = append(out, text[i])
	}
	return out
}

// escapedBracket says, as a number, whether a line begins with a bracket that was escaped.
func escapedBracket(line []byte) int {
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(`\[`)) {
		return 1
	}
	return 0
}
