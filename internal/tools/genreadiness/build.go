package main

import (
	"bytes"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// builder makes the rules of all areas.
type builder struct {
	open map[string]check // checks that have no rule yet, by name
	// messages holds the expressions that a rule matches already: checks with one and the same
	// message are told apart by their names, and without a name the first stands for all.
	messages map[string]bool
	table    []check
}

func build(table []check, taken taken, areas []area) ([]file, error) {
	b := builder{open: map[string]check{}, messages: map[string]bool{}, table: table}
	for _, c := range table {
		if !taken.has(c) {
			b.open[c.name] = c
		}
	}
	var files []file
	for _, a := range areas {
		list, err := b.area(a, areas)
		if err != nil {
			return nil, fmt.Errorf("advice/%s.yaml: %w", a.name, err)
		}
		data, err := encode(list)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: generatedPrefix + a.name + ".yaml", data: data})
	}
	return files, b.leftOver()
}

// leftOver names the checks of the table that nobody gives advice for.
func (b *builder) leftOver() error {
	for _, c := range b.table {
		if _, open := b.open[c.name]; open {
			return fmt.Errorf("no advice for the check %s of the table", c.name)
		}
	}
	return nil
}

// area makes the rules of one area.
func (b *builder) area(a area, all []area) ([]rules.Rule, error) {
	var list []rules.Rule
	for _, entry := range append(a.Rules, b.featureAdvice(a, all)...) {
		made, err := b.rules(entry)
		if err != nil {
			return nil, err
		}
		list = append(list, made...)
	}
	return list, nil
}

// featureAdvice gives the advice for the checks that a feature cures, in the order of the table.
func (b *builder) featureAdvice(a area, all []area) []advice {
	if a.Features == nil {
		return nil
	}
	var list []advice
	for _, c := range b.table {
		if _, open := b.open[c.name]; open && c.feature() != "" && !named(all, c.name) {
			list = append(list, a.Features.forFeature(c.name, c.feature()))
		}
	}
	return list
}

// named says whether an entry of some area names the check.
func named(all []area, name string) bool {
	for _, a := range all {
		for _, entry := range a.Rules {
			if slices.Contains(entry.Names, name) {
				return true
			}
		}
	}
	return false
}

// rules makes the rules of one entry.
func (b *builder) rules(a advice) ([]rules.Rule, error) {
	checks := make([]check, len(a.Names))
	for i, name := range a.Names {
		c, open := b.open[name]
		if !open {
			return nil, fmt.Errorf("%s is no check of the table, or has a rule already; take it out", name)
		}
		if want := variables(c.message); len(a.Values) < want || len(a.Groups) > want {
			return nil, fmt.Errorf("the message of %s has %d variables, but there are %d values and %d groups", name, want, len(a.Values), len(a.Groups))
		}
		delete(b.open, name)
		checks[i] = c
	}
	var list []rules.Rule
	for i, c := range checks {
		list = append(list, b.rule(c, a, checks[i+1:]))
	}
	return list, nil
}

// rule makes the rule of one check; later are the checks of its entry that come after it.
func (b *builder) rule(c check, a advice, later []check) rules.Rule {
	stands := c.messageRegex != "" && !b.messages[c.messageRegex]
	b.messages[c.messageRegex] = true
	if !stands {
		a = a.withoutGroups()
	}
	r := rules.Rule{
		ID: c.id, Title: a.Title, Category: "readiness", Severity: severity(c),
		Match:       rules.Condition{Readiness: []string{c.name}},
		Captures:    captures(a),
		Cause:       cause(c, a),
		Remediation: a.Steps,
		References:  []rules.Reference{{Title: "Readiness check " + c.name, URL: c.url}},
		Causes:      slices.Clone(a.Causes),
		Tests:       tests(c, a, stands),
	}
	if stands {
		r.Match.Message = shorten(messagePattern(c, a.Groups), b.otherMessages(c))
		r.Variants = b.recommended(c)
	}
	for _, l := range later {
		if a.Leads {
			r.Causes = append(r.Causes, l.id)
		}
	}
	return r
}

// recommended makes a warning of an error whose message a warning has as well, where the tag says
// that it is the warning.
func (b *builder) recommended(c check) []rules.Variant {
	for _, other := range b.table {
		if c.severity == "Error" && other.severity == "Warning" && other.message != "" && other.message == c.message {
			return []rules.Variant{{
				When:     rules.Condition{Capture: "readinessTag", Is: "recommended"},
				Severity: rules.SeverityWarning,
			}}
		}
	}
	return nil
}

// otherMessages are the messages of the table that differ from that of a check.
func (b *builder) otherMessages(c check) []string {
	var list []string
	for _, other := range b.table {
		if other.message != "" && other.messageRegex != c.messageRegex {
			list = append(list, shown(other.message))
		}
	}
	return list
}

func severity(c check) rules.Severity {
	switch c.severity {
	case "Error":
		return ""
	case "Warning":
		return rules.SeverityWarning
	}
	return rules.SeverityInfo
}

// cause begins with what setup says.
func cause(c check, a advice) string {
	if c.message == "" {
		return fmt.Sprintf("The check %s fired ({{readinessMessage|its message is not in the log}}). %s", c.name, a.Says)
	}
	return fmt.Sprintf("The check %s says: \"{{readinessMessage|%s}}\" %s", c.name, shown(c.message), a.Says)
}

func captures(a advice) map[string]rules.Capture {
	if len(a.Types) == 0 {
		return nil
	}
	typed := map[string]rules.Capture{}
	for name, t := range a.Types {
		typed[name] = rules.Capture{Type: t}
	}
	return typed
}

// encode writes the rules as YAML, after a head that says where they come from.
func encode(list []rules.Rule) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# Code generated by internal/tools/genreadiness; DO NOT EDIT.\n")
	d, err := yaml.NewDumper(&out, yaml.WithV4Defaults())
	if err != nil {
		return nil, err
	}
	if err := d.Dump(rules.File{Rules: list}); err != nil {
		return nil, err
	}
	return out.Bytes(), d.Close()
}
