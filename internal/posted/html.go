package posted

import (
	"bytes"
	"html"
	"strings"
)

// What is longer is no tag, and no comment, of a text that was posted.
const (
	maxTag     = 2 << 10
	maxComment = 16 << 10
)

// nested is how often markup that was escaped may have been escaped again.
const nested = 3

// tags are the elements that posts are made of, and what they do to a line.
var tags = map[string]effect{
	"a": nothing, "abbr": nothing, "b": nothing, "big": nothing, "body": breaks, "blockquote": breaks, "br": always,
	"cite": nothing, "code": nothing, "dd": breaks, "del": nothing, "div": breaks, "dl": breaks, "dt": breaks,
	"em": nothing, "figure": breaks, "font": nothing, "form": breaks, "h1": breaks, "h2": breaks, "h3": breaks,
	"h4": breaks, "h5": breaks, "h6": breaks, "head": drops, "hr": breaks, "html": breaks, "i": nothing, "img": nothing,
	"ins": nothing, "kbd": nothing, "li": breaks, "main": breaks, "mark": nothing, "meta": nothing, "o:p": nothing,
	"ol": breaks, "p": breaks, "pre": breaks, "q": nothing, "s": nothing, "samp": nothing, "script": drops,
	"section": breaks, "small": nothing, "span": nothing, "strike": nothing, "strong": nothing, "style": drops,
	"sub": nothing, "sup": nothing, "table": breaks, "tbody": breaks, "td": blank, "textarea": breaks, "th": blank,
	"thead": breaks, "tr": breaks, "tt": nothing, "u": nothing, "ul": breaks, "var": nothing, "wbr": nothing,
}

// effect is what takes the place of a tag.
type effect uint8

const (
	nothing effect = iota
	blank
	breaks // ends a line, unless one has just ended
	always // ends a line
	drops  // drops all up to its end
)

// signs show that a text was made a web page, or part of one.
var signs = [...]string{"&quot;", "&#39;", "&#039;", "&#34;", "&lt;", "&nbsp;", "<br", "<BR", "<p>", "<div", "<pre"}

// IsMarkup says whether the beginning of a text looks as if it had been made a web page.
func IsMarkup(head []byte) bool {
	for _, sign := range signs {
		if bytes.Contains(head, []byte(sign)) {
			return true
		}
	}
	return false
}

// fromHTML takes the tags out and puts characters in the place of their names, again where it was
// done twice.
func fromHTML(text []byte) []byte {
	for i := 0; i == 0 || i < nested && IsMarkup(text); i++ {
		text = withoutNames(withoutTags(text))
	}
	return text
}

// withoutTags takes the tags out of a text. What else stands in such brackets stays.
func withoutTags(text []byte) []byte {
	i := nextTag(text, 0)
	if i == len(text) {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:i]...)
	endless := map[string]bool{} // elements that have no end from here on
	for i < len(text) {
		name, size := tagAt(text[i:])
		opens := text[i+1] != '/'
		if opens || tags[name] != blank {
			out = take(out, name, text[i+size:])
		}
		if opens && tags[name] == drops && !endless[name] {
			n := dropped(text[i+size:], name)
			endless[name] = n < 0
			size += max(0, n)
		}
		from := i + size
		i = nextTag(text, from)
		out = append(out, text[from:i]...)
	}
	return out
}

// nextTag is where the next tag begins, the end of the text if there is none.
func nextTag(text []byte, from int) int {
	for i := from; i < len(text); i++ {
		n := bytes.IndexByte(text[i:], '<')
		if n < 0 {
			break
		}
		i += n
		if _, size := tagAt(text[i:]); size > 0 {
			return i
		}
	}
	return len(text)
}

// tagAt gives the name and the length of the tag or comment at the start of text; 0 when there is
// none.
func tagAt(text []byte) (name string, size int) {
	if bytes.HasPrefix(text, []byte("<!--")) {
		if i := bytes.Index(text[:min(len(text), maxComment)], []byte("-->")); i > 0 {
			return "", i + len("-->")
		}
		return "", 0
	}
	i := 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	from := i
	for i < len(text) && i-from < len("blockquote") && isNameByte(text[i]) {
		i++
	}
	name = strings.ToLower(string(text[from:i]))
	if _, known := tags[name]; !known || i == len(text) || !endsName(text[i]) {
		return "", 0
	}
	return name, tagEnd(text, i)
}

// tagEnd is the length of a tag whose name ends at i.
func tagEnd(text []byte, i int) int {
	end := bytes.IndexByte(text[i:min(len(text), i+maxTag)], '>')
	rest := text[i:max(i, i+end)]
	switch {
	case end < 0 || bytes.IndexByte(rest, '<') >= 0:
		return 0
	case len(bytes.Trim(rest, "/ ")) > 0 && bytes.IndexByte(rest, '=') < 0:
		return 0 // more than a name and no attributes
	}
	return i + end + 1
}

func isNameByte(c byte) bool {
	return c|0x20-'a' <= 'z'-'a' || c-'0' <= 9 || c == ':'
}

func endsName(c byte) bool {
	return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n'
}

// take puts what a tag does to a line behind out; rest is what follows the tag.
func take(out []byte, name string, rest []byte) []byte {
	rest = bytes.TrimLeft(rest, " \t\r")
	ends := len(rest) > 0 && rest[0] == '\n'
	switch tags[name] {
	case blank:
		if n := len(out); n > 0 && out[n-1] > ' ' {
			return append(out, ' ')
		}
	case always:
		if !ends {
			return append(out, Added...)
		}
	case breaks:
		if line := bytes.TrimRight(out, " \t"); !ends && len(line) > 0 && line[len(line)-1] != '\n' {
			return append(out, Added...)
		}
	}
	return out
}

// dropped is how much stands before the end of an element whose text is none; -1 when it has no end.
func dropped(text []byte, name string) int {
	for i := 0; ; i += 2 {
		n := bytes.Index(text[i:], []byte("</"))
		if n < 0 {
			return -1
		}
		i += n
		if end := text[i+2:]; len(end) >= len(name) && strings.EqualFold(string(end[:len(name)]), name) {
			return i
		}
	}
}

// maxEntity is more than the name of a character is long.
const maxEntity = 12

// withoutNames puts characters in the place of their names.
func withoutNames(text []byte) []byte {
	if _, size := nameAt(text); size == 0 && nextName(text, 0) == len(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		at := nextName(text, i)
		out = append(out, text[i:at]...)
		char, size := nameAt(text[at:])
		out = append(out, char...)
		i = at + size
	}
	return out
}

func nextName(text []byte, from int) int {
	for i := from; i < len(text); i++ {
		n := bytes.IndexByte(text[i:], '&')
		if n < 0 {
			break
		}
		i += n
		if _, size := nameAt(text[i:]); size > 0 {
			return i
		}
	}
	return len(text)
}

// nameAt gives the character whose name stands at the start of text, and the length of the name.
func nameAt(text []byte) (string, int) {
	if len(text) == 0 || text[0] != '&' {
		return "", 0
	}
	end := bytes.IndexByte(text[:min(len(text), maxEntity)], ';')
	if end < 0 {
		return "", 0
	}
	name := string(text[:end+1])
	char := html.UnescapeString(name)
	if char == name || char < " " && char != "\t" && char != "\n" && char != "\r" {
		return "", 0
	}
	return char, end + 1
}
