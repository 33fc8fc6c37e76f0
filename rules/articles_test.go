package knowledge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestArticlesAreNoStubs(t *testing.T) {
	set := loadChecked(t)
	require.NotEmpty(t, set.Articles)
	for _, a := range set.Articles {
		assert.Regexp(t, `^\p{Lu}.{60,}\.$`, strings.Join(strings.Fields(a.Cause), " "), "cause of %s", a.ID)
		for _, step := range a.Remediation {
			assert.Regexp(t, `^[\p{Lu}/].{15,}[.:]$`, strings.Join(strings.Fields(step.Text), " "), "a step of %s", a.ID)
		}
	}
}

func TestArticlesHaveTextsOfTheirOwn(t *testing.T) {
	set := loadChecked(t)
	seen := map[string]string{}
	for _, r := range set.Rules {
		seen[strings.Join(strings.Fields(r.Cause), " ")] = r.ID
	}
	for _, a := range set.Articles {
		cause := strings.Join(strings.Fields(a.Cause), " ")
		assert.Empty(t, seen[cause], "%s has the cause of another", a.ID)
		seen[cause] = a.ID
	}
}
