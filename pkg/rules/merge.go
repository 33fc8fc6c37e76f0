package rules

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// Merge gives a set with the rules of more folders added and some left out; base is not changed.
// A rule of a folder replaces the rule that had its id before; later folders win. The rules with
// the ids in disable are left out. A folder that does not exist, or that holds no rules, and an
// id that no rule has are errors. All mistakes in rule files are told at once, in a *LoadError.
func Merge(base *Set, dirs, disable []string) (*Set, error) {
	merged := *base
	merged.Steps = cloneSteps(base.Steps)
	merged.Articles = slices.Clone(base.Articles)
	byID := map[string]*Rule{}
	for _, r := range base.Rules {
		byID[r.ID] = r
	}
	if err := mergeDirs(&merged, byID, dirs); err != nil {
		return nil, err
	}
	for _, id := range disable {
		if byID[id] == nil {
			return nil, fmt.Errorf("cannot leave out rule %q: there is no rule with that id%s", id, suggestion(id, sortedKeys(byID), "known ids"))
		}
	}
	for _, id := range disable {
		delete(byID, id)
	}
	merged.Rules = nil
	for _, id := range sortedKeys(byID) {
		merged.Rules = append(merged.Rules, byID[id])
	}
	return &merged, nil
}

func mergeDirs(merged *Set, byID map[string]*Rule, dirs []string) error {
	var problems []Problem
	for _, dir := range dirs {
		more, err := loadDir(dir, merged.Steps)
		var wrong *LoadError
		if errors.As(err, &wrong) {
			problems = append(problems, wrong.Problems...)
			continue
		}
		if err != nil {
			return err
		}
		for _, r := range more.Rules {
			byID[r.ID] = r
		}
		merged.Articles = mergeArticles(merged.Articles, more.Articles)
		for name, steps := range more.Steps {
			merged.Steps[name] = steps
		}
	}
	return loadError(problems)
}

// loadDir loads the rules of a folder.
func loadDir(dir string, steps map[string][]Step) (*Set, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("folder of rules %s: %w", printable.Quote(dir), errors.Unwrap(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; give the folder that holds the rule files", printable.Quote(dir))
	}
	set, err := LoadSet(os.DirFS(dir), LoadOptions{Root: dir, Steps: steps})
	if err != nil {
		return nil, err
	}
	if len(set.Rules)+len(set.Articles) == 0 {
		return nil, fmt.Errorf("folder of rules %s holds no rules; rule files end in .yaml", printable.Quote(dir))
	}
	return set, nil
}

func cloneSteps(steps map[string][]Step) map[string][]Step {
	copied := make(map[string][]Step, len(steps))
	for name, list := range steps {
		copied[name] = slices.Clone(list)
	}
	return copied
}
