package main

import (
	"fmt"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// stamp begins the lines of the excerpts.
const stamp = "[06/15/2024 08:30:12.0345] [1] "

// tests proves a rule: the summary of setup, the bare message where this rule is the one that
// stands for it, and a check that did not fire.
func tests(c check, a advice, standsForMessage bool) []rules.Test {
	list := []rules.Test{summary(c, a)}
	if c.message != "" && standsForMessage {
		list = append(list, rules.Test{Name: "the message alone", Log: sample(c, a.Values) + "\n"})
	}
	return append(list, rules.Test{
		Name: "the check did not fire",
		Not: fmt.Sprintf("%sStarted [Rule:%s] [Parent:RootAnalysisMember] [RuleType:%s]\n", stamp, c.name, ruleType(c)) +
			fmt.Sprintf("%sEvaluated [Rule:%s] [HasException:False] [Value:\"False\"] [ParentValue:\"<NULL>\"] [Thread:9] [Duration:00:00:00]\n", stamp, c.name),
	})
}

func ruleType(c check) string {
	if c.severity == "Error" {
		return "Error"
	}
	return "Warning"
}

// summary is what setup writes at the end of the readiness check. Only errors have a line with the
// name; a warning has it in its link.
func summary(c check, a advice) rules.Test {
	message := sample(c, a.Values)
	if message == "" {
		message = "This condition is not met."
	}
	link := stamp + "Help URL: http://technet.microsoft.com/library(EXCHG.150)/ms.exch.setupreadiness." + c.name + ".aspx\n"
	t := rules.Test{Name: "recommended", Severity: severity(c), Log: stamp + "[RECOMENDED] " + message + "\n" + link}
	if c.severity == "Error" {
		t.Name = "failed and required"
		t.Severity = rules.SeverityError
		t.Log = fmt.Sprintf("%sFailed [Rule:%s] [Message:%s]\n", stamp, c.name, message) +
			stamp + "[REQUIRED] " + message + "\n" + link
	}
	t.Advice = c.feature()
	return t
}
