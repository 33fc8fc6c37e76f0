package rules

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/dlclark/regexp2"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// target says which text of an entry or failure a probe looks at.
type target uint8

const (
	targetEntry   target = iota // canonical text of an entry
	targetScript                // script text that setup echoed
	targetFailure               // a part of a failure
	targetValue                 // a setting, fact or capture
)

// probe is a pattern that is compiled when first needed. It is safe for concurrent use.
type probe struct {
	*Pattern
	ready atomic.Pointer[compiled]
}

// canWait says whether a probe need not be tried before a rule has matched.
func (p *probe) canWait() bool { return !p.Asked && p.Target == targetEntry }

// compiled is what a pattern becomes when it is first needed.
type compiled struct {
	plain string // the only text that the pattern matches, if there is but one
	front bool   // that text matches at the beginning only
	once  sync.Once
	re    *regexp2.Regexp
}

// compiled gives what the pattern has become, the same to all.
func (p *probe) compiled() *compiled {
	if c := p.ready.Load(); c != nil {
		return c
	}
	rest, front := strings.CutPrefix(p.Text, "^")
	plain, _ := plainPattern(rest)
	p.ready.CompareAndSwap(nil, &compiled{plain: plain, front: front})
	return p.ready.Load()
}

// tagSet is a set of entry tags; the empty set means any.
type tagSet uint8

func (s tagSet) has(t parser.Tag) bool { return s == 0 || s&(1<<t) != 0 }

// scoped says whether the set leaves only tagged lines, which are few.
func (s tagSet) scoped() bool { return s != 0 && !s.has(parser.TagNone) }

// tagNamed gives the tag by its name in the rule language.
func tagNamed(name string) parser.Tag {
	switch strings.ToLower(name) {
	case "error":
		return parser.TagError
	case "warning":
		return parser.TagWarning
	case "required":
		return parser.TagRequired
	case "recommended":
		return parser.TagRecommended
	case "reference":
		return parser.TagErrorReference
	}
	return parser.TagNone
}

func newTagSet(names []string) tagSet {
	var s tagSet
	for _, n := range names {
		s |= 1 << tagNamed(n)
	}
	return s
}

// found is one match of a probe: where it stands in the text, in bytes, and its named groups.
type found struct {
	start, end int
	captures   map[string]string
}

// errTimeout says that a pattern did not end within its limit, twice. The text of the engine's
// own error holds the input and is never shown.
var errTimeout = errors.New("the pattern did not end within its time limit")

// find looks for the first match in a text.
func (p *probe) find(text string) (found, bool, error) {
	c := p.compiled()
	if c.plain != "" {
		if i, ok := c.findPlain(text); ok {
			return found{start: i, end: i + len(c.plain)}, i >= 0, nil
		}
	}
	return c.find(p.Text, text)
}

// findPlain looks for the text that the pattern stands for; false when only the pattern can tell.
func (c *compiled) findPlain(text string) (int, bool) {
	if c.front { // a letter that folds to ASCII can have up to three bytes
		text = text[:min(len(text), 3*len(c.plain))]
	}
	i, ok := indexFold(text, c.plain)
	if c.front && i > 0 {
		i = -1
	}
	return i, ok
}

// find looks for the pattern by its regular expression.
func (c *compiled) find(pattern, text string) (found, bool, error) {
	c.once.Do(func() { c.re, _ = compilePattern(pattern) })
	if c.re == nil {
		return found{}, false, nil
	}
	runes := []rune(text)
	m, err := c.re.FindRunesMatch(runes)
	if err != nil {
		m, err = c.re.FindRunesMatch(runes)
	}
	if err != nil {
		return found{}, false, errTimeout
	}
	if m == nil {
		return found{}, false, nil
	}
	f := found{start: m.Index, end: m.Index + m.Length}
	if len(runes) < len(text) { // not all of it is ASCII
		f.start, f.end = len(string(runes[:f.start])), len(string(runes[:f.end]))
	}
	f.addGroups(m)
	return f, true, nil
}

// addGroups takes over the named groups of a match that caught something.
func (f *found) addGroups(m *regexp2.Match) {
	for _, g := range m.Groups() {
		if !isNamed(g.Name) || len(g.Captures) == 0 {
			continue
		}
		if v := strings.TrimSpace(g.String()); v != "" && !isSource(v) {
			if f.captures == nil {
				f.captures = map[string]string{}
			}
			f.captures[g.Name] = v
		}
	}
}

// isNamed tells a named group from a numbered one.
func isNamed(name string) bool { return name != "" && (name[0] < '0' || name[0] > '9') }

// isSource says whether a captured value is script source such as $mailboxId: a variable name
// stands where output would have a value.
func isSource(v string) bool {
	for i := 0; i+1 < len(v); i++ {
		if v[i] == '$' && (v[i+1] == '_' || v[i+1] == '(' || isLetter(v[i+1])) {
			return true
		}
	}
	return false
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
