package rules

import (
	"slices"
	"strings"
)

// checkRemediation checks steps in the order in which they will be read.
func (c *ruleCheck) checkRemediation(steps []placedStep) {
	c.checkAlways(steps)
	for i, s := range steps {
		if s.shared == "" {
			checkStep(s.at, s.step)
		}
		if i+1 < len(steps) && s.step.Effect == EffectDestructive && !mayFollowDestructive(steps[i+1].step.Effect) {
			s.at.errorf("a destructive step has to stand last; move it to the end, only steps that look or start setup again (reads, outage) may follow it")
		}
		c.checkText("text", s.at.at("text"), s.step.Text)
		c.checkCommand(s)
	}
}

// mayFollowDestructive says whether a step of that effect may stand behind a destructive one:
// another one, one that looks, or one that starts setup again.
func mayFollowDestructive(e Effect) bool {
	return e == "" || e == EffectReads || e == EffectOutage || e == EffectDestructive
}

// checkAlways checks that a remediation has a step that is always there.
func (c *ruleCheck) checkAlways(steps []placedStep) {
	if len(steps) > 0 && !slices.ContainsFunc(steps, func(s placedStep) bool { return s.step.When == nil }) {
		steps[0].at.errorf("every step here has a condition, so that none may be left; give at least one step without \"when\"")
	}
}

// checkStep checks what a step is by itself.
func checkStep(at place, s Step) {
	if strings.TrimSpace(s.Text) == "" {
		at.errorf("this step has no text; say in full sentences what it does and why")
	}
	if s.When != nil {
		conditionCheck{variant: true, step: true}.check(at.at("when"), s.When)
	}
	checkWord(at.at("shell"), "shell", s.Shell, knownShell)
	checkWord(at.at("effect"), "effect", string(s.Effect), knownEffect)
	if s.Shell != "" && s.Command == "" {
		at.at("shell").errorf("this step names a shell but has no command")
	}
	if s.SaveFirst && (s.Effect == "" || s.Effect == EffectReads) {
		at.at("saveFirst").errorf("saveFirst is for steps that change something, but the effect is reads; give the effect")
	}
	if s.Confirmed != nil && !*s.Confirmed && !strings.Contains(strings.ToLower(s.Text), "confirmed") {
		at.at("confirmed").errorf("the cure is not confirmed, but the text does not say so; begin it with \"Not confirmed:\"")
	}
}

// checkText checks the placeholders of a text.
func (c *ruleCheck) checkText(label string, at place, text string) {
	if bad := malformedPlaceholder(text); bad != "" {
		at.errorf("%q in %s is no placeholder; write {{name}} or {{name|other words}}", bad, label)
	}
	if bad := malformedOptional(text); bad != "" {
		at.errorf("%q in %s is one half of an optional part; write [[words with {{name}}]]", bad, label)
	}
	for _, p := range placeholders(text) {
		c.checkPlaceholder(at, label, p.name)
	}
}

func (c *ruleCheck) checkPlaceholder(at place, label, name string) bool {
	if c.captures[name] || isFact(name) || slices.Contains(releaseNames, name) {
		return true
	}
	known := slices.Concat(sortedKeys(c.captures), factNames, releaseNames)
	at.errorf("{{%s}} in %s is neither a capture of this rule nor a fact%s", name, label, suggestion(name, known, "known ones"))
	return false
}

// checkCommand checks that every value of a command can enter it safely.
func (c *ruleCheck) checkCommand(s placedStep) {
	cmd, at := s.step.Command, s.at.at("command")
	if bad := malformedPlaceholder(cmd); bad != "" {
		at.errorf("%q in command is no placeholder; write {{name}}, or put a blank between the braces of a script block", bad)
	}
	if i := strings.IndexAny(cmd, "‘’‚‛“”„‟"); i >= 0 {
		at.errorf("the command has a typographic quote; PowerShell reads it as a quote, write a straight one")
	}
	contexts := quoting(cmd, s.step.Shell)
	for _, p := range placeholders(cmd) {
		if c.checkPlaceholder(at, "command", p.name) {
			c.checkTyped(at, s.step.Shell, p, contexts[p.start])
		}
	}
}

func (c *ruleCheck) checkTyped(at place, shell string, p placeholder, where context) {
	name := typeOf(p.name, c.types())
	kind, typed := valueTypes[name]
	switch {
	case name == "":
		at.errorf("{{%s}} in command has no type, so its value can never enter; give it one: captures: {%s: {type: …}}; types: %s", p.name, p.name, strings.Join(captureTypes(), ", "))
	case typed && where == inOther:
		at.errorf("{{%s}} stands in a here-string, a block comment or after --%%, where no value can enter; move it out", p.name)
	case typed && !where.takes(kind, shell):
		at.errorf("{{%s}} has the type %s and has to stand inside %s", p.name, name, quotesOf(shell))
	}
}

func (c *ruleCheck) types() map[string]string {
	types := map[string]string{}
	for name, spec := range c.rule.Captures {
		types[name] = spec.Type
	}
	return types
}

func quotesOf(shell string) string {
	if shell == ShellCmd {
		return "double quotes"
	}
	return "single quotes (not single quotes within double ones)"
}
