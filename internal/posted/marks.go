package posted

import (
	"bytes"
	"strconv"
)

// withoutMarks takes away what stands in front of the lines: marks of a quotation, bullets, the
// numbers of lines, the names of files that a search puts there.
func withoutMarks(text []byte) []byte {
	for _, strip := range []func([]byte) int{quoted, placed} {
		if has(text, strip) {
			text = stripped(text, strip)
		}
	}
	for _, strip := range []func([]byte) int{bullet('|'), bullet('-'), bullet('*'), bullet('+'), bullet('#'), dot} {
		if most(text, strip) {
			text = stripped(text, strip)
		}
	}
	if ascends(text) {
		text = stripped(text, numbered)
	}
	return text
}

// stripped takes the marks away that strip finds the length of.
func stripped(text []byte, strip func([]byte) int) []byte {
	return lines(text, func(line []byte) []byte { return line[strip(line):] })
}

// has says whether some line has a mark.
func has(text []byte, mark func([]byte) int) bool {
	for line := range bytes.Lines(text) {
		if mark(line) > 0 {
			return true
		}
	}
	return false
}

// most says whether nearly all lines have a mark. Where there are few lines each must have it in
// front of a bracket.
func most(text []byte, mark func([]byte) int) bool {
	with, all, heads := 0, 0, 0
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		all++
		if n := mark(line); n > 0 {
			with++
			if n < len(line) && line[n] == '[' {
				heads++
			}
		}
	}
	return with > 0 && 10*with >= 8*all && (with > 2 || heads == with)
}

// quoted is how much of a line quotes somebody.
func quoted(line []byte) int {
	n := 0
	for i := 0; i < len(line) && (line[i] == '>' || line[i] == ' ' && i < n+3); i++ {
		if line[i] == '>' {
			n = i + 1
		}
	}
	if n > 0 && n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}

// bullet finds a mark with a blank behind it.
func bullet(c byte) func([]byte) int {
	return func(line []byte) int {
		n := indent(line)
		if n+2 < len(line) && line[n] == c && (line[n+1] == ' ' || line[n+1] == '\t') {
			return n + 2
		}
		return 0
	}
}

// dot finds the bullets that are no ASCII.
func dot(line []byte) int {
	n := indent(line)
	for _, mark := range []string{"•", "·", "◦", "▪", "●", "○", "■", "–", "‣", "⁃", "│", "┃"} {
		if bytes.HasPrefix(line[n:], []byte(mark)) && n+len(mark) < len(line) {
			n += len(mark)
			return n + min(1, indent(line[n:]))
		}
	}
	return 0
}

func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) }

// maxPlace is more than the name of a file in front of a line is long.
const maxPlace = 200

// placed is how much of a line says in which file and line it was found, as grep, findstr and
// Select-String write it.
func placed(line []byte) int {
	head := bytes.ToLower(line[:min(len(line), maxPlace)])
	for _, ending := range []string{".log:", ".txt:"} {
		i := bytes.Index(head, []byte(ending))
		if i < 0 || bytes.IndexByte([]byte(" \t["), head[0]) >= 0 && indent(head) < 1 || bytes.ContainsAny(head[:i], `"'[]<>`) {
			continue
		}
		i += len(ending)
		if n := digits(line[i:]); n > 0 && i+n < len(line) && line[i+n] == ':' {
			return i + n + 1
		}
		if i < len(line) && line[i] == '[' {
			return i
		}
	}
	return 0
}

func digits(line []byte) int {
	n := 0
	for n < len(line) && line[n]-'0' <= 9 {
		n++
	}
	return n
}

// numbered is how much of a line is its number.
func numbered(line []byte) int {
	from := indent(line)
	n := from + digits(line[from:])
	if n == from || n-from > 7 || n == len(line) {
		return 0
	}
	if bytes.IndexByte([]byte(".:)|"), line[n]) >= 0 {
		n++
	}
	if n < len(line) && (line[n] == ' ' || line[n] == '\t') {
		return n + 1
	}
	return 0
}

// ascends says whether every line begins with a number, each by one greater than that of the line
// before.
func ascends(text []byte) bool {
	count, next := 0, 0
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if numbered(line) == 0 {
			return false
		}
		from := indent(line)
		n, err := strconv.Atoi(string(line[from : from+digits(line[from:])]))
		if err != nil || count > 0 && n != next {
			return false
		}
		count, next = count+1, n+1
	}
	return count > 2
}

// withoutIndent takes away the blanks that stand in front of all lines.
func withoutIndent(text []byte) []byte {
	least := -1
	for line := range bytes.Lines(text) {
		if bare := bytes.TrimRight(line, " \t\v\r\n"); len(bare) > 0 {
			if n := indent(bare); least < 0 || n < least {
				least = n
			}
		}
		if least == 0 {
			return text
		}
	}
	return stripped(text, func(line []byte) int { return min(indent(line), max(least, 0)) })
}
