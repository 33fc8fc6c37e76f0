package review

import "github.com/setuplogreview/setuplogreview/pkg/rules"

// Remedies fills values into steps as a finding does. Types are those of captures by name; without
// values the steps read as they do for nobody in particular.
func Remedies(steps []rules.Step, values rules.Values, types map[string]string) []Remedy {
	out := make([]Remedy, 0, len(steps))
	for _, step := range steps {
		out = append(out, remedy(step, values, types))
	}
	return out
}
