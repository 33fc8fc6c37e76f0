package rules

import (
	"bytes"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Collector gathers from the entries of one attempt what the rules may need. It copies what it
// keeps and holds a bounded amount, however long the attempt. It is not for concurrent use.
type Collector struct {
	engine *Engine
	kind   parser.Kind
	pasted bool

	watch *watch // nil save when a rule is traced
	off   *Off
	hits  []*hits // by probe; nil before the first
	tried []int   // by probe: ordinal+1 of the entry it was last tried on
	kept  keeper  // entries that error evidence can point to

	scriptStart int // ordinal of the entry that opened the script which runs
	scripts     []*hit
	silent      []*hit // matches of the entry before, waiting for the next time

	current *parser.Entry
	found   []literals.Hit
	text    string
	hasText bool

	script    string
	hasScript bool

	shown    string // the entry as evidence, when it is one short line
	hasShown bool
}

// NewCollector makes a collector for one attempt of a source of that kind. Pasted says that the
// text is no whole log: it is then searched in its canonical form, too, since people's tools
// wrap lines and change quotes.
// Off is shared by the attempts of one source; nil makes a new one.
func (e *Engine) NewCollector(kind parser.Kind, pasted bool, off *Off) *Collector {
	if off == nil {
		off = &Off{}
	}
	return &Collector{
		engine: e, kind: kind, pasted: pasted, off: off, scriptStart: -1,
		hits: make([]*hits, len(e.probes)), tried: make([]int, len(e.probes)),
	}
}

// Add takes in one entry, with what the builder said about it.
func (c *Collector) Add(entry *parser.Entry, event parser.Event) {
	c.current, c.hasText, c.hasScript, c.hasShown = entry, false, false, false
	c.settle(entry)
	if event&parser.EventIgnored != 0 {
		c.void()
	}
	if event&parser.EventScriptStart != 0 {
		c.endScripts(entry.Time)
		c.scriptStart = entry.Ordinal
	}
	c.search(entry)
	for _, i := range c.engine.plan.ByTag[entry.Tag] {
		c.try(i)
	}
	for _, i := range c.engine.plan.Always {
		c.try(i)
	}
	c.kept.add(entry, c.pasted)
}

// search tries the probes whose literals stand in the entry.
func (c *Collector) search(entry *parser.Entry) {
	c.scan(entry.Message)
	if !c.pasted {
		return
	}
	c.scan([]byte(entry.Text()))
	if script := entry.Script(); script != "" {
		c.scan([]byte(script))
	}
}

func (c *Collector) scan(text []byte) {
	c.found = c.engine.plan.Matcher.Scan(c.found[:0], text)
	for _, h := range c.found {
		for _, i := range c.engine.plan.ByLiteral.of(h.Literal) {
			c.try(i)
		}
	}
}

// try tries a probe on the current entry, once.
func (c *Collector) try(i int32) {
	p, e := &c.engine.probes[i], c.current
	if c.tried[i] == e.Ordinal+1 || !p.Kinds.reads(c.kind) || !p.Tags.has(e.Tag) {
		return
	}
	c.tried[i] = e.Ordinal + 1
	if p.Level >= 0 && e.Level != int(p.Level) {
		return
	}
	if p.Target == targetScript {
		c.tryScript(i)
		return
	}
	if p.canWait() && c.watch == nil {
		c.postpone(i)
		return
	}
	if f, ok := c.find(i, c.entryText()); ok {
		c.keep(i, f, false)
	}
}

// tryScript looks at the script text of the entry, or in pasted text at a bare line, which may be
// script that lost its frame.
func (c *Collector) tryScript(i int32) {
	if script := c.current.Script(); script != "" {
		if f, ok := c.find(i, c.scriptText(script)); ok {
			f.start, f.end = 0, 0
			c.scripts = append(c.scripts, c.keep(i, f, true))
		}
		return
	}
	if c.pasted && c.current.Tag == parser.TagNone && !c.current.Stamped {
		if f, ok := c.find(i, c.entryText()); ok {
			c.keep(i, f, true).bare = true
		}
	}
}

// scriptText is the canonical form of the script of the current entry, made once.
func (c *Collector) scriptText(script string) string {
	if !c.hasScript {
		c.script, c.hasScript = window(parser.Canonical(script), entryWindow), true
	}
	return c.script
}

// find tries a probe on a text, unless it was turned off for this source.
func (c *Collector) find(i int32, text string) (found, bool) {
	f, ok := c.off.find(c.engine, i, text)
	if c.watch != nil && !ok {
		c.watch.missed(i, c.current)
	}
	return f, ok
}

func (c *Collector) entryText() string {
	if !c.hasText {
		c.text, c.hasText = window(c.current.Text(), entryWindow), true
	}
	return c.text
}

// keep records a match of probe i on the current entry.
func (c *Collector) keep(i int32, f found, script bool) *hit {
	line, text := c.evidence(f, script)
	h := &hit{
		ordinal: c.current.Ordinal, line: line, time: c.current.Time, local: c.current.Local, text: text,
		captures: f.captures, script: script, failure: -1,
	}
	c.hitsOf(i).add(h)
	c.silent = append(c.silent, h)
	return h
}

// evidence is evidenceOf the current entry. Most entries are one short line, which all hits share.
func (c *Collector) evidence(f found, script bool) (int, string) {
	if c.hasShown {
		return c.current.Line, c.shown
	}
	raw := bytes.TrimRight(c.current.Raw, "\r\n")
	if len(raw) > maxEvidence || bytes.IndexByte(raw, '\n') >= 0 {
		return evidenceOf(c.current, f, script)
	}
	c.shown, c.hasShown = clip(raw), true
	return c.current.Line, c.shown
}

// hitsOf gives the hits of a probe, to add to them.
func (c *Collector) hitsOf(i int32) *hits {
	if c.hits[i] == nil {
		c.hits[i] = &hits{}
	}
	return c.hits[i]
}

// settle tells the matches of the entry before how long nothing was logged after it.
func (c *Collector) settle(next *parser.Entry) {
	now := next.Clock()
	if now.IsZero() {
		return
	}
	for _, h := range c.silent {
		if from := h.clock(); !from.IsZero() {
			h.silence = now.Sub(from)
		}
	}
	c.silent = c.silent[:0]
}

// endScripts tells the matches of the script that ran how long it took.
func (c *Collector) endScripts(at time.Time) {
	for _, h := range c.scripts {
		if !h.time.IsZero() && !at.IsZero() {
			h.duration = at.Sub(h.time)
		}
	}
	c.scripts = c.scripts[:0]
}

// void takes back what was found since the script began that setup then ignored.
func (c *Collector) void() {
	if c.scriptStart < 0 {
		return
	}
	for _, h := range c.hits {
		if h != nil {
			h.void(c.scriptStart)
		}
	}
	c.kept.void(c.scriptStart)
}

// Rest lets go of what only Add needs, and of texts that wait. Finish may still be called.
func (c *Collector) Rest() {
	for i := range c.hits {
		c.catchUp(int32(i))
	}
	c.tried, c.current, c.found, c.silent = nil, nil, nil, nil
	c.text, c.script = "", ""
}

// window cuts a text to at most n bytes, at a character.
func window(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// evidenceOf gives the physical lines of the entry that hold the match, as they stand, at most
// maxEvidence characters, and the number of the first of them.
func evidenceOf(e *parser.Entry, f found, script bool) (int, string) {
	if script || f.end == 0 {
		return e.Line, clip(firstLine(e.Raw))
	}
	start, end := e.RawIndex(f.start), e.RawIndex(f.end-1)+1
	start, end = min(start, len(e.Raw)), min(max(start, end), len(e.Raw))
	from := bytes.LastIndexByte(e.Raw[:start], '\n') + 1
	to := len(e.Raw)
	if i := bytes.IndexByte(e.Raw[end:], '\n'); i >= 0 {
		to = end + i
	}
	return e.LineAt(from), around(bytes.TrimRight(e.Raw[from:to], "\r\n"), start-from)
}

func firstLine(raw []byte) []byte {
	if i := bytes.IndexByte(raw, '\n'); i >= 0 {
		raw = raw[:i]
	}
	return bytes.TrimRight(raw, "\r")
}

// around cuts a text to maxEvidence bytes so that the match, which begins at offset at, is in it.
func around(raw []byte, at int) string {
	if len(raw) <= maxEvidence {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	from := max(0, min(at-maxEvidence/4, len(raw)-maxEvidence))
	return string(bytes.ToValidUTF8(raw[from:from+maxEvidence], nil))
}

func clip(raw []byte) string { return around(raw, 0) }
