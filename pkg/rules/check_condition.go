package rules

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/words"
)

// comparisons are the keys that compare a setting, fact or capture.
var comparisons = []string{"is", "isNot", "in", "matches", "less", "equals", "sameCumulativeUpdate"}

// leafKeys are the keys that make a condition a leaf, with the keys that may narrow each.
var leafKeys = map[string][]string{
	"entry":       {"tags", "level", "position", "silence", "atLeast"},
	"script":      {"duration"},
	"failure":     {"part"},
	"setting":     comparisons,
	"readiness":   {"message", "evaluated", "unclaimed"},
	"fact":        comparisons,
	"capture":     comparisons,
	"option":      nil,
	"unexplained": nil,
	"all":         nil,
	"any":         nil,
	"none":        nil,
	"sequence":    {"adjacent", "without"},
}

// stepKinds are the conditions that the "when" of a step may have.
var stepKinds = []string{"fact", "all", "any", "none"}

// checkMatch checks the condition of the rule and collects its captures.
func (c *ruleCheck) checkMatch() {
	if !c.at.has("match") {
		c.missing("match")
		return
	}
	conditionCheck{rule: c}.check(c.at.at("match"), &c.rule.Match)
}

// conditionCheck checks a condition. variant is set below "when", step below the one of a step,
// negative below "none" and sequence directly in one.
type conditionCheck struct {
	rule                              *ruleCheck
	variant, step, negative, sequence bool
}

func (c conditionCheck) check(at place, cond *Condition) {
	kind, ok := c.kind(at)
	if !ok {
		return
	}
	c.checkModifiers(at, kind)
	c.checkLeaf(at, kind, cond)
	c.checkNarrowing(at, kind, cond)
	c.checkComparison(at, cond)
	c.checkKids(at, kind, cond)
}

// kind gives the one key that says what a condition is.
func (c conditionCheck) kind(at place) (string, bool) {
	var kinds []string
	for _, key := range at.keys() {
		if _, leaf := leafKeys[key]; leaf {
			kinds = append(kinds, key)
		}
	}
	switch {
	case len(kinds) == 0:
		at.errorf("this condition says nothing to look at; it needs exactly one of %s", strings.Join(sortedKeys(leafKeys), ", "))
		return "", false
	case len(kinds) > 1:
		at.errorf("this condition is several at once (%s); put them into a list under \"all\" or \"any\"", strings.Join(kinds, ", "))
		return "", false
	}
	if c.step && !slices.Contains(stepKinds, kinds[0]) {
		at.errorf("%q cannot stand in the \"when\" of a step; only %s can", kinds[0], strings.Join(stepKinds, ", "))
		return "", false
	}
	if c.sequence && kinds[0] != "entry" {
		at.errorf("%q cannot stand in a sequence; only \"entry\" can", kinds[0])
	}
	return kinds[0], true
}

// checkModifiers says which keys do not go with the kind of condition.
func (c conditionCheck) checkModifiers(at place, kind string) {
	for _, key := range at.keys() {
		if key != kind && !slices.Contains(leafKeys[kind], key) {
			at.atKey(key).errorf("%q does not go with %q%s", key, kind, belongsTo(key))
		}
	}
}

// belongsTo says with which leaves a key goes.
func belongsTo(key string) string {
	var owners []string
	for _, kind := range sortedKeys(leafKeys) {
		if slices.Contains(leafKeys[kind], key) {
			owners = append(owners, kind)
		}
	}
	return "; it goes with " + strings.Join(owners, ", ")
}

func (c conditionCheck) checkLeaf(at place, kind string, cond *Condition) {
	value := at.at(kind)
	switch kind {
	case "entry":
		c.pattern(value, cond.Entry, patternUse{canonical: true, literal: !tagged(cond.Tags)})
	case "script":
		c.pattern(value, cond.Script, patternUse{})
	case "failure":
		c.pattern(value, cond.Failure, patternUse{canonical: cond.Part != PartScript})
	case "setting":
		c.checkName(value, "setting", cond.Setting)
	case "readiness":
		c.checkReadiness(value, cond.Readiness)
	case "fact":
		c.checkFact(value, cond.Fact)
	case "capture":
		c.checkCapture(value, cond.Capture)
	case "option":
		checkWord(value, "option", cond.Option, knownOption)
	case "unexplained":
		if !cond.Unexplained {
			value.errorf("\"unexplained: false\" asks nothing; write true or leave it out")
		}
	}
}

// tagged says whether the tags leave only lines that are few anyway.
func tagged(tags []string) bool {
	return len(tags) > 0 && !slices.Contains(tags, "none") && !slices.Contains(tags, "warning")
}

// patternUse says what a pattern is for.
type patternUse struct {
	canonical bool // it looks at canonical text
	literal   bool // it needs a literal
}

// pattern checks a pattern of a condition and takes its named groups as captures.
func (c conditionCheck) pattern(at place, text string, use patternUse) {
	names := checkPattern(at, text, use)
	if c.negative || c.variant {
		return
	}
	for _, name := range names {
		c.rule.captures[name] = true
	}
}

func (c conditionCheck) checkName(at place, label, name string) {
	if !namePattern().MatchString(name) {
		at.errorf("%q is no name of a %s; expected letters and digits as the log writes it", name, label)
	}
}

func (c conditionCheck) checkReadiness(list place, names []string) {
	if !c.negative && !c.variant {
		for _, name := range readinessCaptures {
			c.rule.captures[name] = true
		}
	}
	if len(names) == 0 {
		list.errorf("the list of readiness rules is empty; name them, or write ['*'] for any")
	}
	for i, name := range names {
		if name != "*" {
			c.checkName(list.item(i), "readiness rule", name)
		} else if len(names) > 1 {
			list.item(i).errorf("'*' is any readiness rule; it has to stand alone")
		}
	}
}

func (c conditionCheck) checkFact(at place, name string) {
	if !isFact(name) {
		at.errorf("unknown fact %q%s", name, factSuggestion(name))
	}
}

func (c conditionCheck) checkCapture(at place, name string) {
	switch {
	case !c.variant:
		at.errorf("\"capture\" can be compared in the \"when\" of a variant only; in \"match\" say it in the pattern")
	case !c.rule.captures[name]:
		at.errorf("%q is no capture of this rule%s", name, suggestion(name, sortedKeys(c.rule.captures), "its captures"))
	}
}

// checkNarrowing checks the values of the keys that narrow entry, script, failure, readiness and
// sequence.
func (c conditionCheck) checkNarrowing(at place, kind string, cond *Condition) {
	checkWords(at.at("tags"), "tag", cond.Tags, knownTags)
	checkWord(at.at("position"), "position", cond.Position, knownPosition)
	checkWord(at.at("part"), "part", cond.Part, Parts())
	if cond.Level != nil && (*cond.Level < 0 || *cond.Level > 3) {
		at.at("level").errorf("level %d does not exist; expected 0 to 3", *cond.Level)
	}
	if at.has("atLeast") && cond.AtLeast < 1 {
		at.at("atLeast").errorf("atLeast is %d; expected 1 or more", cond.AtLeast)
	}
	if kind == "readiness" && at.has("message") {
		c.pattern(at.at("message"), cond.Message, patternUse{canonical: true, literal: true})
	}
	if kind == "sequence" && at.has("without") {
		checkPattern(at.at("without"), cond.Without, patternUse{canonical: true, literal: true})
	}
}

// checkComparison checks what a setting, fact or capture is compared with.
func (c conditionCheck) checkComparison(at place, cond *Condition) {
	checkOneComparison(at)
	if c.step && at.has("matches") {
		at.at("matches").errorf("the \"when\" of a step compares no patterns; use is, in, less or another comparison")
	} else if at.has("matches") {
		c.pattern(at.at("matches"), cond.Matches, patternUse{})
	}
	if at.has("in") && len(cond.In) == 0 {
		at.at("in").errorf("the list is empty; name the values")
	}
	if at.has("less") && !literalPattern().MatchString(cond.Less) && !isFact(cond.Less) {
		at.at("less").errorf("%q is neither a number or build nor a fact%s", cond.Less, factSuggestion(cond.Less))
	}
	if at.has("equals") {
		c.checkFact(at.at("equals"), cond.Equals)
	}
	if at.has("sameCumulativeUpdate") {
		c.checkFact(at.at("sameCumulativeUpdate"), cond.SameCumulativeUpdate)
	}
}

// checkOneComparison checks that there is at most one comparison, and that it says something.
func checkOneComparison(at place) {
	var found []string
	for _, key := range at.keys() {
		if slices.Contains(comparisons, key) {
			found = append(found, key)
		}
	}
	if len(found) > 1 {
		at.errorf("this condition compares several times (%s); put one condition each under \"all\"", strings.Join(found, ", "))
	}
	for _, key := range []string{"is", "isNot"} {
		if at.has(key) && at.at(key).node.Value == "" {
			at.at(key).errorf("%q compares with nothing; without a comparison the condition asks for a value that is not empty, and \"none\" around it for the opposite", key)
		}
	}
}

func (c conditionCheck) checkKids(at place, kind string, cond *Condition) {
	lists := map[string][]Condition{"all": cond.All, "any": cond.Any, "none": cond.None, "sequence": cond.Sequence}
	kids, combination := lists[kind]
	if !combination {
		return
	}
	if len(kids) == 0 {
		at.at(kind).errorf("the list of %q is empty; give it conditions", kind)
	}
	if kind == "sequence" && len(kids) == 1 {
		at.at(kind).errorf("a sequence of one is no sequence; give it two entries or more")
	}
	kid := c
	kid.negative = c.negative || kind == "none"
	kid.sequence = kind == "sequence"
	for i := range kids {
		kid.check(at.at(kind).item(i), &kids[i])
	}
}

// factSuggestion ends a message about an unknown fact.
func factSuggestion(name string) string {
	if near := words.Nearest(name, factNames); near != "" {
		return "; did you mean \"" + near + "\"?"
	}
	return "; the names stand in docs/rule-language.md, parameters of the command line are parameter.name in lower case"
}
