package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/report"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// writer collects the text of a page.
type writer struct{ strings.Builder }

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func rulePage(r *rules.Rule) string {
	w := &writer{}
	w.head(r.Title, r.ID)
	w.f("Severity **%s**, confidence %s, category [%s](%s#%s). Looked for in %s.\n\n", r.Severity, r.Confidence, r.Category,
		indexName, r.Category, strings.Join(sources(r), ", "))
	w.f("%s\n", markdown(rules.Expand(r.Cause, nil)))
	w.list("What users see", r.Symptoms)
	w.f("\n## What to do\n")
	w.steps(r.Remediation)
	w.variants(r.Variants)
	w.references(r.References)
	w.f("\n## What it looks for\n\n```text\n")
	w.condition(&r.Match, 0)
	w.f("```\n")
	w.precedence(r)
	w.example(r)
	w.source(r.Path)
	return w.String()
}

func articlePage(a *rules.Article) string {
	w := &writer{}
	w.head(a.Title, a.ID)
	w.f("An article: no line of a setup log shows it, `setuplogreview explain` finds it. Category [%s](%s#%s).\n\n", a.Category, indexName, a.Category)
	w.f("%s\n", markdown(rules.Expand(a.Cause, nil)))
	w.list("What users see", a.Symptoms)
	w.f("\n## What to do\n")
	w.steps(a.Remediation)
	w.references(a.References)
	var links []string
	for _, id := range a.SeeAlso {
		links = append(links, link(id))
	}
	if len(links) > 0 {
		w.f("\n## See also\n\n%s\n", strings.Join(links, ", "))
	}
	w.source(a.Path)
	return w.String()
}

func (w *writer) head(title, id string) {
	w.f("# %s\n\n%s\n\n`%s`\n\n", markdown(rules.Expand(title, nil)), generated, id)
}

func sources(r *rules.Rule) []string {
	if len(r.Sources) == 0 {
		return rules.DefaultSources()
	}
	return r.Sources
}

func (w *writer) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	w.f("\n## %s\n\n", title)
	for _, item := range items {
		w.f("- %s\n", markdown(item))
	}
}

// steps are numbered; what a step puts at risk stands first.
func (w *writer) steps(steps []rules.Step) {
	for i, s := range review.Remedies(steps, nil, nil) {
		mark := fmt.Sprintf("%d. ", i+1)
		w.f("\n%s", mark)
		if c := steps[i].When; c != nil {
			w.f("*When %s:* ", markdown(when(c)))
		}
		if risk := report.Risk(s); risk != "" {
			w.f("**%s** ", risk)
		}
		w.f("%s\n", markdown(s.Text))
		indent := strings.Repeat(" ", len(mark))
		if s.Command != "" {
			w.f("\n%s```%s\n", indent, language(s.Shell))
			for _, line := range strings.Split(strings.TrimRight(s.Command, "\n"), "\n") {
				w.f("%s\n", strings.TrimRight(indent+line, " "))
			}
			w.f("%s```\n", indent)
		}
	}
}

func language(shell string) string {
	if shell == rules.ShellCmd {
		return "bat"
	}
	return "powershell"
}

func (w *writer) variants(list []rules.Variant) {
	for _, v := range list {
		w.f("\n## When %s\n", markdown(when(&v.When)))
		if v.Title != "" {
			w.f("\n**%s**\n", markdown(rules.Expand(v.Title, nil)))
		}
		if v.Severity != "" {
			w.f("\nSeverity **%s**.\n", v.Severity)
		}
		if v.Cause != "" {
			w.f("\n%s\n", markdown(rules.Expand(v.Cause, nil)))
		}
		w.steps(v.Remediation)
	}
}

// when writes the condition of a variant on one line.
func when(c *rules.Condition) string {
	kids := c.Kids()
	if len(kids) == 0 {
		return c.Words()
	}
	var words []string
	for i := range kids {
		words = append(words, when(&kids[i]))
	}
	return c.Words() + ": " + strings.Join(words, "; ")
}

func (w *writer) condition(c *rules.Condition, depth int) {
	w.f("%s%s\n", strings.Repeat("  ", depth), strings.ReplaceAll(c.Words(), "\n", " "))
	kids := c.Kids()
	for i := range kids {
		w.condition(&kids[i], depth+1)
	}
}

func (w *writer) references(list []rules.Reference) {
	if len(list) == 0 {
		return
	}
	w.f("\n## Read more\n\n")
	for _, r := range list {
		w.f("- [%s](%s)\n", markdown(r.Title), r.URL)
	}
}

func (w *writer) precedence(r *rules.Rule) {
	if len(r.Supersedes) > 0 {
		w.f("\nTakes precedence over %s.\n", links(r.Supersedes))
	}
	if len(r.Causes) > 0 {
		w.f("\nIs the cause of %s.\n", links(r.Causes))
	}
}

func links(ids []string) string {
	var list []string
	for _, id := range ids {
		list = append(list, link(id))
	}
	return strings.Join(list, ", ")
}

// link leads to the page of a rule; what stands for several rules is only named.
func link(id string) string {
	if strings.Contains(id, "*") {
		return "`" + id + "`"
	}
	return fmt.Sprintf("[%s](%s.md)", id, id)
}

// maxExample is how many lines of an excerpt are shown.
const maxExample = 12

// example shows the first excerpt that the rule finds.
func (w *writer) example(r *rules.Rule) {
	for _, t := range r.Tests {
		if t.Log == "" {
			continue
		}
		lines := strings.Split(strings.TrimRight(t.Log, "\n"), "\n")
		if len(lines) > maxExample {
			lines = append(lines[:maxExample:maxExample], "...")
		}
		w.f("\n## Example\n\n```text\n%s\n```\n", strings.Join(lines, "\n"))
		return
	}
}

func (w *writer) source(path string) {
	path = filepath.ToSlash(path)
	w.f("\nStands in [%s](../../%s).\n", path, path)
}

// markdown writes prose so that Markdown shows it as it stands, on one line.
func markdown(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		if strings.IndexByte("*<|`[]_", c) >= 0 || c == '\\' && isPunctuation(next) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}
