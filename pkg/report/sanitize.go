package report

import (
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// oneLine is printable.Text for what has to stay on one line.
func oneLine(s string) string {
	return strings.Join(strings.Fields(printable.Text(s)), " ")
}

// manyLines is printable.Text for what keeps its lines; empty lines at both ends are dropped.
func manyLines(s string) []string {
	lines := strings.Split(strings.Trim(printable.Text(s), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}
