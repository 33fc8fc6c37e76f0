package rules

import (
	"maps"
	"slices"
)

// sortedKeys lists the keys of a map in order, so that nothing depends on the order of a map.
func sortedKeys[V any](m map[string]V) []string {
	if len(m) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(m))
}
