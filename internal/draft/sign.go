package draft

import (
	"fmt"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// sign is what in an excerpt a rule can know the failure by.
type sign struct {
	kind      parser.Kind
	excerpt   string
	readiness string // name of a readiness rule that failed
	failure   bool   // the text stands in an error block or behind [ERROR]
	text      string // canonical text that shows it
}

// newSign takes the most telling sign: a failed readiness rule, a failure, or the longest line.
func newSign(excerpt string, examined []rules.Examined) sign {
	s := sign{kind: parser.KindOf([]byte(excerpt)), excerpt: excerpt}
	for _, x := range examined {
		for i := range x.Attempt.Readiness {
			if r := &x.Attempt.Readiness[i]; r.Rule != "" || r.Message != "" {
				s.readiness, s.text = r.Rule, r.Message
				return s
			}
		}
	}
	for _, x := range examined {
		for i := range x.Attempt.Failures {
			if f := &x.Attempt.Failures[i]; !f.Ignored && or(f.Message, f.FirstError) != "" {
				s.failure, s.text = true, or(f.Message, f.FirstError)
				return s
			}
		}
	}
	s.text = longestEntry(excerpt, s.kind)
	return s
}

func longestEntry(excerpt string, kind parser.Kind) string {
	longest := ""
	for entry, err := range parser.Entries(parser.NewReader(strings.NewReader(excerpt)), parser.EntryOptions{Kind: kind}) {
		if err == nil && len(entry.Text()) > len(longest) {
			longest = entry.Text()
		}
	}
	return longest
}

// conditions lists the conditions that may find the sign, the most tolerant first.
func (s sign) conditions() []string {
	if s.readiness != "" {
		return []string{fmt.Sprintf("readiness: [%s]", s.readiness)}
	}
	key := "entry"
	if s.failure {
		key = "failure"
	}
	var list []string
	for _, text := range []string{sentence(s.text), s.text} {
		for _, pattern := range []string{tolerant(text), literal(text)} {
			list = append(list, key+": "+singleQuoted(pattern))
		}
	}
	return list
}

// maxPattern is how much of a text becomes a pattern: the words after it add nothing.
const maxPattern = 160

// sentence gives the beginning of a text: as many sentences as say enough.
func sentence(text string) string {
	for i := range text {
		if strings.HasPrefix(text[i:], ". ") && saysEnough(text[:i]) {
			text = text[:i]
			break
		}
	}
	if len(text) > maxPattern {
		text = text[:maxPattern]
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			text = text[:i]
		}
		text = unclosed().ReplaceAllString(text, "")
	}
	return strings.TrimRight(strings.ToValidUTF8(text, ""), ". ")
}

// saysEnough says whether a text has words enough beside what varies.
func saysEnough(text string) bool { return len(variable().ReplaceAllString(text, "")) >= 45 }

// unclosed is a quoted text that was cut within.
var unclosed = lazy.Regexp(`\B['"][^'"]*$`)

// variable is what differs from server to server: quoted names, paths, GUIDs, names with dots,
// numbers. A code in hexadecimal digits is found so that it is not cut up.
var variable = lazy.Regexp(`\B'[^']+'\B|"[^"]+"|[A-Za-z]:\\[^\s'"]+(?: [^\s'"\\]+\\[^\s'"]*)*|\\\\[^\s'"]+|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|\b[\w-]+(?:\.[\w-]+){2,}\b|\b0[xX][0-9A-Fa-f]+\b|\d+`)

// tolerant is a pattern for the text that leaves open what varies.
func tolerant(text string) string {
	var b strings.Builder
	at := 0
	for _, m := range variable().FindAllStringIndex(text, -1) {
		b.WriteString(literal(text[at:m[0]]))
		b.WriteString(open(text[m[0]:m[1]]))
		at = m[1]
	}
	b.WriteString(literal(text[at:]))
	return b.String()
}

// open is a pattern for something that varies.
func open(value string) string {
	switch {
	case isHex(value):
		return value
	case value[0] == '\'':
		return `'[^']+'`
	case value[0] == '"':
		return `"[^"]+"`
	case isNumber(value):
		return `\d+`
	case strings.Contains(value, " "):
		return `.+?`
	}
	return `\S+`
}

// isHex is true for a code such as 0x80070643, which says what is wrong and does not vary.
func isHex(value string) bool {
	return len(value) > 2 && value[0] == '0' && value[1]|0x20 == 'x'
}

func isNumber(value string) bool { return strings.Trim(value, "0123456789") == "" }

// literal is a pattern for exactly the text.
func literal(text string) string {
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune(`\.+*?()|[]{}^$#`, c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// lookAlikes lists excerpts that must not match, the most natural first: the rule evaluated to
// false, the excerpt without the lines that show it, the same line that goes on differently.
func (s sign) lookAlikes() []string {
	var list []string
	if s.readiness != "" {
		list = append(list, fmt.Sprintf(`[03/07/2021 18:24:37.0792] [1] Evaluated [Rule:%s] [HasException:False] [Value:"False"] [ParentValue:"<NULL>"] [Thread:12] [Duration:00:00:00]`, s.readiness))
	}
	words := strings.Fields(s.text)
	half := strings.Join(words[:(len(words)+1)/2], " ")
	if len(words) > 3 {
		list = append(list, s.line(half+" and so on"))
	}
	return append(list, s.line("Something else is written here"))
}

// line is a line of a log that the rule looks at.
func (s sign) line(text string) string {
	const stamp = "[03/07/2021 18:24:37.0792] [1] "
	if s.failure {
		return stamp + "[ERROR] " + text
	}
	return stamp + text
}

// maxIDWords is how many words an id is made of.
const maxIDWords = 5

var (
	capital = lazy.Regexp(`([a-z0-9])([A-Z])`)
	noWord  = lazy.Regexp(`[^a-z0-9]+`)
)

// id makes an id of the sign. What holds a number differs from server to server; only the name of a
// readiness rule does not.
func (s sign) id() string {
	text := s.text
	if s.readiness != "" {
		text = capital().ReplaceAllString(s.readiness, "$1 $2")
	} else {
		text = variable().ReplaceAllStringFunc(text, blankName)
	}
	var words []string
	for _, word := range strings.Fields(noWord().ReplaceAllString(strings.ToLower(strings.ReplaceAll(text, "'", "")), " ")) {
		if len(words) < maxIDWords && !small(word) && (s.readiness != "" || !strings.ContainsAny(word, "0123456789")) {
			words = append(words, word)
		}
	}
	return or(strings.Join(words, "-"), "new-rule")
}

// blankName takes out what varies; numbers stay, so that the word in which one stands is left out.
func blankName(value string) string {
	if isNumber(value) || isHex(value) {
		return value
	}
	return " "
}

func small(word string) bool {
	switch word {
	case "the", "a", "an", "of", "to", "in", "on", "at", "is", "was", "and", "or", "for", "with", "by", "that", "this", "be", "it", "has", "have":
		return true
	}
	return false
}
