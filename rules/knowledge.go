// Package knowledge carries the rules that come with the program: everything it knows about
// failures, with the tables that make builds and components readable.
package knowledge

import (
	"embed"
	"sync"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

//go:generate go run ../internal/tools/genrules

// Load gives the embedded rules, without their tests. They were parsed and checked when
// generated_rules.go was made, so that this costs next to nothing. The set is shared and must
// not be changed; it may be used concurrently.
func Load() (*rules.Set, error) { return load(), nil }

var load = sync.OnceValue(embedded)

// files are the rules as they were written.
//
//go:embed */*.yaml
var files embed.FS

// LoadFiles parses the files of the embedded rules. The set equals that of Load but for the tests
// of the rules, which it has; it takes a thousand times as long.
func LoadFiles() (*rules.Set, error) {
	// What the rules say is checked when they are generated, and by the tests of this package.
	return read(rules.LoadOptions{Root: "rules", FolderIsCategory: true, Proven: true})
}

func read(opts rules.LoadOptions) (*rules.Set, error) {
	set, err := rules.LoadSet(files, opts)
	if err != nil {
		return nil, err
	}
	set.Releases, set.Components, set.Tasks = releaseName, componentName, taskTitle
	return set, nil
}
