package cli

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/ownreport"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// headSize is how much of a file is looked at to see what it is.
const headSize = 64 << 10

// evidence says what an existing file is that must not be replaced, or "" when it may be: a report
// of an earlier run, an empty file, or something that has nothing to do with a setup.
func evidence(name string, head []byte) string {
	switch kind := source.ArchiveKind(head); {
	case len(head) == 0 || ownreport.Is(head):
		return ""
	case kind != "":
		return kind
	case review.LooksLikeLog(head):
		return "a log, which would be lost"
	case isSavedServices(name, head):
		return "what setup saved of services"
	case bytes.HasPrefix(head, []byte("ElfFile\x00")):
		return "an event log"
	case isLogName(name):
		return "a log by its name, and no report of this program"
	}
	return ""
}

// isLogName is true for the names that setup gives its logs.
func isLogName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".log", ".msilog", ".evtx", ".etl":
		return true
	}
	return strings.EqualFold(name, "ldif.err")
}

// isSavedServices is true for what ServiceControl.ps1 saves beside its log, by name or content.
func isSavedServices(name string, head []byte) bool {
	lower := strings.ToLower(name)
	if !strings.HasSuffix(lower, ".xml") {
		return false
	}
	return strings.HasPrefix(lower, "servicestate") || strings.HasPrefix(lower, "servicestartupmode") ||
		bytes.Contains(parser.Decoded(head), []byte("<Objs "))
}
