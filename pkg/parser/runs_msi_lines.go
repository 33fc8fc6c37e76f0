package parser

import (
	"bytes"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// msiClue is a line that may say why the action after it failed.
type msiClue struct {
	weight  int    // how telling it is
	number  string // of the error
	text    string
	ordinal int
	at      Position
	custom  string // custom action that it names
}

// How telling the lines before a failed action are.
const (
	clueNote   = iota + 1 // the engine's own number
	clueCustom            // a custom action returned an error
	clueSource            // a package or a patch was not found
	clueOutput            // what the program of a custom action printed
	clueError             // an error with its number and text
)

const (
	maxClues  = 24
	clueReach = 50 // entries above a failed action that are looked at
)

// clue keeps a line that may say why something fails.
func (r *msiRuns) clue(line []byte, e *Entry) {
	c := clueOf(line)
	if c.weight == 0 || r.failed.set {
		return
	}
	c.ordinal, c.at = e.Ordinal, e.position()
	c.text = keepString([]byte(Canonical(string(line[:min(len(line), maxValue)]))), maxValue)
	if len(r.clues) == maxClues {
		r.clues = r.clues[:copy(r.clues, r.clues[1:])]
	}
	r.clues = append(r.clues, c)
}

// clueOf weighs a line.
func clueOf(line []byte) msiClue {
	if number := errorNumber(line); number != "" {
		return msiClue{weight: clueError, number: number}
	}
	switch {
	case hasAnyPrefix(line, "CAQuietExec", "WixQuietExec"):
		return msiClue{weight: clueOutput}
	case hasAnyPrefix(line, "CustomAction "):
		return customClue(line)
	case hasAnyPrefix(line, "SOURCEMGMT: Failed to resolve source", "Couldn't find local patch"):
		return msiClue{weight: clueSource}
	case hasAnyPrefix(line, "Note: 1: "):
		return noteClue(line)
	}
	return msiClue{}
}

// customClue reads "CustomAction NAME returned actual error code N". One that is to go on whatever
// happens says so behind it.
func customClue(line []byte) msiClue {
	rest := line[len("CustomAction "):]
	name, rest, ok := bytes.Cut(rest, []byte(" returned actual error code "))
	if !ok || bytes.Contains(rest, []byte("will be translated to success")) {
		return msiClue{}
	}
	return msiClue{weight: clueCustom, custom: keepString(name, maxValue)}
}

// noteClue takes the notes that name an error of an installation: 1300 to 1999, without those that
// only say that it failed and those that stand in every log.
func noteClue(line []byte) msiClue {
	number, _, _ := bytes.Cut(line[len("Note: 1: "):], []byte(" "))
	if len(number) != 4 || number[0] != '1' || number[1] < '3' {
		return msiClue{}
	}
	switch string(number) {
	case "1402", "1708", "1725", "1728", "1729", "1730":
		return msiClue{}
	}
	return msiClue{weight: clueNote, number: string(number)}
}

// errorNumber finds "Error 1722." at the start of a line or behind "Product: NAME -- ", whatever the
// word for error is in the language of Windows.
func errorNumber(line []byte) string {
	if i := bytes.Index(line, []byte(" -- ")); i >= 0 && i < 200 {
		line = line[i+len(" -- "):]
	}
	word, rest, ok := bytes.Cut(line[:min(len(line), 60)], []byte(" "))
	if !ok || len(rest) < 5 || len(word) == 0 || bytes.IndexByte(word, ':') >= 0 {
		return ""
	}
	if two(rest, 0)|two(rest, 2) < 0 || isDigit(rest[4]) || rest[4] == ' ' {
		return ""
	}
	if first := rest[0]; first != '1' && first != '2' {
		return ""
	}
	return string(rest[:4])
}

// failedAction finds "Action ended HH:mm:ss: NAME. Return value 3." in any language: the line ends
// with that number, and has a time and a name before it.
func failedAction(line []byte) (string, bool) {
	text := bytes.TrimRight(line, " ")
	for _, stop := range []string{".", "。", "\uFFFDB"} { // the last is how the stop of code page 932 reads in 1252
		text = bytes.TrimSuffix(text, []byte(stop))
	}
	if !bytes.HasSuffix(text, []byte("3")) || len(text) < 2 || isDigit(text[len(text)-2]) || hasAnyPrefix(line, "MSI (") {
		return "", false
	}
	m := endedAction().FindSubmatch(text[:min(len(text), 400)])
	if m == nil {
		return "", false
	}
	return string(m[1]), true
}

// endedAction is the time and the name in that line.
var endedAction = lazy.Regexp(`^\D{2,80}?\d{1,2}[:.]\d{2}[:.]\d{2}: ([A-Za-z_][\w.{}-]*?)(?:\.|。|\x{FFFD}B) ?\D{2,80}3$`)

// fail settles on the action that failed first, with the most telling line before it.
func (r *msiRuns) fail(action string, e *Entry) {
	r.failed = msiFailure{set: true, action: action, at: e.position()}
	r.settleClues(e.Ordinal)
}

// settleClues takes what the lines before an entry say about the failure.
func (r *msiRuns) settleClues(ordinal int) {
	best := -1
	for i := range r.clues {
		c := &r.clues[i]
		if ordinal-c.ordinal > clueReach {
			continue
		}
		r.failed.output = append(r.failed.output, c.text)
		if r.failed.first.Line == 0 {
			r.failed.first = c.at
		}
		if c.custom != "" {
			r.failed.customAction = c.custom
		}
		if best < 0 || c.weight > r.clues[best].weight || c.weight == r.clues[best].weight && c.weight != clueOutput {
			best = i
		}
	}
	if best >= 0 {
		c := &r.clues[best]
		r.failed.number, r.failed.text, r.failed.textAt = c.number, c.text, c.at
	}
	r.noteNumber(ordinal)
	r.noteProgram(ordinal)
}

// noteNumber takes the number from a note of the engine when no text carries one.
func (r *msiRuns) noteNumber(ordinal int) {
	for i := len(r.clues) - 1; i >= 0 && r.failed.number == ""; i-- {
		if ordinal-r.clues[i].ordinal <= clueReach {
			r.failed.number = r.clues[i].number
		}
	}
}

// noteProgram takes the program that the failed custom action ran from a note of the engine.
func (r *msiRuns) noteProgram(ordinal int) {
	for i := len(r.clues) - 1; i >= 0 && ordinal-r.clues[i].ordinal <= clueReach; i-- {
		action, program := programOf(r.clues[i].text)
		if program != "" && action == r.failed.customAction {
			r.failed.program = program
			return
		}
	}
}

// programOf reads "Note: 1: 1722 2: ACTION 3: PROGRAM 4: ARGUMENTS" of a program, script or library
// that failed (1720 to 1723).
func programOf(note string) (action, program string) {
	rest, ok := strings.CutPrefix(note, "Note: 1: 172")
	if !ok || len(rest) == 0 || rest[0] > '3' {
		return "", ""
	}
	_, rest, _ = strings.Cut(rest, " 2: ")
	action, program, _ = strings.Cut(rest, " 3: ")
	return action, strings.TrimSpace(strings.Replace(program, " 4: ", " ", 1))
}

// fatal makes a failure of what was found.
func (r *msiRuns) fatal(a *Attempt) {
	x := &r.failed
	if !x.set {
		x.at = r.codeAt
		r.settleClues(r.codeAt.Ordinal)
	}
	at := x.textAt
	if at.Line == 0 {
		at = x.at
	}
	end := x.at
	if r.codeAt.Line > end.Line && r.codeAt.Ordinal-end.Ordinal <= clueReach {
		end = r.codeAt
	}
	start := x.first
	if start.Line == 0 || start.Ordinal > at.Ordinal {
		start = at
	}
	a.Failures = []Failure{{
		Start: start, End: end, Context: start, Fatal: true, Task: x.action, Step: x.customAction,
		Message: x.text, Output: strings.Join(x.output, " "), FirstError: x.text, FirstErrorAt: at,
	}}
	a.Fatal = 0
	f := a.Facts
	f.set(FactInstallerAction, x.action, x.at)
	f.set(FactInstallerCustomAction, x.customAction, at)
	f.set(FactInstallerProgram, x.program, at)
	f.set(FactInstallerError, x.text, at)
	f.set(FactInstallerErrorNumber, x.number, at)
	failureFacts(f, &a.Failures[0])
}

// identify finds out what is being installed.
func (r *msiRuns) identify(line []byte, e *Entry) {
	switch {
	case hasAnyPrefix(line, "Original patch ==>", "Patch we're running from ==>", "Opening existing patch '"):
		r.patch = firstPlace(r.patch, e)
	case hasAnyPrefix(line, "SequencePatches starts."):
		r.sequence(line, e)
	case hasAnyPrefix(line, "PatchGUID: "):
		r.sequenced(line, e)
	case hasAnyPrefix(line, "PATCH SEQUENCER: "):
		r.applicable(line, e)
	case bytes.Contains(line, []byte(" (KB")):
		r.named(line, e)
	}
	if m := productVersion().FindSubmatch(versionPart(line)); m != nil && r.version.Value == "" {
		r.version = Fact{Value: string(m[1]), At: e.position()}
	}
}

func firstPlace(at Position, e *Entry) Position {
	if at.Line > 0 {
		return at
	}
	return e.position()
}

var (
	productVersion = lazy.Regexp(`[Vv]ersion: (15\.\d+\.\d+\.\d+)`)
	sequencedPatch = lazy.Regexp(`ResultantVersion: (\d+\.\d+\.\d+\.\d+)\s.*\bSequence: (\d+\.\d+\.\d+\.\d+)`)
	updateInLine   = lazy.Regexp(`([\w][^'"„“”‚‘’「」]{3,200}?) \((KB\d{6,8})\) ?(\d+\.\d+\.\d+\.\d+)?`)
)

// versionPart is the line when it may hold the version of the product.
func versionPart(line []byte) []byte {
	if bytes.Contains(line, []byte("ersion: 15.")) {
		return line[:min(len(line), maxValue)]
	}
	return nil
}

// sequence is the line that names the product which a patch is put on.
func (r *msiRuns) sequence(line []byte, e *Entry) {
	r.patch = firstPlace(r.patch, e)
	if m := productVersion().FindSubmatch(versionPart(line)); m != nil {
		r.version = Fact{Value: string(m[1]), At: e.position()}
	}
}

// sequenced is a patch with its build; the newest one is the one that is being installed.
func (r *msiRuns) sequenced(line []byte, e *Entry) {
	m := sequencedPatch().FindSubmatch(line[:min(len(line), maxValue)])
	if m == nil || r.build.Value != "" && !olderBuild(r.build.Value, string(m[2])) {
		return
	}
	r.patch = firstPlace(r.patch, e)
	r.target = Fact{Value: string(m[1]), At: e.position()}
	r.build = Fact{Value: string(m[2]), At: e.position()}
}

// olderBuild compares two builds of four numbers.
func olderBuild(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := 0; i < len(x) && i < len(y); i++ {
		if len(x[i]) != len(y[i]) {
			return len(x[i]) < len(y[i])
		}
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return false
}

func (r *msiRuns) applicable(line []byte, e *Entry) {
	if !bytes.HasSuffix(bytes.TrimRight(line, " ."), []byte("not applicable")) || r.notApplicable.Value != "" {
		return
	}
	name, _, _ := bytes.Cut(line[len("PATCH SEQUENCER: "):], []byte(" is not applicable"))
	r.notApplicable = Fact{Value: keepString(name, maxValue), At: e.position()}
}

// named finds the name, the article and the build of an update in whatever sentence they stand.
func (r *msiRuns) named(line []byte, e *Entry) {
	m := updateInLine().FindSubmatch(line[:min(len(line), maxValue)])
	if m == nil {
		return
	}
	at := e.position()
	name := string(m[1])
	if i := strings.LastIndex(name, ": "); i >= 0 {
		name = name[i+2:]
	}
	r.name, r.kb = Fact{Value: name, At: at}, Fact{Value: string(m[2]), At: at}
	if len(m[3]) > 0 {
		r.build = Fact{Value: string(m[3]), At: at}
	}
}
