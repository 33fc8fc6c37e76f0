package rules

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// ruleFile is a file that holds rules, before it is parsed.
type ruleFile struct {
	path string
	data []byte
}

// readDocuments parses all rule files, in the order of their paths.
func readDocuments(fsys fs.FS, opts LoadOptions) ([]*document, error) {
	files, err := readFiles(fsys, opts)
	if err != nil {
		return nil, fmt.Errorf("rules cannot be read%s: %w", below(opts.Root), err)
	}
	docs := make([]*document, len(files))
	var group sync.WaitGroup
	for i, file := range files {
		group.Go(func() { docs[i] = parseDocument(file.path, file.data) })
	}
	group.Wait()
	return docs, nil
}

func readFiles(fsys fs.FS, opts LoadOptions) ([]ruleFile, error) {
	var files []ruleFile
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isRuleFile(name) {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files = append(files, ruleFile{path: shownPath(opts.Root, name), data: data})
		return err
	})
	return files, err
}

// isRuleFile says whether a file is read; one that ends in .yml is read to be refused.
func isRuleFile(name string) bool {
	return strings.EqualFold(path.Ext(name), ".yaml") || isMisnamed(name)
}

func isMisnamed(name string) bool { return strings.EqualFold(path.Ext(name), ".yml") }

func below(root string) string {
	if root == "" {
		return ""
	}
	return " from " + root
}

// shownPath is the path of a file in messages.
func shownPath(root, name string) string {
	if root == "" {
		return name
	}
	return filepath.Join(root, filepath.FromSlash(name))
}

func problemsOf(docs []*document) []Problem {
	var all []Problem
	for _, doc := range docs {
		all = append(all, doc.problems...)
	}
	return all
}
