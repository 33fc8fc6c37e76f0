package rules

import "slices"

// checkCaptures checks "captures:" and adds its names to the captures of the rule.
func (c *ruleCheck) checkCaptures() {
	mapping := c.at.at("captures")
	for _, name := range sortedKeys(c.rule.Captures) {
		c.checkCapture(mapping, name, c.rule.Captures[name])
		c.captures[name] = true
	}
}

func (c *ruleCheck) checkCapture(mapping place, name string, spec Capture) {
	at := mapping.at(name)
	if !namePattern().MatchString(name) {
		mapping.atKey(name).errorf("%q is no name of a capture; use letters and digits", name)
	}
	checkWord(at.at("type"), "type", spec.Type, captureTypes())
	if at.has("fact") && !isFact(spec.Fact) {
		at.at("fact").errorf("unknown fact %q%s", spec.Fact, factSuggestion(spec.Fact))
	}
	switch sources := c.captureSources(at); {
	case sources > 1:
		at.errorf("capture %q comes from several places; give one of setting, fact, before, after, script", name)
	case sources == 0 && !c.captures[name]:
		at.errorf("capture %q comes from nowhere; give setting, fact, before, after or script, or a group (?<%s>…) in \"match\"", name, name)
	}
	c.checkCapturePattern(at, name, "before", spec.Before, patternUse{canonical: true, literal: true})
	c.checkCapturePattern(at, name, "after", spec.After, patternUse{canonical: true, literal: true})
	c.checkCapturePattern(at, name, "script", spec.Script, patternUse{})
}

func (c *ruleCheck) captureSources(at place) int {
	n := 0
	for _, key := range []string{"setting", "fact", "before", "after", "script"} {
		if at.has(key) {
			n++
		}
	}
	return n
}

func (c *ruleCheck) checkCapturePattern(at place, name, key, pattern string, use patternUse) {
	if !at.has(key) {
		return
	}
	groups := checkPattern(at.at(key), pattern, use)
	if groups != nil && !slices.Contains(groups, name) || groups == nil && compiles(pattern) {
		at.at(key).errorf("the pattern has no group (?<%s>…), so it gives no value", name)
	}
}

func compiles(pattern string) bool {
	_, err := compilePattern(pattern)
	return err == nil && pattern != ""
}
