package main

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// taken says what hand-written rules cover already.
type taken struct {
	ids   map[string]bool // ids of rules
	names map[string]bool // readiness checks, lower case
}

func (t taken) has(c check) bool { return t.ids[c.id] || t.names[strings.ToLower(c.name)] }

// readTaken reads the rules of a folder, without the generated ones.
func readTaken(dir fs.FS) (taken, error) {
	set, err := rules.LoadSet(handWritten{dir}, rules.LoadOptions{Proven: true})
	if err != nil {
		return taken{}, fmt.Errorf("hand-written rules: %w", err)
	}
	t := taken{ids: map[string]bool{}, names: map[string]bool{}}
	for _, r := range set.Rules {
		t.ids[r.ID] = true
		t.claim(&r.Match)
	}
	return t, nil
}

// claim notes the checks that alone are enough for a condition to hold.
func (t taken) claim(c *rules.Condition) {
	for _, name := range c.Readiness {
		if name != "*" {
			t.names[strings.ToLower(name)] = true
		}
	}
	for i := range c.Any {
		t.claim(&c.Any[i])
	}
}

// handWritten is a folder of rules without the generated files.
type handWritten struct{ fs.FS }

// ReadDir leaves the generated files out.
func (h handWritten) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(h.FS, name)
	var list []fs.DirEntry
	for _, e := range all {
		if !strings.HasPrefix(path.Base(e.Name()), generatedPrefix) {
			list = append(list, e)
		}
	}
	return list, err
}
