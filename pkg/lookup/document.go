package lookup

import (
	"slices"
	"strconv"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// place is where in a rule or article a word stands. Each counts less than the one before.
type place uint8

const (
	inTitle    place = iota // id and title
	inSymptoms              // words of users
	inPattern               // words of the log
	inCause
	inSteps
	places
)

// weight says how much a word counts that stands there.
func (p place) weight() int { return [places]int{10, 10, 8, 4, 1}[p] }

// tells says whether a code that stands there is the code of this failure.
func (p place) tells() bool { return p <= inCause }

// document is a rule or article with what the search found in it.
type document struct {
	is    Hit
	names []string
	codes []code
	texts [places][]string

	found  [places][]bool // by place and word of the query
	run    [places]int    // longest run of the query's words that stand there in a row
	code   place          // best place with a code of the query; places when there is none
	strong bool           // the code is declared
	knows  []bool         // by code of the query: it stands somewhere or is declared
	length int            // words of id and title
}

func documents(set *rules.Set) []document {
	docs := make([]document, 0, len(set.Rules)+len(set.Articles))
	for _, r := range set.Rules {
		docs = append(docs, ofRule(r))
	}
	for _, a := range set.Articles {
		docs = append(docs, ofArticle(a))
	}
	return docs
}

func ofRule(r *rules.Rule) document {
	d := document{is: Hit{ID: r.ID, Rule: r}}
	d.texts[inTitle] = []string{r.ID, r.Title}
	d.texts[inSymptoms] = slices.Clone(r.Symptoms)
	d.addCodes(r.Codes, r.Events)
	d.texts[inCause] = []string{r.Cause}
	d.addCondition(&r.Match)
	d.addSteps(r.Remediation)
	for i := range r.Variants {
		v := &r.Variants[i]
		d.addCondition(&v.When)
		d.add(inTitle, v.Title)
		d.add(inCause, v.Cause)
		d.addSteps(v.Remediation)
	}
	return d
}

func ofArticle(a *rules.Article) document {
	d := document{is: Hit{ID: a.ID, Article: a}}
	d.texts[inTitle] = []string{a.ID, a.Title}
	d.texts[inSymptoms] = slices.Clone(a.Symptoms) // Find is the proof of these, and no text
	d.texts[inCause] = []string{a.Cause}
	d.addCodes(a.Codes, a.Events)
	d.addSteps(a.Remediation)
	return d
}

func (d *document) add(at place, text string) {
	if text != "" {
		d.texts[at] = append(d.texts[at], text)
	}
}

// addCodes takes the codes and events that are declared.
func (d *document) addCodes(codes []string, events []int) {
	for _, text := range codes {
		if c, ok := parseCode(strings.ToLower(strings.TrimLeft(text, "-")), strings.HasPrefix(text, "-")); ok {
			d.codes = append(d.codes, c)
		}
	}
	for _, event := range events {
		d.codes = append(d.codes, code(event))
		d.add(inSymptoms, "event "+strconv.Itoa(event))
	}
}

func (d *document) addSteps(steps []rules.Step) {
	for _, s := range steps {
		d.add(inSteps, s.Text)
		d.add(inSteps, s.Command)
	}
}

// addCondition takes the words of a condition: patterns without their signs, values, and names.
func (d *document) addCondition(c *rules.Condition) {
	for _, pattern := range []string{c.Entry, c.Script, c.Failure, c.Message, c.Matches} {
		if pattern != "" {
			d.add(inPattern, patternWords(pattern))
		}
	}
	d.add(inPattern, c.Is)
	for _, value := range c.In {
		d.add(inPattern, value)
	}
	for _, name := range c.Readiness {
		if name != "*" {
			d.names = append(d.names, strings.ToLower(name))
			d.add(inPattern, apart(name))
		}
	}
	for _, list := range [][]rules.Condition{c.All, c.Any, c.Sequence} {
		for i := range list {
			d.addCondition(&list[i])
		}
	}
}

// apart writes the words of a name apart: Reboot Pending for RebootPending.
func apart(name string) string {
	var b strings.Builder
	for i, c := range name {
		if i > 0 && c >= 'A' && c <= 'Z' && !(name[i-1] >= 'A' && name[i-1] <= 'Z') {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// patternWords gives the words of a regular expression. What stands for text that varies becomes
// a full stop.
func patternWords(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			i++
			b.WriteString(escaped(pattern[i]))
		case c == '(' && strings.HasPrefix(pattern[i:], "(?"):
			i += groupHead(pattern[i:]) - 1
			b.WriteByte(' ')
		case c == '[':
			i += classLength(pattern[i:]) - 1
			b.WriteByte('.')
		case c == '{':
			i += max(strings.IndexByte(pattern[i:], '}'), 0)
		case strings.IndexByte("()|*+?^$", c) >= 0:
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escaped gives what stands for a character behind a backslash.
func escaped(c byte) string {
	if isWordByte(c) {
		return " . " // a class of characters or an anchor
	}
	return string(rune(c))
}

// groupHead is the length of what opens a group: (?: or (?<name> or (?=.
func groupHead(s string) int {
	if strings.HasPrefix(s, "(?<") && len(s) > 3 && s[3] != '=' && s[3] != '!' {
		if end := strings.IndexByte(s, '>'); end > 0 {
			return end + 1
		}
	}
	if strings.HasPrefix(s, "(?<") {
		return min(4, len(s))
	}
	return min(3, len(s))
}

// classLength is the length of a class of characters such as [^'].
func classLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == ']' && i > 1 && !(i == 2 && s[1] == '^'):
			return i + 1
		}
	}
	return len(s)
}
