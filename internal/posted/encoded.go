package posted

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
)

// fromQuotedPrintable decodes the body of a mail as it is stored, with "=20" for a blank and an
// equals sign where a line goes on.
func fromQuotedPrintable(text []byte) []byte {
	cut := bytes.Count(text, []byte("=\n")) + bytes.Count(text, []byte("=\r\n"))
	if cut == 0 || !bytes.Contains(text, []byte("=3D")) && !bytes.Contains(text, []byte("=20")) && 3*cut < bytes.Count(text, []byte("\n")) {
		return text
	}
	plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(text)))
	if err != nil {
		return text
	}
	return plain
}

// fromJSON gives the texts in a JSON document, such as the answer of a ticket system.
func fromJSON(text []byte) []byte {
	head := bytes.TrimSpace(text)
	if len(head) == 0 || bytes.IndexByte([]byte(`{["`), head[0]) < 0 {
		return text
	}
	var doc any
	if json.Unmarshal(head, &doc) != nil {
		return text
	}
	found := texts(doc, nil)
	if len(found) == 0 {
		return text
	}
	plain := strings.ReplaceAll(strings.Join(found, "\n"), "\r\n", "\n")
	return []byte(strings.ReplaceAll(plain, "\n", Added))
}

// texts gathers the texts of a document that are sentences.
func texts(doc any, found []string) []string {
	switch v := doc.(type) {
	case string:
		if strings.ContainsAny(v, " \n") {
			found = append(found, v)
		}
	case []any:
		for _, element := range v {
			found = texts(element, found)
		}
	case map[string]any:
		var names []string
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			found = texts(v[name], found)
		}
	}
	return found
}

// fromLiteralBreaks makes line breaks of the "\r\n" and "\n" that programs write for them.
func fromLiteralBreaks(text []byte) []byte {
	if bytes.Contains(text, []byte(`\r\n`)) {
		text = bytes.ReplaceAll(text, []byte(`\r\n`), []byte(Added))
	}
	if !bytes.Contains(text, []byte(`\n`)) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && text[i+1] == 'n' && startsLine(text[i+2:]) {
			out = append(out, Added...)
			i++
			continue
		}
		out = append(out, text[i])
	}
	return out
}

// startsLine says whether text can be the beginning of a line, and is no rest of a file's name.
func startsLine(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	return text[0] == '[' || text[0] == ' ' || text[0] == '\\' && !isNameByte(text[1%len(text)]) || text[0] == '"' ||
		text[0]-'A' <= 'Z'-'A' || bytes.HasPrefix(text, []byte(`\n`)) || bytes.HasPrefix(text, []byte("at "))
}

// fromCells undoes what a table of comma-separated values does to quotation marks.
func fromCells(text []byte) []byte {
	if !bytes.Contains(text, []byte(` ""$`)) && !bytes.Contains(text, []byte(`"" was run: ""`)) {
		return text
	}
	return bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))
}

// misread are characters of UTF-8 that were read as Windows-1252, with what they were. The longer
// of two with the same beginning stands first.
var misread = strings.NewReplacer(
	"â€œ", "“", "â€\u009d", "”", "â€\u009c", "“", "â€\uFFFD", "”", "â€?", "”", "â€™", "’", "â€˜", "‘", "â€“", "–", "â€”", "—",
	"â€¦", "…", "â€ž", "„", "â€¢", "•", "Â\u00a0", " ", "Ã¤", "ä", "Ã¶", "ö", "Ã¼", "ü", "ÃŸ", "ß", "Ã©", "é", "Ã¨", "è",
	"Ã¡", "á", "Ã³", "ó", "Ã±", "ñ", "â€", "”",
)

// fromWrongEncoding mends UTF-8 that some program took for Windows-1252.
func fromWrongEncoding(text []byte) []byte {
	for _, sign := range []string{"â€", "Ã", "Â\u00a0"} {
		if bytes.Contains(text, []byte(sign)) {
			return []byte(misread.Replace(string(text)))
		}
	}
	return text
}

// blanks are the characters that look like a blank, or like nothing at all.
var blanks = strings.NewReplacer(
	"\u00a0", " ", "\u2002", " ", "\u2003", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ", "\u3000", " ",
	"\u200b", "", "\u200c", "", "\u200d", "", "\u200e", "", "\u200f", "", "\u2060", "", "\ufeff", "", "\u00ad", "",
	"\u0085", Added, "\u2028", Added, "\u2029", Added, "\ufffc", "",
)

// withPlainBlanks makes plain blanks of all characters that look so, and of returns without a line
// feed what they stand for.
func withPlainBlanks(text []byte) []byte {
	text = withSingleReturns(text)
	if i := bytes.IndexByte(text, '\r'); i >= 0 && bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if isASCII(text) {
		return text
	}
	return []byte(blanks.Replace(string(text)))
}

// withSingleReturns takes out the returns that stand before another one and a line feed.
func withSingleReturns(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\r\n")) {
		return text
	}
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text) {
		bare, found := bytes.CutSuffix(line, []byte("\r\n"))
		if out = append(out, bytes.TrimRight(bare, "\r")...); found {
			out = append(out, "\r\n"...)
		} else {
			out = append(out, line[len(bytes.TrimRight(bare, "\r")):]...)
		}
	}
	return out
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
