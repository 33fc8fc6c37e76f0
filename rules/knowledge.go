// Package knowledge carries the rules that come with the program: everything it knows about
// failures, with the tables that make builds and components readable.
package knowledge

import (
	"embed"
	"sync"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// files are the rules of the folders here and the tables.
//
//go:embed */*.yaml data/builds.tsv data/components.tsv data/tasks.tsv
var files embed.FS

// Load gives the embedded rules. The set is shared and must not be changed; it may be used
// concurrently.
func Load() (*rules.Set, error) { return load() }

var load = sync.OnceValues(func() (*rules.Set, error) {
	// What the rules say is checked by the tests of this package, not at every start.
	return read(rules.LoadOptions{Root: "rules", FolderIsCategory: true, Proven: true})
})

func read(opts rules.LoadOptions) (*rules.Set, error) {
	set, err := rules.LoadSet(files, opts)
	if err != nil {
		return nil, err
	}
	tables, err := readTables()
	if err != nil {
		return nil, err
	}
	set.Releases = tables.releases.name
	set.Components = tables.components.name
	set.Tasks = tables.tasks.name
	return set, nil
}
