package knowledge_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// The engine finds in the test of each rule what the engine finds that tries every pattern and looks at
// every rule, also where the test stands in the log of an attempt.
func TestEngineMatchesWhatTheReferenceMatches(t *testing.T) {
	files, err := knowledge.LoadFiles()
	require.NoError(t, err)
	set, err := knowledge.Load()
	require.NoError(t, err)
	engine, reference := rules.NewEngine(set), rules.NewReferenceEngine(set)
	for i, rule := range files.Rules {
		if testing.Short() && i%8 > 0 {
			continue
		}
		for _, test := range rule.Tests {
			for _, log := range []string{test.Log + test.Not, attempt + test.Log + test.Not} {
				assert.Equal(t, matched(t, reference, log), matched(t, engine, log), "%s: %s", rule.ID, test.Name)
			}
		}
	}
}

// attempt begins the log of an attempt in which a readiness rule failed.
const attempt = "[03/07/2021 18:24:36.0100] [0] **********************************************\r\n" +
	"[03/07/2021 18:24:36.0101] [0] Starting Microsoft Exchange Server 2016 Setup\r\n" +
	"[03/07/2021 18:24:36.0102] [0] **********************************************\r\n" +
	"[03/07/2021 18:24:37.0792] [1] Evaluated [Rule:RebootPending] [HasException:False] [Value:\"True\"] [ParentValue:\"<NULL>\"]\r\n" +
	"[03/07/2021 18:24:38.0792] [1] [REQUIRED] Somebody has to do something first.\r\n"

// matched lists what a text gives: rules with the lines of their evidence.
func matched(t *testing.T, e *rules.Engine, log string) [][]any {
	t.Helper()
	examined, err := e.Examine(strings.NewReader(log), parser.KindOf([]byte(log)), rules.Switches{})
	require.NoError(t, err)
	var list [][]any
	for _, x := range examined {
		for _, m := range x.Matches {
			list = append(list, []any{m.Rule.ID, m.Severity, m.Captures, m.Evidence, len(m.Consequences)})
		}
	}
	return list
}
