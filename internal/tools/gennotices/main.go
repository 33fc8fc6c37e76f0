// Command gennotices writes THIRD-PARTY-NOTICES.md: the licences of all modules that a build of
// the program contains on any of its systems. It reads them from the module cache.
//
//	go run ./internal/tools/gennotices
package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

const (
	output = "THIRD-PARTY-NOTICES.md"
	head   = `# Third-party notices

A built ` + "`setuplogreview`" + ` contains the Go standard library and the modules below. Their licences
ask that these notices go with every copy of the program.
`
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gennotices:", err)
		os.Exit(1)
	}
}

func run() error {
	modules, err := linked()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(head)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	if err := notice(&out, "Go standard library", strings.TrimSpace(string(root))); err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		if err := notice(&out, path, modules[path]); err != nil {
			return err
		}
	}
	return os.WriteFile(output, out.Bytes(), 0o644)
}

// linked gives the folders of the modules that are part of a build, by path.
func linked() (map[string]string, error) {
	modules := map[string]string{}
	for _, system := range []string{"windows", "linux", "darwin"} {
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./cmd/setuplogreview")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		text, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for line := range strings.Lines(string(text)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				modules[path] = dir
			}
		}
	}
	return modules, nil
}

// notice writes the licence texts of one module.
func notice(out *bytes.Buffer, name, dir string) error {
	texts, err := licences(dir)
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		return fmt.Errorf("%s: no licence file in %s", name, dir)
	}
	fmt.Fprintf(out, "\n## %s\n", name)
	for _, text := range texts {
		fmt.Fprintf(out, "\n```text\n%s\n```\n", text)
	}
	return nil
}

// licences reads the files of a module that state its licence.
func licences(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		upper := strings.ToUpper(e.Name())
		for _, prefix := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "ATTRIB"} {
			if !e.IsDir() && strings.HasPrefix(upper, prefix) {
				names = append(names, e.Name())
			}
		}
	}
	sort.Strings(names)
	var texts []string
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	return texts, nil
}
