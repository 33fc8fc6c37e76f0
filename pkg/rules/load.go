package rules

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
)

// LoadOptions say how rule files are read. The zero value checks everything.
type LoadOptions struct {
	// Root stands before the paths in messages and in Rule.Path.
	Root string
	// Steps are shared steps from elsewhere that the files may use by name.
	Steps map[string][]Step
	// FolderIsCategory demands that the category of a rule is the name of its folder.
	FolderIsCategory bool
	// Proven leaves out the checks of what the rules say, for files that have passed them before.
	// Their form is checked all the same.
	Proven bool
}

// Load reads all *.yaml files below fsys and gives their rules, sorted by id, with shared steps
// put in and defaults filled in. The error is a *LoadError that tells all mistakes of all files
// at once, or says that the files cannot be read.
func Load(fsys fs.FS, opts LoadOptions) ([]*Rule, error) {
	set, err := LoadSet(fsys, opts)
	if err != nil {
		return nil, err
	}
	return set.Rules, nil
}

// LoadSet does what Load does and gives the shared steps as well.
func LoadSet(fsys fs.FS, opts LoadOptions) (*Set, error) {
	docs, err := readDocuments(fsys, opts)
	if err != nil {
		return nil, err
	}
	l := newLoader(opts)
	for _, doc := range docs {
		l.collect(doc)
	}
	l.finish()
	if err := loadError(problemsOf(docs)); err != nil {
		return nil, err
	}
	return &Set{Rules: l.sortedRules(), Articles: l.sortedArticles(), Steps: l.plainSteps()}, nil
}

// loader gathers the rules and shared steps of all files before it checks them.
type loader struct {
	opts   LoadOptions
	shaper shaper
	rules  []*loadedRule
	// articles are those of all files.
	articles []*loadedArticle
	steps    map[string]sharedSteps
}

// loadedRule is a rule and where it stands. A broken one has a wrong form and is not checked
// further.
type loadedRule struct {
	rule   *Rule
	at     place
	broken bool
}

// sharedSteps are steps that rules use by name, and the place of that name.
type sharedSteps struct {
	steps []Step
	at    place
}

func newLoader(opts LoadOptions) *loader {
	l := &loader{opts: opts, shaper: newShaper(), steps: map[string]sharedSteps{}}
	for name, steps := range opts.Steps {
		l.steps[name] = sharedSteps{steps: steps}
	}
	return l
}

// collect takes the rules and shared steps out of a file.
func (l *loader) collect(doc *document) {
	if doc.root == nil {
		return
	}
	top := doc.top()
	if !l.checkTop(top) {
		return
	}
	if top.has("steps") {
		l.collectSteps(top.at("steps"))
	}
	if top.has("rules") {
		l.collectRules(top.at("rules"))
	}
	if top.has("articles") {
		l.collectArticles(top.at("articles"))
	}
}

// checkTop checks the keys of a file and the kinds of their values, not what is in them.
func (l *loader) checkTop(top place) bool {
	if top.node.ShortTag() == "!!null" || len(top.keys()) == 0 {
		top.doc.add(1, 1, noRules)
		return false
	}
	return l.shaper.check(top, reflect.TypeFor[struct {
		Rules    []any          `yaml:"rules"`
		Articles []any          `yaml:"articles"`
		Steps    map[string]any `yaml:"steps"`
	}]())
}

func (l *loader) collectRules(list place) {
	for i := range list.node.Content {
		at := list.item(i)
		rule := &Rule{Path: list.doc.path, Line: at.node.Line}
		l.rules = append(l.rules, &loadedRule{rule: rule, at: at, broken: !l.readRule(at, rule)})
	}
}

// readRule reads a rule, and tells what is wrong with its form. An unknown key alone does not keep
// the rest from being checked, so that all mistakes are told at once.
func (l *loader) readRule(at place, rule *Rule) bool {
	if l.shaper.check(at, reflect.TypeFor[Rule]()) {
		return decode(at, rule)
	}
	return at.node.Load(rule) == nil
}

func (l *loader) collectSteps(mapping place) {
	for _, name := range mapping.keys() {
		at := mapping.at(name)
		var steps []Step
		if !l.shaper.check(at, reflect.TypeFor[[]Step]()) || !decode(at, &steps) {
			continue
		}
		if first, twice := l.steps[name]; twice && first.at.doc != nil {
			mapping.atKey(name).errorf("the shared steps %q stand a second time; the first are at %s:%d", name, first.at.doc.path, first.at.node.Line)
			continue
		}
		l.steps[name] = sharedSteps{steps: steps, at: at}
		if !l.opts.Proven {
			checkSharedSteps(at, name, steps)
		}
	}
}

// decode reads a node of the right form into its Go value.
func decode(at place, into any) bool {
	if err := at.node.Load(into); err != nil {
		at.errorf("cannot be read: %v", err)
		return false
	}
	return true
}

// finish checks the rules, puts the shared steps in and fills in the defaults.
func (l *loader) finish() {
	for _, r := range l.rules {
		if r.broken {
			continue
		}
		uses := l.resolveSteps(r)
		if !l.opts.Proven {
			newRuleCheck(r, l.opts, uses).run()
		}
		fillDefaults(r.rule)
	}
	l.checkDuplicates()
	l.finishArticles()
}

func (l *loader) checkDuplicates() {
	first := map[string]*loadedRule{}
	for _, r := range l.rules {
		id := r.rule.ID
		other, twice := first[id]
		if id != "" && twice {
			r.at.at("id").errorf("the id %q is taken by the rule at %s:%d; choose another one", id, other.rule.Path, other.rule.Line)
			continue
		}
		first[id] = r
	}
}

func (l *loader) sortedRules() []*Rule {
	rules := make([]*Rule, len(l.rules))
	for i, r := range l.rules {
		rules[i] = r.rule
	}
	slices.SortStableFunc(rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

func (l *loader) plainSteps() map[string][]Step {
	steps := map[string][]Step{}
	for name, shared := range l.steps {
		steps[name] = shared.steps
	}
	return steps
}
