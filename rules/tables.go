package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// tables make what stands in a log readable.
type tables struct {
	releases   releases
	components names
	tasks      names
}

func readTables() (tables, error) {
	builds, err := readTable("data/builds.tsv", "build", "product", "release_name")
	if err != nil {
		return tables{}, err
	}
	components, err := readTable("data/components.tsv", "component_file", "component_name")
	if err != nil {
		return tables{}, err
	}
	tasks, err := readTable("data/tasks.tsv", "task", "title")
	if err != nil {
		return tables{}, err
	}
	return tables{releases: newReleases(builds), components: newNames(components), tasks: newNames(tasks)}, nil
}

// readTable gives the named columns of an embedded table of tab-separated values.
func readTable(path string, columns ...string) ([][]string, error) {
	data, err := files.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", path, err)
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")
	at, err := columnIndexes(strings.Split(lines[0], "\t"), columns)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", path, err)
	}
	rows := make([][]string, 0, len(lines)-1)
	for i, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) <= slices.Max(at) {
			return nil, fmt.Errorf("table %s, line %d: %d columns are too few", path, i+2, len(fields))
		}
		rows = append(rows, pick(fields, at))
	}
	return rows, nil
}

func columnIndexes(head, columns []string) ([]int, error) {
	var at []int
	for _, column := range columns {
		i := slices.Index(head, column)
		if i < 0 {
			return nil, fmt.Errorf("there is no column %q", column)
		}
		at = append(at, i)
	}
	return at, nil
}

func pick(fields []string, at []int) []string {
	picked := make([]string, len(at))
	for i, column := range at {
		picked[i] = strings.TrimSpace(fields[column])
	}
	return picked
}

// names gives readable names; letter case does not count.
type names map[string]string

func newNames(rows [][]string) names {
	n := names{}
	for _, row := range rows {
		n[strings.ToLower(row[0])] = row[1]
	}
	return n
}

func (n names) name(key string) string { return n[strings.ToLower(key)] }
