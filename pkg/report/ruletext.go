package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// RuleRow is a rule or an article in a list.
type RuleRow struct {
	ID, Kind, Category, Title string
	// Severity is empty for an article.
	Severity rules.Severity
}

// WriteRuleList writes a table of rules and articles, and how many they are.
func WriteRuleList(w io.Writer, rows []RuleRow, opts Options) error {
	t := text{page: newPage(opts), opts: opts}
	list := table{columns: []column{{title: "Id"}, {title: "Severity"}, {title: "Category", spare: true}, {title: "Title", spare: true}}}
	articles := 0
	for _, r := range rows {
		severity := string(r.Severity)
		if r.Kind == KindArticle {
			severity = KindArticle
			articles++
		}
		list.add(r.ID, severity, r.Category, r.Title)
	}
	if len(rows) > 0 {
		if err := t.table(0, list); err != nil {
			return err
		}
		t.gap()
	}
	t.prose(0, fmt.Sprintf("%s, %s.", plural(len(rows)-articles, "rule"), plural(articles, "article")))
	_, err := io.WriteString(w, t.String())
	return err
}

// RulePage is a rule or an article in full.
type RulePage struct {
	Explained
	// Properties are name and value of what else it says, in order.
	Properties [][2]string
	// Variants are titles and causes that take the place of the rule's own.
	Variants []Explained
}

// WriteRulePage writes a rule or an article in full.
func WriteRulePage(w io.Writer, r RulePage, opts Options) error {
	t := text{page: newPage(opts), opts: opts}
	t.explained(r.Explained)
	if len(r.Symptoms) > 0 {
		t.part("What users see")
		for _, symptom := range r.Symptoms {
			t.bullet(4, oneLine(symptom))
		}
	}
	for _, v := range r.Variants {
		t.heading("Variant")
		t.explained(v)
	}
	t.heading("Rule")
	for _, p := range r.Properties {
		t.prose(2, oneLine(p[0]+": "+p[1]))
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// WriteTrace writes why a rule fired or did not, attempt by attempt.
func WriteTrace(w io.Writer, traces []rules.Trace, opts Options) error {
	t := text{page: newPage(opts), opts: opts}
	for _, trace := range traces {
		t.trace(trace)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

func (t text) trace(trace rules.Trace) {
	a := trace.Attempt
	t.heading(fmt.Sprintf("Attempt %d, lines %d to %d", a.Index, a.Line, a.EndLine))
	style := t.warn
	if trace.Fired {
		style = t.good
	}
	for _, line := range t.wrap(oneLine(trace.Verdict), partIndent) {
		t.line(partIndent, style, line)
	}
	for _, tree := range trace.Trees {
		t.gap()
		if tree.Line > 0 {
			t.prose(partIndent, fmt.Sprintf("For the failure on line %d:", tree.Line))
		}
		t.condition(partIndent, tree.Root)
	}
	for i, variant := range trace.Variants {
		t.gap()
		t.prose(partIndent, fmt.Sprintf("Variant %d:", i+1))
		t.condition(partIndent, variant)
	}
	t.captured(trace.Matches)
}

// condition writes a condition and those below it, each with what it rests on or what there was
// instead.
func (t text) condition(indent int, n *rules.TraceNode) {
	mark, style := "no   ", t.bad
	if n.Holds {
		mark, style = "yes  ", t.good
	}
	t.item(item{indent: indent, mark: mark, style: style, text: oneLine(n.Text)})
	for _, e := range n.Evidence {
		t.prose(indent+5, fmt.Sprintf("line %d:", e.Line))
		t.log(indent+7, t.excerpt(e.Text, false))
	}
	for _, note := range n.Notes {
		t.prose(indent+5, oneLine(note))
	}
	for _, kid := range n.Kids {
		t.condition(indent+3, kid)
	}
}

// captured lists the captures of the matches.
func (t text) captured(matches []*rules.Match) {
	for _, m := range matches {
		var words []string
		for _, name := range slices.Sorted(maps.Keys(m.Captures)) {
			words = append(words, name+" = "+strings.Join(m.Captures[name], ", "))
		}
		if len(words) == 0 {
			continue
		}
		t.gap()
		t.prose(partIndent, "Captures:")
		for _, w := range words {
			t.bullet(partIndent+2, oneLine(w))
		}
	}
}
