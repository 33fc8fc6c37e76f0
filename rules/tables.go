package knowledge

import (
	_ "embed"
	"strings"
)

// table holds tab-separated values below a line of column names. It is searched as it stands: a
// review asks for a few rows only, so that reading all of them first would take longer.
type table string

var (
	//go:embed data/builds.tsv
	buildTable table // build, product, release, …
	//go:embed data/components.tsv
	componentTable table // component file, name, …
	//go:embed data/tasks.tsv
	taskTable table // task, title
)

// rowWith gives the first row that begins so, in fields, or nil.
func (t table) rowWith(start string) []string {
	i := strings.Index(string(t), "\n"+start)
	if i < 0 {
		return nil
	}
	row, _, _ := strings.Cut(string(t[i+1:]), "\n")
	return strings.Split(strings.TrimSuffix(row, "\r"), "\t")
}

// name gives the second field of the row whose first one is the key, or "". Letter case does not
// count.
func (t table) name(key string) string {
	_, rows, _ := strings.Cut(string(t), "\n")
	for row := range strings.Lines(rows) {
		first, rest, _ := strings.Cut(row, "\t")
		if strings.EqualFold(first, key) {
			name, _, _ := strings.Cut(rest, "\t")
			return strings.TrimSpace(name)
		}
	}
	return ""
}

func componentName(file string) string { return componentTable.name(file) }

func taskTitle(task string) string { return taskTable.name(task) }
