package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// area is one file of advice, and becomes one file of rules.
type area struct {
	name string
	// Features is advice for every check that a Windows feature cures and that no entry names.
	Features *features `yaml:"features"`
	Rules    []advice  `yaml:"rules"`
}

// advice is what to tell about one check, or about several that mean the same.
type advice struct {
	Names []string `yaml:"names"`
	Title string   `yaml:"title"`
	// Says is what the checks mean; the rule puts the message before it.
	Says  string       `yaml:"says"`
	Steps []rules.Step `yaml:"steps"`
	// Groups are the names of what varies in the message, Types what enters commands, Values what
	// stands there in the excerpts that prove the rule.
	Groups []string          `yaml:"groups"`
	Types  map[string]string `yaml:"types"`
	Values []string          `yaml:"values"`
	// Leads makes the later checks of Names consequences of the earlier ones.
	Leads  bool     `yaml:"leads"`
	Causes []string `yaml:"causes"`
}

// features is a pattern of advice: FEATURE in it is a Windows feature, TOGETHER that feature and
// the others that are needed anyway.
type features struct {
	Title    string       `yaml:"title"`
	Says     string       `yaml:"says"`
	Together []string     `yaml:"together"`
	Steps    []rules.Step `yaml:"steps"`
}

// readAdvice reads all areas, in the order of their names.
func readAdvice(dir fs.FS) ([]area, error) {
	paths, err := fs.Glob(dir, "advice/*.yaml")
	if err != nil {
		return nil, err
	}
	var areas []area
	for _, p := range paths {
		data, err := fs.ReadFile(dir, p)
		if err != nil {
			return nil, err
		}
		a := area{name: strings.TrimSuffix(path.Base(p), ".yaml")}
		if err := yaml.Load(data, &a, yaml.WithKnownFields()); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		areas = append(areas, a)
	}
	return areas, nil
}

// forFeature makes the advice for a check that a feature cures.
func (f *features) forFeature(name, feature string) advice {
	all := append([]string{feature}, slices.DeleteFunc(slices.Clone(f.Together), func(x string) bool {
		return strings.EqualFold(x, feature)
	})...)
	fill := strings.NewReplacer("FEATURE", feature, "TOGETHER", strings.Join(all, ","))
	a := advice{Names: []string{name}, Title: fill.Replace(f.Title), Says: fill.Replace(f.Says)}
	for _, s := range f.Steps {
		s.Text, s.Command = fill.Replace(s.Text), fill.Replace(s.Command)
		a.Steps = append(a.Steps, s)
	}
	return a
}

// withoutGroups is the advice for a check whose message is not matched: nothing in it varies.
func (a advice) withoutGroups() advice {
	for _, name := range a.Groups {
		a.Title, a.Says = withoutGroup(a.Title, name), withoutGroup(a.Says, name)
		steps := slices.Clone(a.Steps)
		for i := range steps {
			steps[i].Text, steps[i].Command = withoutGroup(steps[i].Text, name), withoutGroup(steps[i].Command, name)
		}
		a.Steps = steps
	}
	a.Groups, a.Types = nil, nil
	return a
}

// withoutGroup puts the other words in the place of {{name|other words}}, and <NAME> in the place
// of {{name}}.
func withoutGroup(text, name string) string {
	text = strings.ReplaceAll(text, "{{"+name+"}}", "<"+strings.ToUpper(name)+">")
	for {
		before, rest, found := strings.Cut(text, "{{"+name+"|")
		words, after, closed := strings.Cut(rest, "}}")
		if !found || !closed {
			return text
		}
		text = before + words + after
	}
}
