package cli

import (
	"strings"
	"unicode"
)

// isDash is true for the hyphen and for what web pages and word processors make of it.
func isDash(r rune) bool {
	switch {
	case r == '-', r >= '\u2010' && r <= '\u2015', r == '\u2212':
		return true
	case r == '\ufe58', r == '\ufe63', r == '\uff0d':
		return true
	}
	return false
}

// fold brings the spellings of a flag's name together: setup-log, SetupLog, SETUP_LOG.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if isDash(r) || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// pascal gives the PowerShell spelling of a flag: SetupLog for setup-log.
func pascal(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// flagWord is an argument that begins with a dash, taken apart.
type flagWord struct {
	typed  string // as the user typed it
	dashes int
	body   string // without the dashes
	name   string // body up to the separator
	sep    byte   // ':' or '=', 0 when there is none
	value  string // behind the separator
}

// parseFlagWord takes an argument apart; ok is false for paths and for "-".
func parseFlagWord(arg string) (w flagWord, ok bool) {
	w.typed = arg
	w.body = strings.TrimLeftFunc(arg, isDash)
	if w.body == "" || w.body == arg {
		return w, false
	}
	w.dashes = len([]rune(arg)) - len([]rune(w.body))
	w.name = w.body
	if i := strings.IndexAny(w.body, ":="); i >= 0 {
		w.name, w.sep, w.value = w.body[:i], w.body[i], w.body[i+1:]
	}
	return w, true
}

// spell writes the name of a flag the way the user wrote this one.
func (w flagWord) spell(name string) string {
	if w.dashes == 1 {
		return "-" + pascal(name)
	}
	return "--" + name
}

// shown is the flag as typed, without its value.
func (w flagWord) shown() string {
	return strings.TrimSuffix(w.typed, w.body) + w.name
}
