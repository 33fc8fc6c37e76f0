package parser

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEvaluatedValue(t *testing.T) {
	f := func(message, value string, thrown bool) {
		t.Helper()
		a := one(t, stamp0+"Evaluated [Setting:X] "+message)
		require.Len(t, a.Settings["X"], 1, message)
		assert.Equal(t, value, a.Settings["X"][0].Value)
		assert.Equal(t, thrown, a.Settings["X"][0].HasException)
	}
	f(`[HasException:False] [Value:"v"] [ParentValue:"<NULL>"] [Thread:9]`, "v", false)
	f(`[HasException:False] [Value:"<NULL>"] [ParentValue:"<NULL>"] [Thread:9]`, "", false)
	f(`[HasException:False] [Value:""] [ParentValue:"x"] [Thread:9]`, "", false)
	f(`[HasException:False] [Value:"a ] [b"] [ParentValue:"x"] [Thread:9]`, "a ] [b", false)
	f("[HasException:True] [Value:\nSystem.Exception: no\n   at A.B()\n] [ParentValue:<Exception Result>] [Thread:9]", "System.Exception: no\n   at A.B()", true)
	f("[HasException:False] [Value:\u201cTrue\u201d] [ParentValue:\u201c<NULL>\u201d] [Thread:9]", "True", false)
	f(`[HasException:False] [Value:"cut`, `"cut`, false)
}

// Of very many evaluations of one name the first and the last are kept.
func TestEvaluationsKeepBothEnds(t *testing.T) {
	log := ""
	for i := range 100 {
		log += stamp0 + `Evaluated [Setting:X] [HasException:False] [Value:"` + string(rune('0'+i%10)) + string(rune('0'+i/10)) + `"] [ParentValue:""]` + "\n"
	}
	list := one(t, log).Settings["X"]
	require.Len(t, list, maxEvaluations)
	assert.Equal(t, "00", list[0].Value)
	assert.Equal(t, "13", list[31].Value)
	assert.Equal(t, "99", list[63].Value)
	assert.Equal(t, "89", list[62].Value)
}

func TestReadinessOfExcerpts(t *testing.T) {
	type failure struct {
		rule, message string
		tag           Tag
		places        int
	}
	f := func(text string, outcome Outcome, want ...failure) {
		t.Helper()
		a := one(t, text)
		var got []failure
		for _, r := range a.Readiness {
			got = append(got, failure{r.Rule, r.Message, r.Tag, len(r.At)})
		}
		assert.Equal(t, want, got, text)
		assert.Equal(t, outcome, a.Outcome, text)
	}
	link := "http://technet.microsoft.com/library(EXCHG.150)/ms.exch.setupreadiness.X.aspx"
	modern := "https://learn.microsoft.com/deployment-ref/ms-exch-setupreadiness-X?view=exchserver-2016"
	generic := "https://learn.microsoft.com/deployment-ref/readiness-checks?view=exchserver-2016"
	f("It stops, see <"+modern+"> for it", OutcomePrerequisitesFailed, failure{"X", "It stops, see <" + modern + "> for it", TagNone, 1})
	f("It is missing. For more information, visit: "+link, OutcomePrerequisitesFailed, failure{"X", "It is missing.", TagNone, 1})
	f("It is missing.\nFor more information, visit: "+link, OutcomePrerequisitesFailed, failure{"X", "It is missing.", TagNone, 2})
	f("It is missing.\nFor more information, visit: "+modern, OutcomePrerequisitesFailed, failure{"X", "It is missing.", TagNone, 2})
	f("It is old.\nFor more information, visit: "+generic, OutcomeUnknown)
	f("Failed [Rule: X] [Message: It is missing.]", OutcomePrerequisitesFailed, failure{"X", "It is missing.", TagNone, 1})
	f("[REQUIRED] It is missing.\nHelp URL: ms.exch.setupreadiness.X", OutcomePrerequisitesFailed, failure{"X", "It is missing.", TagRequired, 2})
	f("[RECOMENDED] It is old.\nHelp URL: "+generic, OutcomeUnknown, failure{"", "It is old.", TagRecommended, 2})
	f("Failed [Rule:A] [Message:One.]\n[REQUIRED] One.\nHelp URL: "+link, OutcomePrerequisitesFailed,
		failure{"A", "One.", TagRequired, 2}, failure{"X", "", TagNone, 1})
	both := "Failed [Rule:A] [Message:One.]\nFailed [Rule:X] [Message:One.]\n"
	f(both+"[REQUIRED] One.\n[REQUIRED] One.", OutcomePrerequisitesFailed,
		failure{"A", "One.", TagRequired, 2}, failure{"X", "One.", TagRequired, 2})
	f(both+"[REQUIRED] One.\nHelp URL: "+link, OutcomePrerequisitesFailed,
		failure{"A", "One.", TagRequired, 2}, failure{"X", "One.", TagNone, 2})
}
