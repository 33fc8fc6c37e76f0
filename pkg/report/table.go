package report

import (
	"bytes"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// maxCell is the longest cell; nothing that belongs into a table is longer.
const maxCell = 60

// table is a table of short cells. It has no wrapped cells: where it is wider than the page,
// columns that may go are left out, the last of them first.
type table struct {
	columns []column
}

type column struct {
	title string
	cells []string
	right bool // aligned to the right
	spare bool // may be left out on a narrow page
}

// add appends a row; it has a cell for every column.
func (t *table) add(cells ...string) {
	for i := range t.columns {
		t.columns[i].cells = append(t.columns[i].cells, shorten(oneLine(cells[i]), maxCell))
	}
}

// table adds a table to the page.
func (p *page) table(indent int, t table) error {
	columns := slices.DeleteFunc(slices.Clone(t.columns), column.empty)
	for {
		lines, err := p.render(columns)
		if err != nil {
			return err
		}
		last := lastSpare(columns)
		if last < 0 || p.width == 0 || widest(lines)+indent <= p.width {
			for _, line := range lines {
				p.line(indent, p.plain, line)
			}
			return nil
		}
		columns = slices.Delete(columns, last, last+1)
	}
}

// empty says whether no row has anything in the column.
func (c column) empty() bool { return strings.Join(c.cells, "") == "" }

func lastSpare(columns []column) int {
	for i, c := range slices.Backward(columns) {
		if c.spare {
			return i
		}
	}
	return -1
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, twwidth.Width(line))
	}
	return width
}

// render gives the lines of a table without blanks at their ends.
func (p *page) render(columns []column) ([]string, error) {
	var b bytes.Buffer
	t := tablewriter.NewTable(&b, p.tableOptions(columns)...)
	var titles []string
	for _, c := range columns {
		titles = append(titles, c.title)
	}
	t.Header(titles)
	for i := range columns[0].cells {
		var row []string
		for _, c := range columns {
			row = append(row, c.cells[i])
		}
		if err := t.Append(row); err != nil {
			return nil, err
		}
	}
	if err := t.Render(); err != nil {
		return nil, err
	}
	return manyLines(b.String()), nil
}

func (p *page) tableOptions(columns []column) []tablewriter.Option {
	align := make(tw.Alignment, len(columns))
	for i, c := range columns {
		align[i] = tw.AlignLeft
		if c.right {
			align[i] = tw.AlignRight
		}
	}
	rendition := tw.Rendition{
		Borders:  tw.BorderNone,
		Symbols:  tw.NewSymbols(tw.StyleNone),
		Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
	}
	if p.boxes {
		rendition.Symbols = tw.NewSymbols(tw.StyleLight)
		rendition.Settings.Lines.ShowHeaderLine = tw.On
	}
	return []tablewriter.Option{
		tablewriter.WithRenderer(renderer.NewBlueprint(rendition)),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithAlignment(align),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
	}
}
