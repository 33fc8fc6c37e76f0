package rules

import (
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// The words of the rule language, each list in the order in which messages and docs give it.
var (
	knownSeverity   = []string{string(SeverityCritical), string(SeverityError), string(SeverityWarning), string(SeverityInfo)}
	knownConfidence = []string{string(ConfidenceCertain), string(ConfidenceLikely), string(ConfidencePossible)}
	knownRank       = []string{string(RankRoot), string(RankNormal), string(RankSymptom)}
	knownEffect     = []string{string(EffectReads), string(EffectServer), string(EffectOutage), string(EffectDirectory), string(EffectDestructive)}
	knownShell      = []string{ShellPowerShell, ShellCmd}
	knownTags       = []string{"error", "warning", "required", "recommended", "reference", "none"}
	knownPosition   = []string{"first", "last"}
	knownOption     = []string{OptionDelegatedSetup}
)

// The shells of a step's command.
const (
	ShellPowerShell = "powershell"
	ShellCmd        = "cmd"
)

// readinessCaptures are the captures that every readiness condition gives.
var readinessCaptures = []string{"readinessRule", "readinessMessage", "readinessTag", "helpUrl"}

// releaseNames are the readable names of the builds that texts can name beside the facts.
var releaseNames = []string{"setupRelease", "installedRelease"}

var (
	idPattern        = lazy.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	idGlobPattern    = lazy.Regexp(`^[a-z0-9*]+(-[a-z0-9*]+)*$`)
	namePattern      = lazy.Regexp(`^[A-Za-z][A-Za-z0-9_.]*$`)
	literalPattern   = lazy.Regexp(`^[0-9]+(\.[0-9]+)*$`)
	parameterPattern = lazy.Regexp(`^parameter\.[a-z0-9_]+$`)
)

// knownSources lists the kinds of source by their names.
func knownSources() []string {
	var names []string
	for _, kind := range Kinds() {
		names = append(names, string(kind))
	}
	return names
}

// isFact says whether the parser may know a fact of that name.
func isFact(name string) bool {
	return slices.Contains(factNames, name) || parameterPattern().MatchString(name)
}

// isGlob says whether a rule id of a list stands for several.
func isGlob(id string) bool { return strings.Contains(id, "*") }
