package review

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// maxFindings of one source.
const maxFindings = 1000

// conclude looks closely at the chosen attempts and adds the source to the report.
func (s *sourceReview) conclude() error {
	chosen, note := s.list.chosen(s.opts.Attempts)
	if note != "" {
		s.note(0, note+s.whyRejected(chosen))
	}
	if len(chosen) == 0 && s.opts.Attempts.Index > 0 {
		s.skip(s.in.Path, "no-such-attempt", s.noSuchAttempt())
	}
	parser.SettleDates(s.list.newest)
	reviewed := map[int]*result{}
	for _, a := range chosen {
		res, err := s.look(a)
		if err != nil {
			return s.lookFailed(err)
		}
		s.settle(a, res)
		reviewed[a.Index] = res
	}
	if s.foreign(reviewed) {
		s.skip(s.in.Path, "not-a-setup-log", "is no setup log that is known, and no rule matches what it says")
		return nil
	}
	return s.publish(chosen, reviewed)
}

// whyRejected gives the reason why the last attempt is not worth a review, where it is known.
func (s *sourceReview) whyRejected(chosen []*parser.Attempt) string {
	last := s.list.newest[len(s.list.newest)-1]
	if slices.Contains(chosen, last) {
		return ""
	}
	res, err := s.look(last)
	if err != nil || len(res.matches) == 0 {
		return ""
	}
	m := res.matches[0]
	return ". What stopped the last attempt: " + rules.Expand(m.Title, s.values(m, res.attempt))
}

// noSuchAttempt says how many attempts there are instead.
func (s *sourceReview) noSuchAttempt() string {
	if s.list.count == 1 {
		return fmt.Sprintf("has 1 attempt; there is no attempt %d", s.opts.Attempts.Index)
	}
	return fmt.Sprintf("has %d attempts; there is no attempt %d", s.list.count, s.opts.Attempts.Index)
}

// settle gives a reviewed attempt the dates that the order of all attempts decides, and says so
// when the date stays in doubt.
func (s *sourceReview) settle(a *parser.Attempt, res *result) {
	res.attempt.SettleLike(a)
	if doubt := res.attempt.Facts.Get(parser.FactDateDoubt); doubt != "" {
		s.note(a.Line, "the date of this run can be read in two ways, "+doubt+"; nothing in the log decides")
	}
}

func (s *sourceReview) lookFailed(err error) error {
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	s.readError(err)
	return nil
}

// foreign says whether nothing in the source has to do with setup.
func (s *sourceReview) foreign(reviewed map[int]*result) bool {
	if s.kind != parser.KindUnknown {
		return false
	}
	for _, res := range reviewed {
		if len(res.matches) > 0 {
			return false
		}
	}
	return true
}

// publish adds the source, its attempts and their findings to the report.
func (s *sourceReview) publish(chosen []*parser.Attempt, reviewed map[int]*result) error {
	index := len(s.report.Sources)
	for _, a := range s.list.newest {
		s.addAttempt(a, reviewed[a.Index])
	}
	s.src.AttemptsOmitted = s.list.omitted
	for _, a := range chosen {
		res := reviewed[a.Index]
		if !s.listed(a) {
			s.addOlder(a, res)
		}
		for _, line := range res.cut {
			s.note(line, "a line longer than 1 MiB was cut; its rest was not looked at")
		}
		if err := s.history(res); err != nil {
			return s.lookFailed(err)
		}
		if s.src.Server == "" {
			s.src.Server = strings.ToLower(res.attempt.Facts.Get(parser.FactServer))
		}
		from := len(s.report.Findings)
		s.addFindings(index, res)
		s.await(res, from)
	}
	s.src.Excerpt = len(chosen) > 0 && chosen[0].Excerpt && s.list.count == 1
	for _, id := range s.engine().Unevaluated(&s.off) {
		s.skip(s.in.Path, "rule-timeout", fmt.Sprintf("the rule %s could not be evaluated: a pattern did not end within its time limit", id))
	}
	s.report.Sources = append(s.report.Sources, s.src)
	return nil
}

func (s *sourceReview) listed(a *parser.Attempt) bool {
	return len(s.list.newest) > 0 && a.Index >= s.list.newest[0].Index
}

// addOlder lists a reviewed attempt that is older than those listed.
func (s *sourceReview) addOlder(a *parser.Attempt, res *result) {
	rest := s.src.Attempts
	s.src.Attempts = nil
	s.addAttempt(a, res)
	s.src.Attempts = append(s.src.Attempts, rest...)
	s.src.AttemptsOmitted--
}

func (s *sourceReview) addAttempt(a *parser.Attempt, res *result) {
	out := Attempt{
		Index: a.Index, Line: a.Line, EndLine: a.EndLine, Started: a.Started, Ended: a.Ended, Outcome: a.Outcome,
		LocalStarted: a.LocalStarted, LocalEnded: a.LocalEnded,
		InstallationMode: a.InstallationMode, SetupBuild: a.SetupBuild,
	}
	if res != nil {
		s.describe(&out, res.attempt)
	}
	s.src.Attempts = append(s.src.Attempts, out)
}

// describe fills in what is said of a reviewed attempt only.
func (s *sourceReview) describe(out *Attempt, a *parser.Attempt) {
	out.Reviewed = true
	out.Outcome = a.Outcome
	out.Facts, out.Parameters, out.Entries = a.Facts, a.Parameters, a.Entries
	out.SetupRelease = lookup(s.opts.Rules.Releases, a.Facts.Get(parser.FactSetupBuild))
	out.InstalledRelease = lookup(s.opts.Rules.Releases, a.Facts.Get(parser.FactInstalledBuild))
	out.Roles = strings.Fields(a.Facts.Get(parser.FactRoles))
	for _, step := range a.Steps {
		out.Steps = append(out.Steps, Step{Step: step, Title: lookup(s.opts.Rules.Tasks, step.Task)})
	}
	out.Failure = a.Failure()
	if out.Failure != nil {
		out.FailureStep = out.Failure.Step
		if name := lookup(s.opts.Rules.Components, out.Failure.Component); name != "" {
			out.FailureStep = name
		}
	}
	out.Duration = duration(a)
}

func lookup(table func(string) string, key string) string {
	if table == nil || key == "" {
		return ""
	}
	return table(key)
}

// duration of an attempt; 0 when it is unknown, negative or over seven days.
func duration(a *parser.Attempt) time.Duration {
	from, to := a.Started, a.Ended
	if from.IsZero() {
		from, to = a.LocalStarted.Time, a.LocalEnded.Time
	}
	if from.IsZero() || to.IsZero() {
		return 0
	}
	d := to.Sub(from)
	if d < 0 || d > 7*24*time.Hour {
		return 0
	}
	return d
}

// history gives the attempt the facts about what failed before it, when a finding speaks of them.
func (s *sourceReview) history(res *result) error {
	before := map[string]*parser.Attempt{
		parser.FactPreviousFailure: s.list.failedBefore(res.attempt),
		parser.FactFirstFailure:    s.list.firstFailedBefore(res.attempt),
	}
	for _, name := range []string{parser.FactPreviousFailure, parser.FactFirstFailure} {
		a := before[name]
		if a == nil || !mentions(res.matches, name) {
			continue
		}
		earlier, err := s.look(a)
		if err != nil {
			return err
		}
		res.attempt.Facts[name] = parser.Fact{Value: s.summarize(a, earlier), At: parser.Position{Line: a.Line}}
	}
	return nil
}

// summarize names an earlier attempt: when, where, and its primary finding.
func (s *sourceReview) summarize(a *parser.Attempt, res *result) string {
	text := fmt.Sprintf("attempt %d (line %d", a.Index, a.Line)
	if !a.Started.IsZero() {
		text += ", " + a.Started.Format("2006-01-02 15:04") + " UTC"
	} else if a.LocalStarted.HasDate() {
		text += ", " + a.LocalStarted.String() + " local time"
	}
	text += ")"
	if len(res.matches) == 0 {
		return text
	}
	m := res.matches[0]
	title := rules.Expand(m.Title, s.values(m, res.attempt))
	return fmt.Sprintf("%s: %s (%s, line %d)", text, title, m.Rule.ID, m.First().Line)
}

// mentions says whether a text of some match speaks of a fact.
func mentions(matches []*rules.Match, fact string) bool {
	for _, m := range matches {
		texts := []string{m.Title, m.Cause}
		for _, step := range m.Remediation {
			texts = append(texts, step.Text, step.Command)
		}
		if strings.Contains(strings.Join(texts, "\n"), "{{"+fact) {
			return true
		}
	}
	return false
}
