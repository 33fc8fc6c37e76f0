package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

const (
	maxFileSize  = 4 << 20 // bytes of one rule file
	maxFileDepth = 40      // nested mappings and lists
	excerptWidth = 100     // columns of an excerpt
)

// document is one rule file with the problems found in it.
type document struct {
	path     string
	lines    []string
	root     *yaml.Node // nil when the file is no YAML
	problems []Problem
}

// parseDocument reads the YAML of a file; what is wrong with it becomes a problem.
func parseDocument(path string, data []byte) *document {
	doc := &document{path: path}
	if isMisnamed(path) {
		doc.add(0, 0, "rule files end in .yaml; rename this one, or it is not read")
		return doc
	}
	if len(data) > maxFileSize {
		doc.add(0, 0, fmt.Sprintf("the file has %d bytes, more than %d; split it", len(data), maxFileSize))
		return doc
	}
	doc.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if holdsNothing(doc.lines) {
		doc.add(1, 1, noRules)
		return doc
	}
	root, err := parseYAML(data)
	if err != nil {
		doc.addYAMLError(err)
		return doc
	}
	doc.root = root
	return doc
}

// noRules is what is wrong with a file that is empty or holds other things.
const noRules = "the file holds no rules; begin it with \"rules:\" and a list"

// holdsNothing says whether a file has only blank lines and comments.
func holdsNothing(lines []string) bool {
	return !slices.ContainsFunc(lines, func(line string) bool {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		return line != "" && !strings.HasPrefix(line, "#")
	})
}

// parseYAML gives the top node of the only document in data.
func parseYAML(data []byte) (*yaml.Node, error) {
	var node yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthValue(maxFileDepth), loaderlimits.AliasValue(0))
	if err := yaml.Load(data, &node, yaml.WithPlugin(limits)); err != nil {
		return nil, err
	}
	if node.Kind == yaml.DocumentNode && len(node.Content) == 1 {
		return node.Content[0], nil
	}
	return &node, nil
}

// top is the place of the whole document.
func (d *document) top() place { return place{doc: d, node: d.root} }

func (d *document) add(line, column int, message string) {
	d.problems = append(d.problems, Problem{
		Path: d.path, Line: line, Column: column, Message: strings.Map(printable.Rune, message), Excerpt: d.excerpt(line, column),
	})
}

// addYAMLError adds what the YAML library says, with its position where it gives one.
func (d *document) addYAMLError(err error) {
	var several *yaml.LoadErrors
	if errors.As(err, &several) && len(several.Errors) > 0 {
		for _, one := range several.Errors {
			d.add(one.Mark.Line, one.Mark.Column, "not valid YAML: "+one.Message)
		}
		return
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		d.add(one.Mark.Line, one.Mark.Column, "not valid YAML: "+one.Message+escapeHint(one.Message))
		return
	}
	d.add(0, 0, "not valid YAML: "+err.Error())
}

// escapeHint tells authors of patterns about quotes when a backslash was the trouble.
func escapeHint(message string) string {
	if strings.Contains(message, "escape") {
		return "; write patterns and paths in single quotes, where a backslash is a backslash"
	}
	return ""
}

// excerpt gives a line with a caret under the column, both free of control characters.
func (d *document) excerpt(line, column int) string {
	if line < 1 || line > len(d.lines) {
		return ""
	}
	runes := []rune(strings.Map(printable.Rune, d.lines[line-1]))
	at := min(max(column-1, 0), len(runes))
	from := 0
	if at > excerptWidth*3/4 {
		from = at - excerptWidth/2
	}
	to := min(from+excerptWidth, len(runes))
	return string(runes[from:to]) + "\n" + strings.Repeat(" ", at-from) + "^"
}
