package literals

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep groups may nest.
const maxDepth = 100

// parser walks through a pattern and keeps only what concerns literals. It is conservative:
// what it does not know for certain makes it give up on the whole pattern, since a wrong guess
// at where a construct ends would make literals of things that are none.
type parser struct {
	rest   string
	depth  int
	giveUp bool
}

// parse gives what is known of a pattern; false when the parser does not understand it.
func parse(pattern string) (needs, bool) {
	p := &parser{rest: pattern}
	n := anyOf(p.branches())
	return n, !p.giveUp && p.rest == ""
}

// branches reads an alternation up to the end of its group or of the pattern.
func (p *parser) branches() []needs {
	all := []needs{p.branch()}
	for p.accept("|") {
		all = append(all, p.branch())
	}
	return all
}

// branch reads one concatenation.
func (p *parser) branch() needs {
	s := newSequence()
	for {
		p.skipComments()
		if p.giveUp || p.rest == "" || p.rest[0] == '|' || p.rest[0] == ')' {
			return s.result()
		}
		s.add(p.quantified(p.atom()))
	}
}

// quantified reads the quantifier after a part, if there is one.
func (p *parser) quantified(n needs) needs {
	p.skipComments()
	least, most, length := quantifier(p.rest)
	if length == 0 {
		return n
	}
	p.rest = p.rest[length:]
	p.skipComments()
	p.accept("?")
	if _, _, again := quantifier(p.rest); again > 0 {
		return p.fail()
	}
	switch {
	case least == "0" && most == "1":
		return n.optional()
	case strings.Trim(least, "0") == "":
		return nothing()
	}
	return n.repeated()
}

// quantifier gives the bounds of the quantifier that text begins with, and its length; a length
// of 0 when it begins with none.
func quantifier(text string) (least, most string, length int) {
	if text == "" {
		return "", "", 0
	}
	switch text[0] {
	case '*':
		return "0", "", 1
	case '+':
		return "1", "", 1
	case '?':
		return "0", "1", 1
	case '{':
		return braces(text)
	}
	return "", "", 0
}

// braces reads {n}, {n,} and {n,m}; any other brace is an ordinary character.
func braces(text string) (least, most string, length int) {
	body, _, closed := strings.Cut(text[1:], "}")
	least, most, hasComma := strings.Cut(body, ",")
	if !closed || least == "" || strings.Trim(least+most, "0123456789") != "" {
		return "", "", 0
	}
	if !hasComma {
		most = least
	}
	return least, most, len(body) + 2
}

// atom reads one character, class, group or assertion.
func (p *parser) atom() needs {
	switch c := p.rest[0]; c {
	case '(':
		return p.group()
	case '[':
		p.rest = p.rest[1:]
		return p.class()
	case '\\':
		p.rest = p.rest[1:]
		return p.escape()
	case '.':
		p.rest = p.rest[1:]
		return nothing()
	case '^', '$':
		p.rest = p.rest[1:]
		return empty()
	case '*', '+', '?':
		return p.fail()
	}
	if _, _, length := quantifier(p.rest); length > 0 {
		return p.fail()
	}
	return oneOf([]byte{p.character()})
}

// character takes one character; what is not ASCII becomes a zero byte.
func (p *parser) character() byte {
	r, size := utf8.DecodeRuneInString(p.rest)
	p.rest = p.rest[size:]
	if r >= utf8.RuneSelf {
		return 0
	}
	return byte(r)
}

// group reads everything that begins with a parenthesis.
func (p *parser) group() needs {
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case p.depth > maxDepth:
		return p.fail()
	case p.accept("(?:"), p.accept("(?>"):
		return p.body()
	case p.accept("(?="), p.accept("(?<="):
		return p.body().zeroWidth()
	case p.accept("(?!"), p.accept("(?<!"):
		p.body()
		return empty()
	case strings.HasPrefix(p.rest, "(?("):
		p.rest = p.rest[2:]
		return p.conditional()
	case p.accept("(?<"):
		return p.named(">")
	case p.accept("(?'"):
		return p.named("'")
	case p.accept("(?"):
		return p.options()
	}
	p.accept("(")
	return p.body()
}

// body reads a group from behind its beginning to behind its end.
func (p *parser) body() needs {
	n := anyOf(p.branches())
	p.expect(")")
	return n
}

// named reads the name of a group, which may be a balancing one, and its body.
func (p *parser) named(end string) needs {
	name, rest, found := strings.Cut(p.rest, end)
	if !found || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r != '-' && !isWord(r) }) {
		return p.fail()
	}
	p.rest = rest
	return p.body()
}

// conditional reads (?(condition)yes|no) from its condition on.
func (p *parser) conditional() needs {
	p.group()
	branches := p.branches()
	p.expect(")")
	if len(branches) != 2 {
		return nothing()
	}
	return anyOf(branches)
}

// options reads inline options; those that change how a pattern is read are not understood.
func (p *parser) options() needs {
	rest := strings.TrimLeft(p.rest, "imnsIMNS+-")
	if rest == p.rest {
		return p.fail()
	}
	p.rest = rest
	if p.accept(":") {
		return p.body()
	}
	p.expect(")")
	if _, _, length := quantifier(p.rest); length > 0 {
		return p.fail()
	}
	return empty()
}

// escape reads what follows a backslash outside of a class.
func (p *parser) escape() needs {
	if p.rest == "" {
		return p.fail()
	}
	switch c := p.rest[0]; {
	case strings.IndexByte("bBAGZz", c) >= 0:
		p.rest = p.rest[1:]
		return empty()
	case c >= '0' && c <= '9': // a reference or an octal code
		p.rest = strings.TrimLeft(p.rest, "0123456789")
		return nothing()
	case c == 'k':
		return p.reference()
	case (c == '<' || c == '\'') && len(p.rest) > 1 && startsWord(p.rest[1:]): // perhaps an old reference
		return p.fail()
	}
	c, simple := p.escaped()
	if !simple {
		return nothing()
	}
	return oneOf([]byte{c})
}

// reference reads \k<name> or \k'name'.
func (p *parser) reference() needs {
	switch {
	case p.accept("k<"):
		p.skipPast(">")
	case p.accept("k'"):
		p.skipPast("'")
	default:
		return p.fail()
	}
	return nothing()
}

// escaped reads the escape of a character or of a class of characters, which is the same inside
// and outside of brackets. It is simple when it stands for the character itself.
func (p *parser) escaped() (c byte, simple bool) {
	if p.rest == "" {
		p.fail()
		return 0, false
	}
	switch c := p.rest[0]; {
	case strings.IndexByte("wWdDsSnrtfvae", c) >= 0:
		p.rest = p.rest[1:]
	case c == 'p' || c == 'P':
		p.property()
	case c == 'x' && strings.HasPrefix(p.rest, "x{"):
		p.skipPast("}")
	case c == 'x':
		p.skip(3)
	case c == 'u':
		p.skip(5)
	case c == 'c':
		p.skip(2)
	case c < utf8.RuneSelf && isWord(rune(c)):
		p.fail()
	default:
		return p.character(), true
	}
	return 0, false
}

// property reads \p{Name} or \pL.
func (p *parser) property() {
	if strings.HasPrefix(p.rest[1:], "{") {
		p.skipPast("}")
		return
	}
	p.skip(2)
}

// class reads a bracketed class from behind its bracket. A small one, such as [Ss] or [.], is
// told character by character.
func (p *parser) class() needs {
	negated := p.accept("^")
	var chars []byte
	simple := !negated
	for first := true; first || !p.accept("]"); first = false {
		c, known := p.classItem(chars)
		if p.giveUp {
			return nothing()
		}
		simple = simple && known
		chars = append(chars, c)
	}
	chars = bytes.ToLower(chars)
	if !simple || len(chars) > 4 || bytes.IndexByte(chars[1:], '-') >= 0 {
		return nothing()
	}
	if len(chars) == 2 && chars[0] == chars[1] {
		chars = chars[:1]
	}
	return oneOf(chars)
}

// classItem reads one character or escape of a class, known when it stands for one character.
// A bracket after a dash may begin a subtraction, one before a colon a named class.
func (p *parser) classItem(before []byte) (c byte, known bool) {
	if p.rest == "" {
		p.fail()
		return 0, false
	}
	if p.accept("\\") {
		if p.rest != "" && strings.IndexByte("b0123456789", p.rest[0]) >= 0 {
			p.rest = p.rest[1:]
			return 0, false
		}
		return p.escaped()
	}
	c = p.character()
	afterDash := len(before) > 0 && before[len(before)-1] == '-'
	if c == '[' && (afterDash || strings.HasPrefix(p.rest, ":")) {
		p.fail()
	}
	return c, true
}

// skipComments drops (?#…), which may stand even between a part and its quantifier.
func (p *parser) skipComments() {
	for strings.HasPrefix(p.rest, "(?#") {
		p.skipPast(")")
	}
}

// skipPast drops everything up to and including end.
func (p *parser) skipPast(end string) {
	_, rest, found := strings.Cut(p.rest, end)
	if !found {
		p.fail()
	}
	p.rest = rest
}

// skip drops n ASCII characters.
func (p *parser) skip(n int) {
	for range n {
		if p.rest == "" || p.character() == 0 {
			p.fail()
			return
		}
	}
}

func (p *parser) accept(prefix string) bool {
	rest, found := strings.CutPrefix(p.rest, prefix)
	p.rest = rest
	return found
}

func (p *parser) expect(prefix string) {
	if !p.accept(prefix) {
		p.fail()
	}
}

// fail gives up on the pattern. Nothing is left, so that every loop ends.
func (p *parser) fail() needs {
	p.giveUp, p.rest = true, ""
	return nothing()
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWord(r)
}
