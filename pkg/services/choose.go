package services

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// File is a file beside a log that ServiceControl.ps1 has saved, by its name: what it says, or why
// it cannot be used.
type File struct {
	Name  string
	Saved *Saved
	Err   error
}

// The beginnings of the names, in lower case, and their end.
const (
	modesName  = "servicestartupmode"
	statesName = "servicestate"
	savedExt   = ".xml"
)

// IsSavedName says whether a file of that name, without its folder, is one that ServiceControl.ps1
// saves: ServiceStartupMode*.xml or ServiceState*.xml.
func IsSavedName(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, savedExt) && (strings.HasPrefix(lower, modesName) || strings.HasPrefix(lower, statesName))
}

// ReadFile reads such a file. What is wrong with it is kept.
func ReadFile(name string, r io.Reader) File {
	saved, err := ReadSaved(name, r)
	return File{Name: name, Saved: saved, Err: err}
}

// Choose takes over, from the files that stand in the folder of a log, the best ones for a log of
// that kind. Patches save under plain names, and setup under names with the version that it was to
// install; a plain name belongs to the log of the script. What was overwritten is not taken. Files
// that cannot be used are said.
func (e *Evidence) Choose(kind parser.Kind, files []File) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return compareNames(kind, a.Name, b.Name) })
	for _, f := range files {
		if !isModesName(f.Name) {
			e.consider(&e.States, f, whatStates)
			continue
		}
		if kind == parser.KindServiceControl && strings.EqualFold(f.Name, modesName+savedExt) {
			e.judge(f)
		}
		e.consider(&e.Modes, f, whatModes)
	}
}

// judge looks at what the script would give back: that says more than the log does.
func (e *Evidence) judge(f File) {
	if f.Err != nil {
		e.Unusable = f.Name
		return
	}
	e.Overwritten = f.Saved.Overwritten()
}

func isModesName(name string) bool { return strings.HasPrefix(strings.ToLower(name), modesName) }

// compareNames puts start modes first, and of each sort the names that belong to a kind of log.
func compareNames(kind parser.Kind, a, b string) int {
	if x, y := isModesName(a), isModesName(b); x != y {
		if x {
			return -1
		}
		return 1
	}
	shorter := cmp.Compare(len(a), len(b))
	if kind != parser.KindServiceControl {
		shorter = -shorter
	}
	return cmp.Or(shorter, strings.Compare(a, b))
}

// consider takes a file unless there is a better one.
func (e *Evidence) consider(have **Saved, f File, what string) {
	switch {
	case f.Err != nil:
		e.Notes = append(e.Notes, "a saved file is not used: "+f.Err.Error())
	case f.Saved.Overwritten():
		e.Notes = append(e.Notes, overwrittenNote(f.Saved, what))
	case *have == nil:
		*have = f.Saved
	}
}

// What the two sorts of files hold, for remarks.
const (
	whatModes  = "start modes"
	whatStates = "states"
)

// overwrittenNote says why a file is not used.
func overwrittenNote(s *Saved, what string) string {
	return "the saved " + what + " in " + s.Path + " are all Disabled: a second try has overwritten them, so they are not used"
}
