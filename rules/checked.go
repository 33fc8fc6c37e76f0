package knowledge

import "github.com/setuplogreview/setuplogreview/pkg/rules"

// LoadChecked parses the files of the embedded rules with all checks, as files of a user are
// loaded. The error is a *rules.LoadError.
func LoadChecked() (*rules.Set, error) {
	return read(rules.LoadOptions{Root: "rules", FolderIsCategory: true})
}
