package knowledge

import "github.com/setuplogreview/setuplogreview/pkg/rules"

// The tables of the generated files hold nothing that has to be made when the program starts: the
// linker lays them out, and only the pages that are looked at are ever read.

type namedSteps struct {
	name  string
	steps []rules.Step
}

// embedded makes the set of the generated rules.
func embedded() *rules.Set {
	set := &rules.Set{
		Rules: pointers(generatedRules[:]), Articles: pointers(generatedArticles[:]), Steps: embeddedSteps(),
		Releases: releaseName, Components: componentName, Tasks: taskTitle,
	}
	set.SetPlan(&generatedPlan)
	return set
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
