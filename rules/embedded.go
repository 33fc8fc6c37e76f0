package knowledge

import "github.com/setuplogreview/setuplogreview/pkg/rules"

// The tables of generated_rules.go hold nothing that has to be made when the program starts: the
// linker lays them out, and only the pages that are looked at are ever read.

// ruleCaptures are the captures of one of the generated rules, by its index.
type ruleCaptures struct {
	rule     int
	captures []namedCapture
}

type namedCapture struct {
	name    string
	capture rules.Capture
}

type namedSteps struct {
	name  string
	steps []rules.Step
}

// embedded makes the set of the generated rules.
func embedded() *rules.Set {
	return &rules.Set{
		Rules: embeddedRules(), Articles: pointers(generatedArticles[:]), Steps: embeddedSteps(),
		Releases: releaseName, Components: componentName, Tasks: taskTitle,
	}
}

func embeddedRules() []*rules.Rule {
	list := pointers(generatedRules[:])
	for i := range generatedCaptures {
		c := &generatedCaptures[i]
		r := *list[c.rule]
		r.Captures = make(map[string]rules.Capture, len(c.captures))
		for _, named := range c.captures {
			r.Captures[named.name] = named.capture
		}
		list[c.rule] = &r
	}
	return list
}

func embeddedSteps() map[string][]rules.Step {
	steps := make(map[string][]rules.Step, len(generatedSteps))
	for _, named := range generatedSteps {
		steps[named.name] = named.steps
	}
	return steps
}

func pointers[T any](values []T) []*T {
	list := make([]*T, len(values))
	for i := range values {
		list[i] = &values[i]
	}
	return list
}
