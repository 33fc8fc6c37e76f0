package rules

import "strings"

// checkTests checks that a rule carries its proof: an excerpt that matches, one that does not.
func (c *ruleCheck) checkTests() {
	if !c.at.has("tests") {
		c.missing("tests")
		return
	}
	list := c.at.at("tests")
	logs, nots := 0, 0
	seen := map[string]bool{}
	for i, t := range c.rule.Tests {
		c.checkTest(list.item(i), t)
		if seen[t.Name] {
			list.item(i).errorf("another test of this rule is named %q too; choose another name", t.Name)
		}
		seen[t.Name] = true
		logs += count(t.Log)
		nots += count(t.Not)
	}
	if logs == 0 {
		list.errorf("rule %q has no test with \"log\"; give an excerpt that must be found", c.rule.ID)
	}
	if nots == 0 {
		list.errorf("rule %q has no test with \"not\"; give a look-alike that must not be found", c.rule.ID)
	}
}

func count(excerpt string) int {
	if strings.TrimSpace(excerpt) == "" {
		return 0
	}
	return 1
}

func (c *ruleCheck) checkTest(at place, t Test) {
	if strings.TrimSpace(t.Name) == "" {
		at.errorf("this test has no name; say in a few words what it shows")
	}
	if count(t.Log)+count(t.Not) != 1 {
		at.errorf("a test has exactly one of \"log\" (must be found) and \"not\" (must not be found)")
	}
	checkWords(at.at("options"), "option", t.Options, knownOption)
	checkWord(at.at("severity"), "severity", string(t.Severity), knownSeverity)
	for _, name := range sortedKeys(t.Captures) {
		if !c.captures[name] {
			at.at("captures").atKey(name).errorf("%q is no capture of this rule%s", name, suggestion(name, sortedKeys(c.captures), "its captures"))
		}
	}
	if count(t.Not) == 0 {
		return
	}
	for _, key := range []string{"captures", "severity", "evidence", "advice"} {
		if at.has(key) {
			at.atKey(key).errorf("%q says what a finding holds, but a \"not\" test has none; leave it out", key)
		}
	}
}
