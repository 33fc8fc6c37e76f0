package rules

import (
	"fmt"
	"slices"
	"strings"
)

// LintOptions say what a set of rules is held against. The zero value holds it against itself.
type LintOptions struct {
	// Beside are the rules that the set will be used with: those of the program.
	Beside *Set
	// Replacing accepts rules that have the id of one of Beside and so replace it.
	Replacing bool
}

// Lint looks at loaded rules for what loads and yet is most likely a mistake: patterns that have
// to be tried on every entry, alternations that an anchor does not belong to, captures that nothing
// uses, remedies without a step, commands that change something in steps that only read, and ids that
// collide. The problems are sorted.
func Lint(set *Set, opts LintOptions) []Problem {
	l := linter{}
	for _, r := range set.Rules {
		l.rule(r)
	}
	l.articles(set)
	l.collisions(set, opts)
	slices.SortStableFunc(l.problems, compareProblems)
	return l.problems
}

type linter struct{ problems []Problem }

func (l *linter) addf(path string, line int, format string, args ...any) {
	l.problems = append(l.problems, Problem{Path: path, Line: line, Column: 1, Message: fmt.Sprintf(format, args...)})
}

func (l *linter) rule(r *Rule) {
	for _, p := range patternsOf(r) {
		l.pattern(r, p)
	}
	for _, name := range unusedCaptures(r) {
		l.addf(r.Path, r.Line, "rule %q: nothing uses the capture %q; use it in a text, or write the group as (?:…)", r.ID, name)
	}
	who := fmt.Sprintf("rule %q", r.ID)
	l.steps(who, r.Path, r.Line, r.Remediation)
	for _, v := range r.Variants {
		if len(v.Remediation) > 0 {
			l.steps(who+", a variant", r.Path, r.Line, v.Remediation)
		}
	}
	l.references(who, r.Path, r.Line, r.References)
	l.unfinished(who, r.Path, r.Line, textsOf(r))
}

// unfinished finds the marks that a rule is begun with.
func (l *linter) unfinished(who, path string, line int, texts []string) {
	for _, text := range texts {
		if strings.Contains(text, "FILL IN") {
			l.addf(path, line, "%s is not finished: %q", who, shorten(strings.Join(strings.Fields(text), " "), 80))
		}
	}
}

func (l *linter) articles(set *Set) {
	for _, a := range set.Articles {
		who := fmt.Sprintf("article %q", a.ID)
		l.steps(who, a.Path, a.Line, a.Remediation)
		l.references(who, a.Path, a.Line, a.References)
	}
}

func (l *linter) steps(who, path string, line int, steps []Step) {
	if len(steps) == 0 {
		l.addf(path, line, "%s gives no advice: its remediation has no step", who)
	}
	for i, s := range steps {
		if strings.TrimSpace(s.Text) == "" {
			l.addf(path, line, "%s: step %d has no text; say in full sentences what to do", who, i+1)
		}
		if word := changes(s.Command); word != "" && (s.Effect == "" || s.Effect == EffectReads) {
			l.addf(path, line, "%s: step %d says that it only reads, but %s changes something; give its effect: server, outage, directory or destructive", who, i+1, word)
		}
	}
}

func (l *linter) references(who, path string, line int, references []Reference) {
	for _, r := range references {
		if !isWebAddress(r.URL) {
			l.addf(path, line, "%s: the reference %q leads to %q, which is no web address; expected https://…", who, r.Title, r.URL)
		}
	}
}

// collisions finds ids that are taken, or that nobody can tell apart.
func (l *linter) collisions(set *Set, opts LintOptions) {
	type owner struct{ id, what string }
	taken := map[string]owner{}
	if opts.Beside != nil {
		for _, r := range opts.Beside.Rules {
			taken[plainID(r.ID)] = owner{r.ID, "a rule of the program"}
		}
		for _, a := range opts.Beside.Articles {
			taken[plainID(a.ID)] = owner{a.ID, "an article of the program"}
		}
	}
	check := func(id, path string, line int, what string) {
		other, collides := taken[plainID(id)]
		switch {
		case !collides:
		case other.id != id:
			l.addf(path, line, "the id %q can hardly be told from %q, %s; choose another one", id, other.id, other.what)
		case !opts.Replacing:
			l.addf(path, line, "the id %q is that of %s, which this one replaces; choose another id if that is not meant", id, other.what)
		}
		taken[plainID(id)] = owner{id, what}
	}
	for _, r := range set.Rules {
		check(r.ID, r.Path, r.Line, "a rule")
	}
	for _, a := range set.Articles {
		check(a.ID, a.Path, a.Line, "an article")
	}
}

// plainID is an id without what people leave out or mix up.
func plainID(id string) string {
	return strings.ReplaceAll(id, "-", "")
}
