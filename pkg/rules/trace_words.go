package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Words gives the condition in words, without those below it.
func (c *Condition) Words() string { return inWords(c) }

// Kids lists the conditions that a combination is made of.
func (c *Condition) Kids() []Condition { return slices.Concat(c.All, c.Any, c.None, c.Sequence) }

// inWords writes a condition as a line of text.
func inWords(c *Condition) string {
	switch {
	case len(c.All) > 0:
		return "all of these"
	case len(c.Any) > 0:
		return "any of these"
	case len(c.None) > 0:
		return "none of these"
	case len(c.Sequence) > 0:
		return "in this order" + sequenceWords(c)
	case c.Entry != "":
		return "an entry matches " + c.Entry + entryWords(c)
	case c.Script != "":
		return "a script matches " + c.Script + overWords(c)
	case c.Failure != "":
		return fmt.Sprintf("the %s of a failure matches %s", partOf(c), c.Failure)
	case len(c.Readiness) > 0:
		return readinessWords(c)
	case c.Unexplained:
		return "it failed, and no other rule explains it"
	case c.Setting != "":
		return "the setting " + c.Setting + comparisonWords(c)
	case c.Fact != "":
		return "the fact " + c.Fact + comparisonWords(c)
	case c.Capture != "":
		return "the capture " + c.Capture + comparisonWords(c)
	}
	return "the option --" + c.Option + " is on"
}

func sequenceWords(c *Condition) string {
	words := ""
	if c.Adjacent {
		words += ", directly after each other"
	}
	if c.Without != "" {
		words += ", without a match between them of " + c.Without
	}
	return words
}

func entryWords(c *Condition) string {
	var words []string
	if len(c.Tags) > 0 {
		words = append(words, "tagged "+strings.Join(c.Tags, " or "))
	}
	if c.Level != nil {
		words = append(words, fmt.Sprintf("of level %d", *c.Level))
	}
	if c.Position != "" {
		words = append(words, "the "+c.Position+" of the attempt")
	}
	if c.Silence > 0 {
		words = append(words, fmt.Sprintf("nothing logged for over %s after it", c.Silence))
	}
	if c.AtLeast > 0 {
		words = append(words, fmt.Sprintf("at least %d times", c.AtLeast))
	}
	return inBrackets(words)
}

func overWords(c *Condition) string {
	if c.Duration == 0 {
		return ""
	}
	return inBrackets([]string{"it ran for over " + c.Duration.String()})
}

func inBrackets(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, "; ") + ")"
}

func readinessWords(c *Condition) string {
	words := "the readiness rule " + strings.Join(c.Readiness, " or ") + " failed"
	if c.Readiness[0] == "*" {
		words = "a readiness rule failed"
	}
	if c.Message != "" {
		words += ", or a message without a name matches " + c.Message
	}
	if c.Evaluated {
		words += `, or it was evaluated to "True"`
	}
	if c.Unclaimed {
		words += ", and no other rule is about it"
	}
	return words
}

func comparisonWords(c *Condition) string {
	switch {
	case c.Is != "":
		return " is " + c.Is
	case c.IsNot != "":
		return " is not " + c.IsNot
	case len(c.In) > 0:
		return " is one of " + strings.Join(c.In, ", ")
	case c.Matches != "":
		return " matches " + c.Matches
	case c.Less != "":
		return " is less than " + c.Less
	case c.Equals != "":
		return " equals the fact " + c.Equals
	case c.SameCumulativeUpdate != "":
		return " is of the same cumulative update as " + c.SameCumulativeUpdate
	}
	return " is there"
}

// whyNot says of a condition that does not hold what there was instead.
func (w *watch) whyNot(n *node, failure int) []string {
	c := n.cond
	switch {
	case c.Entry != "":
		return w.whyNoEntry(n)
	case c.Script != "":
		return w.whyNoScript(n)
	case c.Failure != "":
		return w.whyNoFailure(n, failure)
	case len(c.Readiness) > 0:
		return w.whyNoReadiness(n)
	case c.Setting != "":
		return w.settingValues(c.Setting)
	case c.Fact != "":
		return w.factValues(c)
	case c.Capture != "":
		return []string{"its value is " + quoted(strings.Join(w.v.captures[c.Capture], ", "))}
	case c.Unexplained:
		return w.explainers()
	}
	return nil
}

func (w *watch) whyNoEntry(n *node) []string {
	count := w.v.hits[n.probe].total()
	if count == 0 {
		return w.nearly(n.probe)
	}
	first := w.v.hits[n.probe].all()[0]
	note := fmt.Sprintf("the pattern matches %d entries, the first on line %d, but not as it has to%s", count, first.line, entryWords(n.cond))
	if count == 1 {
		note = fmt.Sprintf("the pattern matches one entry, on line %d, but not as it has to%s", first.line, entryWords(n.cond))
	}
	return []string{note}
}

func (w *watch) whyNoScript(n *node) []string {
	list := w.v.hits[n.probe].all()
	if len(list) == 0 {
		return w.nearly(n.probe)
	}
	return []string{fmt.Sprintf("the pattern matches the script on line %d, which ran for %s", list[0].line, list[0].duration)}
}

// nearly names the lines that hold the words of a pattern without matching it.
func (w *watch) nearly(probe int32) []string {
	var words []string
	for _, l := range w.engine.probes[probe].Literals {
		words = append(words, strconv.Quote(l.Text))
	}
	lines := w.near[probe]
	switch {
	case len(words) == 0:
		return []string{"no entry matches"}
	case len(lines) == 0:
		return []string{"no entry that counts has the words " + strings.Join(words, " or ")}
	}
	return []string{fmt.Sprintf("%s the words %s, but not all that the pattern asks for", linesHave(lines), strings.Join(words, " or "))}
}

func linesHave(lines []int) string {
	if len(lines) == 1 {
		return fmt.Sprintf("line %d has", lines[0])
	}
	var list []string
	for _, line := range lines {
		list = append(list, fmt.Sprint(line))
	}
	return "lines " + strings.Join(list, ", ") + " have"
}

func (w *watch) whyNoFailure(n *node, failure int) []string {
	if failure < 0 {
		return []string{"the attempt has no failure: no error block and no [ERROR] that counts"}
	}
	text := partText(&w.v.attempt.Failures[failure], partOf(n.cond))
	if text == "" {
		return []string{"this failure has no " + partOf(n.cond)}
	}
	return []string{"it says " + quoted(text)}
}

func (w *watch) whyNoReadiness(n *node) []string {
	var notes []string
	for _, name := range n.cond.Readiness {
		for _, e := range w.v.evaluations(name) {
			notes = append(notes, fmt.Sprintf("%s was evaluated to %s on line %d, and no line says that it failed", name, quoted(e.Value), e.At.Line))
		}
	}
	if len(notes) > maxNear {
		notes = notes[:maxNear]
	}
	for i := range w.v.attempt.Readiness {
		if f := &w.v.attempt.Readiness[i]; f.Rule == "" && len(notes) < maxNear {
			notes = append(notes, fmt.Sprintf("line %d has a message without a name: %s", firstLineOf(f.At), quoted(f.Message)))
		}
	}
	if len(notes) == 0 {
		return []string{"the attempt says nothing of it"}
	}
	return notes
}

func firstLineOf(at []parser.Position) int {
	if len(at) == 0 {
		return 0
	}
	return at[0].Line
}

func (w *watch) settingValues(name string) []string {
	list := w.v.attempt.Settings[name]
	if len(list) == 0 {
		return []string{"the attempt does not evaluate it"}
	}
	var notes []string
	for _, e := range list[:min(len(list), maxNear)] {
		notes = append(notes, fmt.Sprintf("its value is %s on line %d", quoted(e.Value), e.At.Line))
	}
	return notes
}

func (w *watch) factValues(c *Condition) []string {
	notes := []string{w.factValue(c.Fact)}
	for _, other := range []string{c.Less, c.Equals, c.SameCumulativeUpdate} {
		if other != "" && isFact(other) {
			notes = append(notes, other+": "+w.factValue(other))
		}
	}
	return notes
}

func (w *watch) factValue(name string) string {
	f := w.v.attempt.Facts[name]
	switch {
	case f.Value == "":
		return "the attempt does not say it"
	case f.At.Line == 0:
		return "its value is " + quoted(f.Value)
	}
	return fmt.Sprintf("its value is %s, from line %d", quoted(f.Value), f.At.Line)
}

// explainers names what explains the failure already.
func (w *watch) explainers() []string {
	var ids []string
	for _, m := range w.v.matches {
		if m.Severity.Fails() {
			ids = append(ids, m.Rule.ID)
		}
	}
	if len(ids) == 0 {
		return []string{"nothing failed"}
	}
	return []string{"it is explained by " + strings.Join(ids, ", ")}
}

// quoted cuts a text to what fits a line.
func quoted(s string) string { return fmt.Sprintf("%q", shorten(s, 200)) }
