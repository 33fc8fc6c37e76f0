package knowledge

import (
	"testing"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// The evidence is kept before anything changes, not when half of the cure is done.
func TestSetupLogsAreKeptBeforeTheFirstChange(t *testing.T) {
	kept := 0
	for _, r := range loadChecked(t).Rules {
		for _, cure := range cures(r) {
			changed := ""
			for _, s := range cure {
				if s.Shared != "keep-setup-logs" {
					changed = firstChange(changed, s)
					continue
				}
				kept++
				if changed != "" {
					t.Errorf("%s:%d: rule %q keeps the setup logs only after %q", r.Path, r.Line, r.ID, changed)
				}
			}
		}
	}
	if kept < 50 {
		t.Errorf("only %d cures keep the setup logs; has the shared step another name?", kept)
	}
}

func cures(r *rules.Rule) [][]rules.Step {
	list := [][]rules.Step{r.Remediation}
	for _, v := range r.Variants {
		list = append(list, v.Remediation)
	}
	return list
}

func firstChange(changed string, s rules.Step) string {
	if changed == "" && s.Effect != "" && s.Effect != rules.EffectReads {
		return s.Text
	}
	return changed
}
