package rules

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ruleCheck checks what one rule says, after its form was found right.
type ruleCheck struct {
	rule     *Rule
	at       place
	opts     LoadOptions
	steps    placedSteps
	captures map[string]bool // named groups, captures and what readiness gives
}

func newRuleCheck(r *loadedRule, opts LoadOptions, steps placedSteps) *ruleCheck {
	return &ruleCheck{rule: r.rule, at: r.at, opts: opts, steps: steps, captures: map[string]bool{}}
}

func (c *ruleCheck) run() {
	c.checkHead()
	c.checkMatch()
	c.checkCaptures()
	c.checkIdentity()
	c.checkPhrases("symptoms", c.rule.Symptoms)
	c.checkCodes(c.rule.Codes, c.rule.Events)
	c.checkText("title", c.at.at("title"), c.rule.Title)
	c.checkText("cause", c.at.at("cause"), c.rule.Cause)
	c.checkRemediation(c.steps.rule)
	c.checkVariants()
	c.checkReferences()
	c.checkOthers("supersedes", c.rule.Supersedes)
	c.checkOthers("causes", c.rule.Causes)
	c.checkTests()
}

// checkHead checks id, title, category and the words of fixed lists.
func (c *ruleCheck) checkHead() {
	r := c.rule
	c.required("id", r.ID)
	c.required("title", r.Title)
	c.required("category", r.Category)
	c.required("cause", r.Cause)
	if len(r.Remediation) == 0 && !c.at.has("remediation") {
		c.missing("remediation")
	} else if len(r.Remediation) == 0 {
		c.at.at("remediation").errorf("remediation has no steps; give at least one")
	}
	c.checkKebab("id", r.ID)
	c.checkKebab("category", r.Category)
	c.checkFolder()
	checkWord(c.at.at("severity"), "severity", string(r.Severity), knownSeverity)
	checkWord(c.at.at("confidence"), "confidence", string(r.Confidence), knownConfidence)
	checkWord(c.at.at("rank"), "rank", string(r.Rank), knownRank)
	checkWords(c.at.at("sources"), "kind of source", r.Sources, knownSources())
}

func (c *ruleCheck) required(key, value string) {
	switch {
	case !c.at.has(key):
		c.missing(key)
	case strings.TrimSpace(value) == "":
		c.at.at(key).errorf("%s is empty; fill it in", key)
	}
}

func (c *ruleCheck) missing(key string) {
	c.at.errorf("rule %q has no %s; every rule needs id, title, category, match, cause, remediation and tests", c.rule.ID, key)
}

func (c *ruleCheck) checkKebab(key, value string) {
	if value != "" && !idPattern().MatchString(value) {
		c.at.at(key).errorf("%s %q is not in kebab case; use lower case letters, digits and single hyphens, such as disk-is-full", key, value)
	}
}

func (c *ruleCheck) checkFolder() {
	folder := path.Base(path.Dir(filepath.ToSlash(c.rule.Path)))
	if c.opts.FolderIsCategory && c.rule.Category != "" && c.rule.Category != folder {
		c.at.at("category").errorf("category %q is not the name of the folder, %q; move the file or change the category", c.rule.Category, folder)
	}
}

// checkWord checks a word of a fixed list; the empty one stands for the default.
func checkWord(at place, label, word string, known []string) {
	if word != "" && !slices.Contains(known, word) {
		at.errorf("unknown %s %q%s", label, word, suggestion(word, known, "known ones"))
	}
}

func checkWords(list place, label string, words, known []string) {
	for i, word := range words {
		if word == "" {
			list.item(i).errorf("this %s is empty; leave it out", label)
		}
		checkWord(list.item(i), label, word, known)
		if slices.Contains(words[:i], word) {
			list.item(i).errorf("%s %q stands twice; once is enough", label, word)
		}
	}
}

// checkPhrases checks words by which people look for something.
func (c *ruleCheck) checkPhrases(key string, phrases []string) {
	for i, phrase := range phrases {
		if strings.TrimSpace(phrase) == "" {
			c.at.at(key).item(i).errorf("this phrase is empty; write the words that people see or type")
		}
	}
}

func (c *ruleCheck) checkIdentity() {
	for i, name := range c.rule.Identity {
		if !c.captures[name] {
			c.at.at("identity").item(i).errorf("identity names %q, which is no capture of this rule%s", name, suggestion(name, sortedKeys(c.captures), "its captures"))
		}
	}
}

func (c *ruleCheck) checkReferences() {
	for i, r := range c.rule.References {
		at := c.at.at("references").item(i)
		if strings.TrimSpace(r.Title) == "" {
			at.errorf("this reference has no title; say what it leads to")
		}
		if !isWebAddress(r.URL) {
			at.at("url").errorf("url %q is no web address; expected https://…", r.URL)
		}
	}
}

func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

// checkOthers checks a list of ids of other rules. Whether these exist is seen in a whole set.
func (c *ruleCheck) checkOthers(key string, ids []string) {
	for i, id := range ids {
		at := c.at.at(key).item(i)
		switch {
		case !idGlobPattern().MatchString(id):
			at.errorf("%q in %s is no rule id; use an id, or a part of ids with * for the rest", id, key)
		case id == c.rule.ID:
			at.errorf("the rule names itself in %s; leave that out", key)
		}
	}
}

// checkVariants checks the conditions and texts of the variants.
func (c *ruleCheck) checkVariants() {
	for i, v := range c.rule.Variants {
		at := c.at.at("variants").item(i)
		if !at.has("when") {
			at.errorf("this variant has no \"when\"; say on what condition it holds")
		} else {
			conditionCheck{rule: c, variant: true}.check(at.at("when"), &v.When)
		}
		if len(at.keys()) < 2 {
			at.errorf("this variant changes nothing; give it a title, severity, confidence, rank, cause or remediation")
		}
		checkWord(at.at("severity"), "severity", string(v.Severity), knownSeverity)
		checkWord(at.at("confidence"), "confidence", string(v.Confidence), knownConfidence)
		checkWord(at.at("rank"), "rank", string(v.Rank), knownRank)
		c.checkText("title", at.at("title"), v.Title)
		c.checkText("cause", at.at("cause"), v.Cause)
		c.checkRemediation(c.steps.variants[i])
	}
}
