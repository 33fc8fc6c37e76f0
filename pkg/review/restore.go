package review

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// The findings about services that were left disabled or stopped say how they come back, by what
// was saved beside the log where it is sound. In an archive that may be read after the log, so the
// findings are made without it, and once more when everything has been read.

// maxWaiting is how many sources of a review wait for saved files.
const maxWaiting = 2000

// waiting is the newest attempt of a source whose findings the saved files may change.
type waiting struct {
	source    *sourceReview
	result    *result
	collector *rules.Collector
	from, to  int // where its findings stand in the report of the source
}

// restoreFacts are the facts that the saved files decide.
func restoreFacts() []string {
	return []string{
		parser.FactServicesToEnable, parser.FactServicesToManual, parser.FactServicesToStart,
		parser.FactServicesLeftOut, parser.FactRestoreBasis, parser.FactRestoreFile,
	}
}

// awaits says whether saved files can change the findings of an attempt: the newest of its source,
// which leaves services disabled or stopped, with a finding that speaks of their way back.
func awaits(a *parser.Attempt, matches []*rules.Match) bool {
	return a.Facts.Get(parser.FactRestoreBasis) != "" && a.Facts.Get(parser.FactFollowed) != "true" &&
		slices.ContainsFunc(matches, speaksOfRestore)
}

func speaksOfRestore(m *rules.Match) bool {
	text := ruleTexts(m.Rule)
	return slices.ContainsFunc(restoreFacts(), func(fact string) bool { return strings.Contains(text, "{{"+fact) })
}

// ruleTexts are all steps of a rule and of its variants.
func ruleTexts(rule *rules.Rule) string {
	var b strings.Builder
	add := func(steps []rules.Step) {
		for i := range steps {
			b.WriteString(steps[i].Text + "\n" + steps[i].Command + "\n")
		}
	}
	add(rule.Remediation)
	for i := range rule.Variants {
		add(rule.Variants[i].Remediation)
	}
	return b.String()
}

// keepIfAwaits gives the collector of an attempt whose findings may have to be made once more.
func keepIfAwaits(c *rules.Collector, a *parser.Attempt, matches []*rules.Match) *rules.Collector {
	if !awaits(a, matches) {
		return nil
	}
	c.Rest()
	return c
}

// await remembers the findings of an attempt, of which the first stands at from.
func (s *sourceReview) await(res *result, from int) {
	if res.collector == nil {
		return
	}
	slim := &sourceReview{reviewer: s.reviewer, kind: s.kind, in: Input{Path: s.in.Path, Root: s.in.Root}}
	s.crew.hold(&waiting{source: slim, result: res, collector: res.collector, from: from, to: len(s.report.Findings)})
	res.collector = nil
}

// hold takes in what waits. When too much does, those with the last paths go without, whoever
// came first.
func (c *crew) hold(w *waiting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, _ := slices.BinarySearchFunc(c.waiting, w, compareWaiting)
	c.waiting = slices.Insert(c.waiting, i, w)
	if len(c.waiting) > maxWaiting {
		c.waiting = slices.Delete(c.waiting, maxWaiting, len(c.waiting))
	}
}

func compareWaiting(a, b *waiting) int {
	if c := comparePaths(a.source.in.Path, b.source.in.Path); c != 0 {
		return c
	}
	return strings.Compare(a.source.in.Root, b.source.in.Root)
}

// restore makes the findings once more of which the folder holds saved files.
func (c *crew) restore(jobs []*job) {
	saved := map[place][]services.File{}
	for _, j := range jobs {
		if j.saved != nil {
			saved[j.saved.place] = append(saved[j.saved.place], j.saved.file)
		}
	}
	used := map[place]bool{}
	for _, w := range c.waiting {
		at := placeOf(&w.source.in)
		if files := saved[at]; len(files) > 0 && len(w.source.report.Sources) > 0 {
			w.use(files)
			used[at] = true
		}
	}
	c.waiting = nil
	countUsed(jobs, used)
}

// countUsed says of the files that were found and read for a log that they were not just passed
// over.
func countUsed(jobs []*job, used map[place]bool) {
	for _, j := range jobs {
		if j.saved != nil && used[j.saved.place] {
			j.report.Checked.SavedFiles += j.report.Checked.OtherFiles
		}
	}
}

// use makes the findings by what was saved.
func (w *waiting) use(files []services.File) {
	a := w.result.attempt
	e := services.Evidence{Services: a.Services, Overwritten: a.Facts.Get(parser.FactStateOverwritten) == "true"}
	e.Choose(w.source.kind, files)
	plan := services.Restore(e)
	plan.Tell(a.Facts, e)
	w.note(plan.Notes)
	w.rematch()
	w.replace()
}

// note adds remarks to the source.
func (w *waiting) note(texts []string) {
	src := &w.source.report.Sources[0]
	for _, text := range texts {
		if len(src.Notes) < maxNotes {
			src.Notes = append(src.Notes, Note{Text: text})
		}
	}
}

// rematch matches the rules again. They see the facts that they saw before, and the new ones.
func (w *waiting) rematch() {
	facts := w.result.attempt.Facts
	told := parser.Facts{}
	for _, name := range []string{parser.FactPreviousFailure, parser.FactFirstFailure} {
		if fact, known := facts[name]; known {
			told[name] = fact
			delete(facts, name)
		}
	}
	w.result.matches = w.collector.Finish(w.result.attempt, w.source.switches())
	for name, fact := range told {
		facts[name] = fact
	}
}

// replace puts the findings in the place of those that were made before.
func (w *waiting) replace() {
	report, fresh := w.source.report, &Report{}
	maker := *w.source
	maker.reviewer = &reviewer{crew: w.source.crew, ctx: w.source.ctx, report: fresh}
	maker.addFindings(0, w.result)
	report.Findings = slices.Replace(report.Findings, w.from, w.to, fresh.Findings...)
}
