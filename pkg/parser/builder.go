package parser

// BuilderOptions say how much of an attempt is gathered. The zero value gathers everything.
type BuilderOptions struct {
	// Summary gathers only what the list of attempts shows: index, lines, times, outcome,
	// substance, installation mode and setup build.
	Summary bool
	// Kind of the source. The logs of other programs than setup have attempts of their own sort:
	// a run of a script, an installation by Windows Installer.
	Kind Kind
	// Resume is an attempt of the same source that an earlier pass has built and that is now read
	// again, alone. What the source said before it is then known.
	Resume *Attempt
}

// Event says what an entry meant for the entries before it. It is a set of bits.
type Event uint8

// The events.
const (
	// EventScriptStart: a step or its script begins; what was open before is over.
	EventScriptStart Event = 1 << iota
	// EventIgnored: everything logged since the last script start is void, setup said so.
	EventIgnored
	// EventFailureEnd: a failure of the attempt is complete.
	EventFailureEnd
)

// Builder puts the entries of a source together to attempts. Feed it like this:
//
//	for e, err := range parser.Entries(r, parser.EntryOptions{}) {
//		if b.Begins(e) {
//			use(b.Finish()) // nil before the first attempt
//		}
//		b.Add(e)
//	}
//	use(b.Finish())
//
// A Builder is not for concurrent use. Its memory does not grow with the source.
type Builder struct {
	opts    BuilderOptions
	index   int
	attempt *Attempt // nil between attempts
	prev    form     // of the entry before
	ended   bool     // the attempt printed its end
	verdict verdict
	spare   *Attempt // to be used again
	detail  *detail  // nil in summary mode
	// runs is for the logs of other programs than setup, else nil.
	runs     runs
	followed bool // another run begins
	// services is what the script that setup calls for services said in setup's own log.
	services *serviceModel
}

// NewBuilder returns a Builder whose first attempt has the index 1.
func NewBuilder(opts BuilderOptions) *Builder {
	return &Builder{opts: opts, runs: newRuns(opts.Kind, opts.Resume)}
}

// Begins reports whether the entry opens an attempt, so that the one being built has to be
// finished first. It is false for the first entry of an excerpt.
//
// An attempt begins with the line of stars before its banner, or with the banner when that line
// is missing, and it ends with the line of stars behind "End of Setup". An attempt that was
// killed has no end; it ends before the next line of stars that is no part of a banner.
func (b *Builder) Begins(e *Entry) bool {
	open := b.attempt != nil
	if b.runs != nil {
		b.followed = b.runs.begins(e, open)
		return b.followed
	}
	if open && b.ended {
		return b.prev != formEndOfSetup || !isStars(e.Message)
	}
	if e.Level > 0 || len(e.Message) == 0 {
		return false
	}
	switch e.Message[0] {
	case '*':
		return isStars(e.Message) && (!open || b.prev != formBanner && b.attempt.Entries > 1)
	case 'S':
		return isBanner(e.Message) && (!open || b.prev != formStars || b.attempt.Entries > 1)
	}
	return false
}

// Add makes the entry a part of the attempt, numbers it, and says what it means.
func (b *Builder) Add(e *Entry) Event {
	if b.attempt == nil {
		b.begin(e)
	}
	a := b.attempt
	e.Ordinal = a.Entries
	a.Entries++
	a.Lines += e.Lines
	a.EndLine = e.Line + e.Lines - 1
	a.EndOffset = e.Offset + max(e.size, int64(len(e.Raw)))
	if !e.Time.IsZero() {
		if a.Started.IsZero() {
			a.Started = e.Time
		}
		a.Ended = e.Time
	}
	if !e.Local.IsZero() {
		a.local(e)
	}
	return b.observe(e)
}

func (b *Builder) begin(e *Entry) {
	b.index++
	if b.attempt = b.spare; b.attempt == nil {
		b.attempt = &Attempt{}
	}
	b.spare = nil
	*b.attempt = Attempt{Index: b.index, Excerpt: true, Line: e.Line, Offset: e.Offset, Fatal: -1}
	b.prev, b.ended = formOther, false
	b.verdict.summary = b.opts.Summary
	b.verdict.reset()
	b.detail = nil
	if !b.opts.Summary {
		b.detail = newDetail(b.attempt)
	}
	b.followed, b.services = false, nil
	if b.runs != nil {
		b.runs.start(b.attempt)
	}
}

// Reuse lets the builder make its next attempt of one that nobody needs any more.
func (b *Builder) Reuse(a *Attempt) { b.spare = a }

// observe looks at what the entry says.
func (b *Builder) observe(e *Entry) Event {
	f := formOther
	if e.Tag == TagNone || e.Tag == TagError {
		f = formOf(e.Message)
	}
	event := b.frame(f, e)
	b.verdict.observe(f, e)
	if b.detail != nil {
		event |= b.detail.observe(f, e, &b.verdict)
		b.service(e)
	}
	if b.runs != nil {
		b.runs.observe(e, b.attempt)
	}
	b.prev = f
	return event
}

// frame follows the frame of the attempt itself.
func (b *Builder) frame(f form, e *Entry) Event {
	a := b.attempt
	if e.Tag == TagError || e.Tag == TagRequired {
		a.Substance = true
	}
	switch f {
	case formBanner:
		a.Excerpt = false
	case formEndOfSetup:
		b.ended = true
	case formLaunched, formEvaluatedRule, formFailedRule:
		a.Substance = true
	case formErrorsHead, formErrorRecord, formGenerated:
		a.Substance = a.Substance || !e.Stamped // in a log an [ERROR] says so, too
	case formMode, formVersion:
		b.verdict.note(f, e)
	case formExecuting, formComponent:
		return EventScriptStart
	case formIgnored:
		return EventIgnored
	}
	return 0
}

// Finish completes the attempt and makes the Builder ready for the next one. It returns nil
// when nothing was added.
func (b *Builder) Finish() *Attempt {
	a := b.attempt
	if a == nil {
		return nil
	}
	b.attempt = nil
	v := &b.verdict
	a.Substance = a.Substance || v.rule.set || v.fatal.set
	a.Outcome, a.OutcomeAt = v.outcome(a.Excerpt, b.ended)
	if b.runs != nil {
		b.finishRun(a)
	}
	a.InstallationMode, a.SetupBuild = v.mode, v.build
	if b.detail != nil {
		b.finishDetail(a, v)
	}
	return a
}

// set adds a fact that has a value.
func (f Facts) set(name, value string, at Position) {
	if value != "" {
		f[name] = Fact{Value: value, At: at}
	}
}

// setFirst adds a fact unless it has a value already.
func (f Facts) setFirst(name, value string, at Position) {
	if _, ok := f[name]; !ok {
		f.set(name, value, at)
	}
}

// maxPosition is how much of an entry a position shows.
const maxPosition = 300

// position is the place of an entry.
func (e *Entry) position() Position {
	return Position{
		Ordinal: e.Ordinal, Line: e.Line, Time: e.Time, Local: e.Local, Text: keepString(e.Raw, maxPosition),
	}
}
