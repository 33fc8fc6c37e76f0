package rules

import "strings"

// context says where in a command a placeholder stands.
type context uint8

const (
	bare           context = iota // no quotes
	inSingleQuotes                // PowerShell: nothing is special but the quote itself
	inDoubleQuotes                // PowerShell: $ and ` are special; cmd: % is
	inComment                     // PowerShell: up to the end of the line
	inOther                       // here-strings, block comments, after --%: no value enters
)

// takes says whether a value of that type may stand here.
func (c context) takes(t valueType, shell string) bool {
	switch {
	case c == inOther:
		return false
	case t.bare || c == inComment:
		return true
	case shell == ShellCmd:
		return c == inDoubleQuotes
	}
	return c == inSingleQuotes
}

// quoting gives the context of every placeholder of a command by its start.
func quoting(cmd, shell string) map[int]context {
	s := quoteScanner{text: cmd, found: map[int]context{}, marks: map[int]int{}}
	for _, p := range placeholders(cmd) {
		s.marks[p.start] = p.end
	}
	step := s.powerShell
	if shell == ShellCmd {
		step = s.cmd
	}
	for s.at < len(cmd) {
		if end, ok := s.marks[s.at]; ok {
			s.found[s.at] = s.state
			s.at = end
			continue
		}
		s.at += step()
	}
	return s.found
}

// quoteScanner walks over a command; its state is the context it is in.
type quoteScanner struct {
	text  string
	at    int
	state context
	end   string // what ends inOther; empty: nothing does
	marks map[int]int
	found map[int]context
}

// powerShell takes one step and gives its length.
func (s *quoteScanner) powerShell() int {
	c := s.text[s.at]
	switch s.state {
	case inSingleQuotes:
		return s.leave('\'', c)
	case inDoubleQuotes:
		if c == '`' {
			return 2
		}
		return s.leave('"', c)
	case inComment:
		if c == '\n' {
			s.state = bare
		}
		return 1
	case inOther:
		return s.leaveOther()
	}
	return s.enter(c)
}

// leave ends a quoted string at its quote, unless the quote is doubled.
func (s *quoteScanner) leave(quote, c byte) int {
	if c != quote {
		return 1
	}
	if s.at+1 < len(s.text) && s.text[s.at+1] == quote {
		return 2
	}
	s.state = bare
	return 1
}

func (s *quoteScanner) leaveOther() int {
	if s.end == "" || !strings.HasPrefix(s.text[s.at:], s.end) {
		return 1
	}
	s.state = bare
	return len(s.end)
}

// enter begins a string or comment of PowerShell.
func (s *quoteScanner) enter(c byte) int {
	rest := s.text[s.at:]
	for _, other := range []struct{ begin, end string }{
		{"@'\n", "\n'@"}, {"@\"\n", "\n\"@"}, {"<#", "#>"}, {"--%", ""},
	} {
		if strings.HasPrefix(rest, other.begin) {
			s.state, s.end = inOther, other.end
			return len(other.begin) - boundary(other.begin)
		}
	}
	switch {
	case c == '`':
		return 2
	case c == '\'':
		s.state = inSingleQuotes
	case c == '"':
		s.state = inDoubleQuotes
	case c == '#' && s.startsToken():
		s.state = inComment
	}
	return 1
}

// boundary leaves the line break of a here-string's head to its end, for an empty one.
func boundary(begin string) int {
	if strings.HasSuffix(begin, "\n") {
		return 1
	}
	return 0
}

// startsToken says whether the byte here begins a word.
func (s *quoteScanner) startsToken() bool {
	return s.at == 0 || strings.IndexByte(" \t\n;|&({,", s.text[s.at-1]) >= 0
}

// cmd takes one step through a command of cmd.exe, where only double quotes quote and only to
// the end of the line.
func (s *quoteScanner) cmd() int {
	switch c := s.text[s.at]; {
	case c == '\n':
		s.state = bare
	case c == '"' && s.state == inDoubleQuotes:
		s.state = bare
	case c == '"':
		s.state = inDoubleQuotes
	case c == '^' && s.state == bare:
		return 2
	}
	return 1
}
