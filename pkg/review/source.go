package review

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/internal/ownreport"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

const (
	headSize = 64 << 10 // how much of a source is looked at to know its kind
	maxNotes = 20       // of one source
)

// sourceReview is the review of one source.
type sourceReview struct {
	*reviewer
	in   Input
	at   io.ReaderAt // nil when the source can only be read from front to back
	size int64       // of what at reads
	// again opens the source once more; nil when it can only be read once.
	again func() (io.ReadCloser, error)
	// incoming is set when the source was given to Input.Keep.
	incoming *incoming
	kind     parser.Kind
	off      rules.Off
	// pasted is true when the head of the source shows no banner: it is then no whole log.
	pasted bool
	mended *mended // nil where the text of the source is taken as it is
	src    Source

	list    attemptList
	results map[*parser.Attempt]*result
	// unit and mark turn offsets in decoded text into offsets in the file; unit is 0 when
	// nothing but decoding does.
	unit, mark int64
	notes      int
	ticks      int
	damaged    bool // what could not be read has been noted
	// told and counted are the bytes and attempts that progress has been told of.
	told    int64
	counted int
}

// result is an attempt that was looked at closely.
type result struct {
	attempt *parser.Attempt
	matches []*rules.Match
	cut     []int // lines that were longer than the cap
	// collector is kept when the findings may have to be made once more.
	collector *rules.Collector
}

// noteCut remembers the line of an entry that was cut, of the first ones.
func noteCut(list []int, e *parser.Entry) []int {
	if len(list) < maxNotes {
		list = append(list, e.Line)
	}
	return list
}

// input reviews one input and adds it to the report.
func (r *reviewer) input(in Input) error {
	if in.Beside {
		return r.beside(in)
	}
	stream, again := io.NopCloser(in.Reader), in.Open
	if again != nil {
		var err error
		if stream, err = again(); err != nil {
			r.unreadable(in.Path, err, "cannot be read: %v")
			return r.ctx.Err()
		}
	}
	defer stream.Close()
	head, rest, err := peek(stream)
	switch {
	case err != nil:
		r.unreadable(in.Path, err, "cannot be read: %v")
		return r.ctx.Err()
	case isSaved(&in, head):
		r.report.Checked.OtherFiles++
		r.takeSaved(&in, rest)
		return r.ctx.Err()
	case r.passOver(in, head):
		return nil
	}
	s := &sourceReview{reviewer: r, in: in, again: again, results: map[*parser.Attempt]*result{}}
	s.list.wanted = r.opts.Attempts.Index
	s.pasted = !parser.HasBanner(head)
	s.place(stream)
	if head, rest = s.mend(head, rest); s.mended != nil {
		s.pasted = !parser.HasBanner(head)
	}
	s.kind = parser.KindOf(head)
	s.src = Source{Path: in.Path, Root: in.Root, Kind: s.kind}
	if err = s.index(head, s.keep(rest)); err != nil {
		return err
	}
	s.incoming.arrived()
	s.mended.describe(&s.src)
	return s.conclude()
}

// unreadable notes why an input cannot be read, in the words of the error where it has some.
func (r *reviewer) unreadable(path string, err error, format string) {
	if r.ctx.Err() != nil {
		return
	}
	var known interface {
		Skip() (reason, detail string)
	}
	if errors.As(err, &known) {
		reason, detail := known.Skip()
		r.skip(path, reason, detail)
		return
	}
	r.skip(path, "unreadable", fmt.Sprintf(format, err))
}

// passOver says whether an input is no log, and notes it: what the user named is an error, what
// was found is counted.
func (r *reviewer) passOver(in Input, head []byte) bool {
	switch {
	case ownreport.Is(head):
		r.ownReport(in)
	case !in.Named && (parser.LooksBinary(head) || !LooksLikeLog(head)):
		r.passedBy(in, head)
	case len(head) == 0:
		r.skip(in.Path, "empty", "the file is empty; there is nothing to review")
	case parser.LooksBinary(head):
		r.skip(in.Path, "not-a-setup-log", "this is a binary file and no log; a log such as ExchangeSetup.log is expected")
	case services.IsSavedName(nameOf(in.Path)) && !LooksLikeLog(head):
		r.skip(in.Path, "not-a-setup-log", "this is what ServiceControl.ps1 saved, and no log; name the log beside it, which is reviewed with it")
	default:
		return false
	}
	return true
}

// ownReport notes a report of this program, which quotes a log and is none.
func (r *reviewer) ownReport(in Input) {
	if !in.Named {
		r.report.Checked.OtherFiles++
		r.report.Checked.OwnReports++
		return
	}
	r.skip(in.Path, "own-report", "this is a report of this program and no log; name the log that it is about, such as ExchangeSetup.log")
}

// place remembers where the source lies, if it can be read at any place.
func (s *sourceReview) place(stream io.Reader) {
	if at, ok := stream.(sized); ok && s.again != nil {
		s.put(at, at.Size())
	} else if at, ok := s.in.Reader.(io.ReaderAt); ok && s.in.Size > 0 {
		s.put(at, s.in.Size)
	}
}

// put says where the source lies.
func (s *sourceReview) put(at io.ReaderAt, size int64) {
	if s.at, s.size = at, size; size > 0 {
		s.again = func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(s.at, 0, s.size)), nil
		}
	}
}

// peek reads the head of a source and gives a reader that begins with it again.
func peek(r io.Reader) ([]byte, io.Reader, error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	switch {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		err = nil
	case err != nil && n > 0:
		// What has been read is reviewed; the error comes behind it.
		r, err = broken{err}, nil
	}
	return head[:n], io.MultiReader(bytes.NewReader(head[:n]), r), err
}

// broken is what is left of a stream that cannot be read on.
type broken struct{ err error }

// Read implements io.Reader.
func (b broken) Read([]byte) (int, error) { return 0, b.err }

// index goes through the source once, by its milestones where it can.
func (s *sourceReview) index(head []byte, rest io.Reader) error {
	if s.again == nil || s.kind != parser.KindExchangeSetup || s.opts.everyEntry {
		return s.read(rest)
	}
	if s.at != nil && startsWithBanner(head) && s.try(s.scanFile) {
		return s.ctx.Err()
	}
	if startsWithBanner(parser.Decoded(head)) && s.try(s.scanDecoded) {
		return s.ctx.Err()
	}
	return s.read(rest)
}

// try makes the index in one way and reports whether that is the end of it. What cannot be read
// is met again, and said, when every entry is read.
func (s *sourceReview) try(scan func() error) bool { return scan() == nil || s.ctx.Err() != nil }

// read goes through the source once. Where the source can be read again only an index is made;
// else every attempt is looked at closely, since nobody knows yet which one will be reviewed.
func (s *sourceReview) read(r io.Reader) error {
	decoder := parser.NewReader(r)
	pass := &pass{s: s, builder: parser.NewBuilder(parser.BuilderOptions{Summary: s.again != nil, Kind: s.kind}), close: s.again == nil}
	decoded := &counter{r: decoder}
	for entry, err := range parser.Entries(decoded, parser.EntryOptions{Kind: s.kind, Shifts: s.mended.shifts()}) {
		if err != nil {
			s.readError(err)
			break
		}
		pass.add(entry)
		s.src.Lines = entry.Line + entry.Lines - 1
		if err := s.tick(decoder.BytesRead()); err != nil {
			return err
		}
	}
	pass.finish()
	s.src.Bytes = decoder.BytesRead()
	s.src.Encoding = decoder.Encoding()
	s.unit, s.mark = units(s.src.Encoding, s.src.Bytes, decoded.n)
	return nil
}

// counter counts the bytes that pass through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// readError notes, once, that the source could not be read to its end.
func (s *sourceReview) readError(err error) {
	if s.damaged {
		return
	}
	s.damaged = true
	s.unreadable(s.in.Path, err, "could not be read to its end: %v; what was read is reviewed")
}

// tick looks now and then whether the user wants to stop, and reports progress.
func (s *sourceReview) tick(bytes int64) error {
	if s.ticks++; s.ticks&0x3ff != 0 {
		return nil
	}
	return s.progress(bytes)
}

// progress reports how far the source has been read, and looks whether the user wants to stop.
func (s *sourceReview) progress(bytes int64) error {
	more := max(0, bytes-s.told) // what is read a second time has been told
	s.crew.progress(more, s.list.count-s.counted)
	s.told, s.counted = s.told+more, s.list.count
	return s.ctx.Err()
}

// note adds a remark about the source, at most maxNotes.
func (s *sourceReview) note(line int, text string) {
	if s.notes++; s.notes <= maxNotes {
		s.src.Notes = append(s.src.Notes, Note{Line: line, Text: text})
	}
}

// pass takes the entries of a source apart into attempts.
type pass struct {
	s         *sourceReview
	builder   *parser.Builder
	collector *rules.Collector
	close     bool // look closely: match the rules
	open      bool
	cut       []int // lines that were cut
}

func (p *pass) add(e *parser.Entry) {
	if p.builder.Begins(e) {
		p.finish()
	}
	if !p.open {
		p.open = true
		if p.close {
			p.collector = p.s.engine().NewCollector(p.s.kind, p.s.pasted, &p.s.off)
		}
	}
	event := p.builder.Add(e)
	if p.collector != nil {
		p.collector.Add(e, event)
	}
	if e.Truncated {
		p.cut = noteCut(p.cut, e)
	}
}

// finish ends the attempt that is open.
func (p *pass) finish() { p.finishAt(0, 0) }

// finishAt ends the attempt that is open; the line and offset where it ends are given when not
// all of its entries were read.
func (p *pass) finishAt(line int, offset int64) {
	if !p.open {
		return
	}
	p.open = false
	defer func() { p.cut = nil }()
	a := p.builder.Finish()
	if line > 0 {
		a.EndLine, a.EndOffset = line, offset
	}
	spare := p.s.list.add(a)
	if p.collector == nil {
		p.builder.Reuse(spare)
		return
	}
	res := &result{attempt: a, matches: p.collector.Finish(a, p.s.switches()), cut: p.cut}
	res.collector = keepIfAwaits(p.collector, a, res.matches)
	p.s.results[a] = res
	p.s.forget()
}

// forget lets go of the close look at attempts that can no longer be asked for.
func (s *sourceReview) forget() {
	keep := map[*parser.Attempt]bool{s.list.first: true, s.list.asked: true}
	chosen, _ := s.list.chosen(s.opts.Attempts)
	for _, a := range chosen {
		keep[a] = true
		keep[s.list.failedBefore(a)] = true
	}
	if n := len(s.list.newest); n > 0 {
		last := s.list.newest[n-1]
		keep[last], keep[s.list.failedBefore(last)] = true, true
	}
	for a := range s.results {
		if !keep[a] {
			delete(s.results, a)
			slim(a)
		}
	}
}

// slim drops what is kept for reviewed attempts only.
func slim(a *parser.Attempt) {
	a.Facts = nil
	a.Parameters, a.Settings, a.Rules, a.Readiness = nil, nil, nil, nil
	a.Steps, a.Failures, a.Fatal = nil, nil, -1
}

// look gives the close look at an attempt; where the source can be read again it is read now.
func (s *sourceReview) look(a *parser.Attempt) (*result, error) {
	if res := s.results[a]; res != nil {
		return res, nil
	}
	if s.again == nil {
		return &result{attempt: a}, nil
	}
	r, err := s.section(a)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	res := &result{attempt: a}
	var collector *rules.Collector
	builder := parser.NewBuilder(parser.BuilderOptions{Kind: s.kind, Resume: a})
	for entry, err := range parser.Entries(r, parser.EntryOptions{FirstLine: a.Line, FirstOffset: a.Offset, Kind: s.kind, Log: !a.Excerpt && !s.pasted, Shifts: s.mended.shifts()}) {
		if err != nil {
			if s.ctx.Err() != nil {
				return nil, s.ctx.Err()
			}
			s.readError(err)
			break
		}
		if collector == nil {
			collector = s.engine().NewCollector(s.kind, s.pasted, &s.off)
		}
		builder.Begins(entry)
		collector.Add(entry, builder.Add(entry))
		if entry.Truncated {
			res.cut = noteCut(res.cut, entry)
		}
		if s.ticks++; s.ticks&0x3ff == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
	}
	if collector != nil {
		res.attempt = builder.Finish()
		res.attempt.Index = a.Index
		res.matches = collector.Finish(res.attempt, s.switches())
		res.collector = keepIfAwaits(collector, res.attempt, res.matches)
	}
	s.results[a] = res
	return res, nil
}

// section gives the decoded text of an attempt.
func (s *sourceReview) section(a *parser.Attempt) (io.ReadCloser, error) {
	size := a.EndOffset - a.Offset
	if s.unit > 0 && s.at != nil {
		return io.NopCloser(parser.NewReader(io.NewSectionReader(s.at, s.mark+s.unit*a.Offset, s.unit*size))), nil
	}
	stream, err := s.again()
	if err != nil {
		return nil, err
	}
	if s.unit > 0 {
		return s.skipTo(stream, stream, s.mark+s.unit*a.Offset, func() io.Reader {
			return parser.NewReader(io.LimitReader(stream, s.unit*size))
		})
	}
	decoder := parser.NewReader(stream)
	return s.skipTo(stream, decoder, a.Offset, func() io.Reader { return io.LimitReader(decoder, size) })
}

// part is a part of a stream that is closed with it.
type part struct {
	io.Reader
	io.Closer
}

// skipTo reads over the bytes before a part of a stream.
func (s *sourceReview) skipTo(stream io.Closer, r io.Reader, n int64, rest func() io.Reader) (io.ReadCloser, error) {
	if _, err := io.CopyN(io.Discard, r, n); err != nil {
		stream.Close()
		return nil, fmt.Errorf("%s: changed while it was read: %w", s.in.Path, err)
	}
	return part{rest(), stream}, nil
}
