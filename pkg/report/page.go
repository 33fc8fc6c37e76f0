package report

import (
	"strings"

	"github.com/fatih/color"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// The widths that prose is wrapped to: a line longer than maxWidth is hard to read, and below
// minWidth nothing is gained by wrapping.
const (
	minWidth = 40
	maxWidth = 100
)

// page collects the lines of a text report. Every text given to it is sanitized, wrapped, and
// only then coloured.
type page struct {
	palette
	lines []string
	width int // 0 is unlimited
	boxes bool
}

func newPage(opts Options) *page {
	width := opts.Width
	if width > 0 {
		width = min(max(width, minWidth), maxWidth)
	}
	return &page{palette: newPalette(opts.Color), width: width, boxes: width > 0 && !opts.ASCII}
}

// String gives the page as it is to be written.
func (p *page) String() string { return strings.Join(p.lines, "\n") + "\n" }

// line adds a line that is safe already.
func (p *page) line(indent int, style *color.Color, s string) {
	if s == "" {
		p.lines = append(p.lines, "")
		return
	}
	p.lines = append(p.lines, strings.Repeat(" ", indent)+style.Sprint(s))
}

// gap adds an empty line, but never two, and none at the top.
func (p *page) gap() {
	if n := len(p.lines); n > 0 && p.lines[n-1] != "" {
		p.lines = append(p.lines, "")
	}
}

// item is a paragraph with a mark in front, such as "1. "; its further lines stand under the
// first one.
type item struct {
	indent int
	mark   string
	style  *color.Color // of the mark
	text   string
	strong bool // the text is emphasised
}

// item adds an item. Line breaks in the text begin new paragraphs under it.
func (p *page) item(i item) {
	style := p.plain
	if i.strong {
		style = p.strong
	}
	hang := i.indent + len(i.mark)
	mark := strings.Repeat(" ", i.indent)
	if i.mark != "" {
		mark += i.style.Sprint(i.mark)
	}
	for _, paragraph := range manyLines(i.text) {
		words := strings.Fields(paragraph)
		if len(words) == 0 {
			continue
		}
		for _, line := range p.wrap(strings.Join(words, " "), hang) {
			p.lines = append(p.lines, mark+style.Sprint(line))
			mark = strings.Repeat(" ", hang)
		}
	}
}

// prose adds wrapped paragraphs.
func (p *page) prose(indent int, text string) {
	if strings.TrimSpace(text) != "" {
		p.item(item{indent: indent, text: text})
	}
}

// log adds lines of a log behind a bar, so that they cannot be taken for words of the report.
func (p *page) log(indent int, lines []string) {
	for _, line := range lines {
		for _, part := range p.wrap(line, indent+2) {
			p.lines = append(p.lines, strings.Repeat(" ", indent)+strings.TrimRight("| "+part, " "))
		}
	}
}

// command adds a command, each line of it as it is: it is there to be copied.
func (p *page) command(indent int, text string) {
	for _, line := range manyLines(text) {
		p.line(indent, p.palette.command, line)
	}
}

// wrap breaks a line at blanks so that it fits behind an indent. A word that is too long, such
// as a path, stays whole.
func (p *page) wrap(line string, indent int) []string {
	if p.width == 0 {
		return []string{line}
	}
	room := max(p.width-indent, minWidth/2)
	var result []string
	for twwidth.Width(line) > room {
		at := breakAt(line, room)
		if at < 0 {
			break
		}
		result = append(result, strings.TrimRight(line[:at], " "))
		line = strings.TrimLeft(line[at:], " ")
	}
	return append(result, line)
}

// breakAt gives the offset of the last blank that leaves no more than room columns before it,
// else of the first blank, else -1. Blanks that the line begins with do not count.
func breakAt(line string, room int) int {
	lead := len(line) - len(strings.TrimLeft(line, " "))
	best, width := -1, 0
	for at, c := range line {
		if c == ' ' && at > lead {
			if width > room && best >= 0 {
				return best
			}
			best = at
			if width > room {
				return best
			}
		}
		width += twwidth.Width(string(c))
	}
	return best
}
