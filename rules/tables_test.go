package knowledge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReleases(t *testing.T) {
	for build, want := range map[string]string{
		"15.2.1118.7":     "2019 CU12",
		"15.02.1118.007":  "2019 CU12",
		" 15.2.1118.7 ":   "2019 CU12",
		"15.2.1118.9999":  "2019 CU12 or an update of it",
		"15.2.2562.17":    "Subscription Edition RTM",
		"15.0.1497.2":     "2013 CU23",
		"15.0.516.32":     "2013 RTM",
		"15.9.1.1":        "",
		"15.2.1118":       "",
		"15.2.111.8":      "",
		"":                "",
		"15.2.1118.seven": "",
	} {
		assert.Equal(t, want, releaseName(build), build)
	}
}

func TestComponentsAndTasks(t *testing.T) {
	assert.Equal(t, "Transport Common Configuration", componentName("TransportCommonComponent"))
	assert.Empty(t, componentName("NoSuchComponent"))
	assert.Equal(t, "Prerequisite analysis", taskTitle("test-SetupPrerequisites"))
	assert.Equal(t, "Copying Exchange files", taskTitle("install-msipackage"))
	assert.Empty(t, taskTitle("No-SuchTask"))
	assert.Empty(t, taskTitle(""))
	assert.Empty(t, taskTitle("task"), "the names of the columns are no row")
}

func TestTableWithLineEndsOfWindows(t *testing.T) {
	rows := table("key\tname\r\nOne\tThe first\r\nTwo\tThe second\r\n")
	assert.Equal(t, "The second", rows.name("two"))
	assert.Equal(t, []string{"One", "The first"}, rows.rowWith("One\t"))
	assert.Nil(t, rows.rowWith("key\t"))
}

func TestLoadedSetKnowsTheTables(t *testing.T) {
	set, err := Load()
	require.NoError(t, err)
	assert.Equal(t, "2019 CU12", set.Releases("15.2.1118.7"))
	assert.NotEmpty(t, set.Components("TransportCommonComponent"))
	assert.NotEmpty(t, set.Tasks("Start-PreSetup"))
}

func TestTablesAreWellFormed(t *testing.T) {
	f := func(content table, columns ...string) {
		t.Helper()
		lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n"), "\n")
		head := strings.Split(lines[0], "\t")
		assert.Equal(t, columns, head[:len(columns)])
		seen := map[string]bool{}
		for _, line := range lines[1:] {
			fields := strings.Split(line, "\t")
			require.Len(t, fields, len(head), line)
			assert.False(t, seen[strings.ToLower(fields[0])], "%s stands twice", fields[0])
			seen[strings.ToLower(fields[0])] = true
			for _, field := range fields[:len(columns)] {
				assert.NotEmpty(t, field, line)
				assert.Equal(t, strings.TrimSpace(field), field)
			}
		}
	}
	f(buildTable, "build", "product", "release_name")
	f(componentTable, "component_file", "component_name")
	f(taskTable, "task", "title")
}

func TestBuildsAreInTheirNormalForm(t *testing.T) {
	_, rows, _ := strings.Cut(string(buildTable), "\n")
	for row := range strings.Lines(rows) {
		build, _, _ := strings.Cut(row, "\t")
		normal, ok := normalBuild(build)
		assert.True(t, ok, build)
		assert.Equal(t, normal, build)
	}
}
