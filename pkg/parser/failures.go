package parser

import (
	"bytes"
	"strings"
)

const (
	keepFailures = 16 // the first ones and as many last ones
	maxBefore    = 5
)

// collector takes the failures out of an attempt.
type collector struct {
	excerpt bool
	first   []Failure
	last    []Failure
	skipped int

	cur    *Failure // open, or nil
	output []string
	size   int
	bare   bool // the open one has no task round it
	// complete is true when the open one has repeated its script: another block is another one.
	complete bool

	scene  scene
	before [maxBefore]keptEntry
	count  int // entries seen, for the ring
}

// scene is what was running, kept up to date for the case that it fails.
type scene struct {
	task, step string
	start      int // ordinal of the script start
	context    Position
	script     string
	cmdlets    []string // running cmdlets, innermost last
	program    string
	arguments  string
	output     []string
	outputSize int
}

// observe takes an entry; it returns EventFailureEnd when that completed a failure.
func (c *collector) observe(f form, e *Entry, v *verdict) Event {
	before := len(c.first) + len(c.last) + c.skipped
	if isErrorEntry(f, e) || c.excerpt && isThrownLine(f, e) {
		c.error(f, e, v)
	} else {
		c.other(f, e, v)
	}
	if c.cur == nil || c.cur.FirstErrorAt.Ordinal != e.Ordinal {
		c.before[c.count%maxBefore].set(e)
		c.count++
	}
	if len(c.first)+len(c.last)+c.skipped > before {
		return EventFailureEnd
	}
	return 0
}

// isErrorEntry says whether an entry belongs to an error block.
func isErrorEntry(f form, e *Entry) bool {
	switch f {
	case formErrorsHead, formErrorRecord, formGenerated:
		return true
	}
	return e.Tag == TagError || e.Tag == TagErrorReference
}

// isThrownLine finds exception text that was pasted without anything round it.
func isThrownLine(f form, e *Entry) bool {
	if f != formOther || e.Level >= 0 || e.Tag != TagNone {
		return false
	}
	m := e.Message[:min(len(e.Message), maxText)]
	return namesException(m) || bytes.Contains(m, []byte("--- End of inner exception")) ||
		bytes.Contains(m, []byte("---> ")) || bytes.Contains(m, []byte("\n   at "))
}

// namesException finds "NullReferenceException: ", but not "An exception. Exception: ".
func namesException(m []byte) bool {
	for from := 0; ; {
		i := bytes.Index(m[from:], []byte("Exception: "))
		if i < 0 {
			return false
		}
		if from += i; from > 0 && (isName(m[from-1]) || m[from-1] == '.') {
			return true
		}
		from++
	}
}

// error adds an entry to the open failure, or opens one.
func (c *collector) error(f form, e *Entry, v *verdict) {
	if c.excerpt && c.complete && (f == formGenerated || f == formErrorsHead) {
		c.close() // pasted blocks follow each other without anything between them
	}
	if c.cur == nil {
		c.open(e, v)
	}
	c.cur.End = e.position()
	c.print(e)
	switch {
	case e.Tag == TagErrorReference:
		c.reference(e)
	case f == formErrorRecord:
		c.record(e)
	case f == formGenerated:
		c.generated(e)
	case f == formErrorsHead:
	default:
		c.plain(e)
	}
}

func (c *collector) open(e *Entry, v *verdict) {
	s := &c.scene
	c.cur = &Failure{
		Start: e.position(), Context: s.context, Task: s.task, Step: s.step, Script: s.script,
		Program: s.program, Arguments: s.arguments, ProgramOutput: strings.Join(s.output, " "),
		Ignored: v.restoring, Before: c.ring(),
	}
	if n := len(s.cmdlets); n > 0 {
		c.cur.Cmdlet = s.cmdlets[n-1]
	}
	c.bare = s.task == "" && e.Level <= 0
	c.output, c.size, c.complete = nil, 0, false
}

// ring gives the entries before this one, oldest first.
func (c *collector) ring() []Position {
	var list []Position
	for i := max(0, c.count-maxBefore); i < c.count; i++ {
		list = append(list, c.before[i%maxBefore].position())
	}
	return list
}

// print adds what the entry prints to the output.
func (c *collector) print(e *Entry) {
	text := e.Text()
	if c.size+len(text) > maxText {
		return
	}
	c.output = append(c.output, text)
	c.size += len(text) + 1
}

// plain is an [ERROR] with just a message, or exception text alone.
func (c *collector) plain(e *Entry) {
	t := parseThrown(e.Message)
	if e.Level < 0 && e.Tag == TagNone {
		t.findType()
	}
	c.firstError(t.text(), e)
	if c.cur.Message == "" && c.cur.Reference == "" {
		c.thrown(t)
		return
	}
	c.addInner(t)
}

func (t *thrown) text() string {
	if t.kind == "" {
		return t.message
	}
	return t.kind + ": " + t.message
}

func (c *collector) firstError(text string, e *Entry) {
	if c.cur.FirstError == "" {
		c.cur.FirstError, c.cur.FirstErrorAt = text, e.position()
	}
}

// thrown fills in what the failure does not know yet.
func (c *collector) thrown(t thrown) {
	f := c.cur
	if t.kind != "" {
		f.Exception, f.Message = t.kind, t.message
	}
	if f.Message == "" {
		f.Message = t.message
	}
	if f.Stack == "" {
		f.Stack = t.stack
	}
	c.addInner(t)
}

// addInner adds the messages that are not known yet to the inner ones.
func (c *collector) addInner(t thrown) {
	known := thrown{message: c.cur.Message, inner: c.cur.Inner}
	known.addInner(t.message)
	for _, m := range t.inner {
		known.addInner(m)
	}
	c.cur.Inner = known.inner
}

// record is "0.  ErrorRecord: …", first as a message, then as an exception with its stack.
func (c *collector) record(e *Entry) {
	_, text, _ := bytes.Cut(e.Message, []byte("ErrorRecord:"))
	t := parseThrown(text)
	c.firstError(t.text(), e)
	if c.cur.Exception == "" {
		c.thrown(t)
	}
}

// generated is the entry that repeats the script and says what it threw.
func (c *collector) generated(e *Entry) {
	f := c.cur
	c.complete = true
	if script := e.Script(); script != "" {
		f.Script = script
	}
	_, to := indexPhrase(e.Message, wasRun)
	if to < 0 {
		return
	}
	text := bytes.TrimSpace(e.Message[to:])
	t := parseThrown(trimQuote(text[quoteLength(text):]))
	c.firstError(t.text(), e)
	if t.kind != "" && t.kind != f.Exception {
		f.Exception, f.Stack = "", ""
	}
	c.thrown(t)
}

// reference is "[ERROR-REFERENCE] Id=COMPONENT___GUID Component=PATH".
func (c *collector) reference(e *Entry) {
	id, _, _ := strings.Cut(strings.TrimPrefix(e.Text(), "Id="), " ")
	c.cur.Reference = id
	if name, _, ok := strings.Cut(id, "___"); ok {
		c.cur.Component = name
	}
}

// other is an entry that is no error: it may close the open failure, and it changes the scene.
func (c *collector) other(f form, e *Entry, v *verdict) {
	switch f {
	case formStopping:
		c.stopping(e)
	case formIgnored:
		c.ignored(e)
	case formExecuting, formComponent, formLaunched, formWillRun, formTasksDone, formResult,
		formEndOfSetup, formRestore, formSuccess:
		c.close()
	case formEnding:
		c.ending(e)
	default:
		if c.bare && c.cur != nil {
			c.close()
		}
	}
	c.scene.observe(f, e)
}

// ending is the end of a cmdlet or of the task. A log may lack the beginning of the task; then
// its end, right behind the failure, names it.
func (c *collector) ending(e *Entry) {
	name := cmdletName(e.Message, ending)
	if e.Level > 1 || !strings.EqualFold(name, c.scene.task) && (c.scene.task != "" || !isTask(name)) {
		return
	}
	c.close()
	if f := c.newest(); f != nil && f.Task == "" && f.Start.Ordinal >= c.scene.start && e.Level == 1 {
		f.Task = name
	}
}

// stopping is the sentence that says the failure is fatal.
func (c *collector) stopping(e *Entry) {
	if c.cur != nil {
		c.cur.Fatal = true
		c.cur.End = e.position()
		c.close()
		return
	}
	if f := c.newest(); f != nil && f.Start.Ordinal >= c.scene.start {
		f.Fatal = true
	}
}

// ignored makes the failures since the script began void.
func (c *collector) ignored(e *Entry) {
	if c.cur != nil {
		c.cur.Ignored = true
		c.cur.End = e.position()
		c.close()
	}
	for _, list := range [][]Failure{c.first, c.last} {
		for i := range list {
			if list[i].Start.Ordinal >= c.scene.start {
				list[i].Ignored = true
			}
		}
	}
}

func (c *collector) newest() *Failure {
	if n := len(c.last); n > 0 {
		return &c.last[n-1]
	}
	if n := len(c.first); n > 0 {
		return &c.first[n-1]
	}
	return nil
}

// close completes the open failure.
func (c *collector) close() {
	f := c.cur
	if f == nil {
		return
	}
	c.cur = nil
	f.Output = strings.Join(c.output, " ")
	if f.Message == "" {
		f.Message = f.FirstError
	}
	f.ScriptLine = scriptLine(f.Script, f.Cmdlet, f.Message+" "+f.FirstError)
	if len(c.first) < keepFailures {
		c.first = append(c.first, *f)
		return
	}
	if len(c.last) == keepFailures {
		c.last = append(c.last[:0], c.last[1:]...)
		c.skipped++
	}
	c.last = append(c.last, *f)
}

func (c *collector) finish() []Failure {
	c.close()
	return append(c.first, c.last...)
}

// observe keeps the scene up to date.
func (s *scene) observe(f form, e *Entry) {
	switch f {
	case formLaunched:
		*s = scene{task: taskName(e.Message), context: e.position(), start: e.Ordinal}
	case formComponent:
		name, _ := quoted(e.Message, component)
		name, _, _ = strings.Cut(name, "' (")
		*s = scene{task: s.task, step: name, context: e.position(), start: e.Ordinal}
	case formExecuting:
		*s = scene{task: s.task, step: s.step, context: e.position(), start: e.Ordinal, script: e.Script()}
	case formBeginning:
		s.beginning(e)
	case formEnding:
		s.ending(e)
	case formProgram:
		s.runs(e)
	case formOutput:
		s.prints(e)
	}
}

func (s *scene) beginning(e *Entry) {
	name := cmdletName(e.Message, beginning)
	if e.Level == 1 && isTask(name) {
		if !strings.EqualFold(s.task, name) {
			*s = scene{task: name, context: e.position(), start: e.Ordinal}
		}
		return
	}
	for i, open := range s.cmdlets {
		if strings.EqualFold(open, name) {
			s.cmdlets = s.cmdlets[:i] // its end is missing in the log
			break
		}
	}
	if len(s.cmdlets) < 32 {
		s.cmdlets = append(s.cmdlets, name)
	}
}

// ending takes the cmdlet, and what it left open, off the list.
func (s *scene) ending(e *Entry) {
	name := cmdletName(e.Message, ending)
	for i := len(s.cmdlets) - 1; i >= 0; i-- {
		if strings.EqualFold(s.cmdlets[i], name) {
			s.cmdlets = s.cmdlets[:i]
			return
		}
	}
	if e.Level <= 1 && strings.EqualFold(name, s.task) {
		*s = scene{}
	}
}

// runs reads "Starting: PROGRAM with arguments: ARGUMENTS" and "Running <P> with arguments <A>".
func (s *scene) runs(e *Entry) {
	line := keepString(firstLine(e.Message), maxValue)
	s.output, s.outputSize = nil, 0
	if rest, ok := strings.CutPrefix(line, starting); ok {
		s.program, s.arguments, _ = strings.Cut(rest, " with arguments: ")
		return
	}
	rest := strings.TrimPrefix(line, running)
	s.program, s.arguments, _ = strings.Cut(rest, "> with arguments <")
	s.arguments = strings.TrimRight(s.arguments, ".>")
}

// prints reads "Process standard output: …" and "Process standard error: …".
func (s *scene) prints(e *Entry) {
	_, text, _ := strings.Cut(e.Text(), ": ")
	if text == "" || s.outputSize+len(text) > maxText {
		return
	}
	s.output = append(s.output, text)
	s.outputSize += len(text) + 1
}

// fatalIndex picks the failure that ended the attempt, and settles which ones count.
func fatalIndex(a *Attempt) int {
	switch {
	case a.Outcome == OutcomeSucceeded:
		for i := range a.Failures {
			a.Failures[i].Ignored, a.Failures[i].Fatal = true, false
		}
		return -1
	case a.Outcome == OutcomeFailed:
		return lastFailure(a.Failures)
	case a.Excerpt && a.Outcome == OutcomeUnknown:
		return firstFailure(a.Failures)
	}
	return -1
}

// lastFailure prefers what setup called fatal, then what stands inside a task.
func lastFailure(list []Failure) int {
	best, weight := -1, 0
	for i := range list {
		f := &list[i]
		w := 1
		switch {
		case f.Ignored:
			continue
		case f.Fatal || f.Reference != "":
			w = 3
		case f.Task != "":
			w = 2
		}
		if w >= weight {
			best, weight = i, w
		}
	}
	if best >= 0 {
		list[best].Fatal = true
	}
	return best
}

// firstFailure takes the first one: in a paste of a person the rest mostly follows from it.
func firstFailure(list []Failure) int {
	for i := range list {
		if !list[i].Ignored {
			return i
		}
	}
	return -1
}
