package parser

import (
	"bytes"
	"slices"
)

// Repair gives a pasted text back the line breaks and the letter case that the grammar of logs
// goes by. It puts added in front of each entry that begins within a line, and removed where it
// takes out a line break of a log that was wrapped. A text that needs nothing is given back as it
// is.
func Repair(text []byte, added, removed string) []byte {
	return withoutWraps(withBreaks(withCase(text), added), removed)
}

// NeedsRepair says whether the beginning of a text looks as no program writes its logs: wrapped, or
// without capitals, or without anything else.
func NeedsRepair(head []byte) bool {
	sample := head[:min(len(head), wrapSample)]
	w := wrapOf(sample[:bytes.LastIndexByte(sample, '\n')+1])
	return w.cuts || w.words || isOneCase(sample)
}

// withoutWraps takes out the line breaks of a whole log that was wrapped. What is no whole log is
// looked at entry by entry (see paste).
func withoutWraps(text []byte, removed string) []byte {
	if !HasBanner(text) {
		return text
	}
	w := wrapOf(text[:min(len(text), wrapSample)])
	if !w.cuts && !w.words {
		return text
	}
	var c clock
	var h head
	var out, last []byte
	for line := range bytes.Lines(text) {
		bare := bytes.TrimRight(line, "\v\r\n")
		switch {
		case len(bare) == 0 || looseHead(bare, &c, &h) || parseHead(bare, &c, &h):
		case w.isCut(last):
			out = append(trimBreaks(out), removed...)
		case w.wrapsWord(last, bare):
			out = append(append(trimBreaks(out), removed...), ' ')
		}
		out, last = append(out, line...), bare
	}
	return out
}

func trimBreaks(text []byte) []byte { return bytes.TrimRight(text, "\v\r\n") }

// withBreaks puts a line break in front of the entries that begin within lines.
func withBreaks(text []byte, softBreak string) []byte {
	var out []byte
	from := 0
	clocked := isClock(bytes.TrimLeft(text, " \t\r\n"))
	line := lineStart{}
	for i := 1; i < len(text); i++ {
		n := bytes.IndexAny(text[i:], "[T")
		if n < 0 {
			break
		}
		if i += n; beginsWithin(line.before(text, i), text[i:], clocked) {
			out = append(append(out, bytes.TrimRight(text[from:i], " \t")...), softBreak...)
			from = i
		}
	}
	if from == 0 {
		return text
	}
	return append(out, text[from:]...)
}

// lineStart is where a line begins, without blanks, as far as the text has been looked at. A text may
// be one line: nothing of it is looked at twice.
type lineStart struct{ at, seen int }

// before gives what stands before an index in its line.
func (l *lineStart) before(text []byte, i int) []byte {
	if n := bytes.LastIndexAny(text[l.seen:i], "\n\v"); n >= 0 {
		l.at = l.seen + n + 1
	}
	for l.seen = i; l.at < i && isIndented(text[l.at:]); {
		l.at++
	}
	return text[l.at:i]
}

// beginsWithin says whether an entry begins at text, and something else stands before it in its line.
func beginsWithin(line, text []byte, clocked bool) bool {
	text = text[:min(len(text), maxHeadWithin)]
	switch {
	case len(line) == 0:
		return false
	case text[0] == 'T':
		return bytes.HasPrefix(text, []byte("The following "+generatedWhen)) && isRemark(line)
	case clocked && isClock(text) && isIndented(line[len(line)-1:]):
		return true
	}
	return headWithin(line, text)
}

// isRemark says whether what stands before a block in its line was said by who posted it.
func isRemark(line []byte) bool {
	var c clock
	var h head
	line = bytes.TrimSpace(line)
	line = append(bytes.Clone(line[:min(len(line), maxLineBefore)]), " -"...) // a head has something behind it
	return !parseHead(line, &c, &h) && !looseHead(line, &c, &h) && !beginsMessage(line) && line[0] != '.' &&
		!bytes.Equal(line, []byte("Error: -"))
}

// headWithin says whether text is the head of an entry, and no part of that of its line.
func headWithin(before, text []byte) bool {
	line := bytes.TrimRight(before, " \t")
	var c clock
	var h head
	if parseHead(text, &c, &h) {
		return true
	}
	if len(line) == len(before) || line[len(line)-1] == ']' || line[len(line)-1] == ',' || isHeadOnly(line) {
		return false
	}
	_, end := parseLevel(text, 0)
	if end > 0 && end < len(text) && text[end] == ' ' && end+1 < len(text) && text[end+1] == '[' {
		text = text[end+1:]
	}
	tag, end := parseTag(text, 0)
	return tag != TagNone && end > 0 && text[end-1] == ' '
}

// isHeadOnly says whether a line is a head with no message yet.
func isHeadOnly(line []byte) bool {
	var c clock
	var h head
	return len(line) < maxLineBefore && looseHead(append(bytes.Clone(line), " -"...), &c, &h) && h.message >= len(line)
}

const (
	maxHeadWithin = 64  // more than a head is long
	maxLineBefore = 256 // more than a head is long that somebody wrote something before
)

// inCase are the phrases that the grammar knows, as setup writes them.
// The longer of two that one begins stands first.
var inCase = slices.Concat([]string{"Error: The following " + generatedWhen}, frame[:], servicePhrases[:], []string{
	generatedWhen, "System.", "Microsoft.Exchange.", "Exception: ", "ErrorRecord: ",
	"[Rule:", "[Message:", "[Setting:", "[Value:", "[ParentValue:", "[HasException:", "[Error] ", "* ServiceControl.ps1",
	"Starting service '", "Killing instead of Stopping '", "Starting services for", "(d) Starting ", "(d) Already started ",
	"Reading service registry data from", "Will stop services", "Will disable services", "Will enable services",
	"Saving service state to", "Removing service state from", "State file ", "Overwrite is specified", "Unable to ",
})

// withCase gives the phrases of the grammar back their letter case in a text that is all small
// letters, or all capitals.
func withCase(text []byte) []byte {
	if !isOneCase(text) {
		return text
	}
	out := bytes.ToLower(text)
	for _, phrase := range inCase {
		out = bytes.ReplaceAll(out, bytes.ToLower([]byte(phrase)), []byte(phrase))
	}
	return out
}

// isOneCase says whether a text has letters of one case only.
func isOneCase(text []byte) bool { return hasLetters(text, 'a') != hasLetters(text, 'A') }

// hasLetters says whether text has letters of the case in which that letter stands.
func hasLetters(text []byte, first byte) bool {
	for _, c := range text {
		if c-first <= 'z'-'a' {
			return true
		}
	}
	return false
}
