// Package draft begins a rule from a pasted excerpt: a commented file that loads, with a pattern that
// finds the excerpt and tests that show it. What only a person can know stays marked FILL IN.
package draft

import (
	"errors"
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Options name the rule. The zero value takes both from the excerpt.
type Options struct {
	// ID of the rule; made of the words of the excerpt when empty.
	ID string
	// Category of the rule; "own" when empty.
	Category string
}

// Draft is a rule that has been begun.
type Draft struct {
	ID   string
	Text string // of the YAML file
	// KnownAs lists the rules that find the excerpt already.
	KnownAs []string
}

// maxExcerpt is how much of an excerpt becomes a test.
const maxExcerpt = 64 << 10

// New begins a rule for the excerpt, next to the rules of a set.
func New(excerpt string, beside *rules.Set, opts Options) (Draft, error) {
	excerpt = clean(excerpt)
	switch {
	case excerpt == "":
		return Draft{}, errors.New("the excerpt is empty; paste the lines of the log that show the failure")
	case len(excerpt) > maxExcerpt:
		return Draft{}, fmt.Errorf("the excerpt has %d bytes; cut it down to the lines that show the failure, at most %d bytes", len(excerpt), maxExcerpt)
	}
	examined, err := rules.NewEngine(beside).Examine(strings.NewReader(excerpt), parser.KindOf([]byte(excerpt)), rules.Switches{})
	if err != nil {
		return Draft{}, fmt.Errorf("the excerpt can not be read: %w", err)
	}
	s := newSign(excerpt, examined)
	d := Draft{ID: freeID(opts.ID, s, beside), KnownAs: known(examined)}
	for _, match := range s.conditions() {
		for _, not := range s.lookAlikes() {
			page := page{id: d.ID, category: or(opts.Category, "own"), sign: s, match: match, not: not, excerpt: excerpt}
			if d.Text = page.text(); proves(d.Text, beside) {
				return d, nil
			}
		}
	}
	return d, errors.New("no pattern was found that tells this excerpt from other lines; paste the whole line or block, not only a part of it")
}

// clean takes out what a YAML file may not hold, and the lines that are empty at both ends.
func clean(excerpt string) string {
	excerpt = strings.ReplaceAll(strings.ToValidUTF8(excerpt, "\ufffd"), "\r\n", "\n")
	excerpt = strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff:
			return -1
		}
		return c
	}, excerpt)
	lines := strings.Split(excerpt, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// known lists the rules that find the excerpt, but for those that take what nothing else explains.
func known(examined []rules.Examined) []string {
	var ids []string
	for _, x := range examined {
		for _, m := range x.Matches {
			if !m.Rule.Match.Unexplained {
				ids = append(ids, m.Rule.ID)
			}
		}
	}
	return ids
}

// proves says whether the file loads and its tests pass, alone and beside the other rules.
func proves(text string, beside *rules.Set) bool {
	own, err := rules.LoadSet(fstest.MapFS{"own/rule.yaml": {Data: []byte(text)}}, rules.LoadOptions{Steps: beside.Steps})
	if err != nil || len(own.Rules) != 1 {
		return false
	}
	both := &rules.Set{Rules: append(append([]*rules.Rule(nil), beside.Rules...), own.Rules...)}
	for _, set := range []*rules.Set{own, both} {
		for _, result := range rules.NewEngine(set).RunTests(own.Rules[0]) {
			if result.Problem != "" {
				return false
			}
		}
	}
	return true
}

// freeID gives the id asked for, or one of the words of the excerpt that no rule has.
func freeID(asked string, s sign, beside *rules.Set) string {
	if asked != "" {
		return asked
	}
	id := s.id()
	for n := 2; beside.Rule(id) != nil || beside.Article(id) != nil; n++ {
		id = fmt.Sprintf("%s-%d", s.id(), n)
	}
	return id
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
