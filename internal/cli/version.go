package cli

import (
	"fmt"
	"runtime/debug"
)

func (c Command) printVersion() error {
	_, err := fmt.Fprintf(c.Stdout, "%s %s\n", Name, c.Version)
	return err
}

// buildVersion is the module version that Go built in, or the revision of a build from a work
// tree.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision := settings["vcs.revision"]
	if revision == "" {
		return "devel"
	}
	version := "devel-" + revision[:min(12, len(revision))]
	if settings["vcs.modified"] == "true" {
		version += "-dirty"
	}
	return version
}
