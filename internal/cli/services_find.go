package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// incomplete is an error with the status of what could not be read.
func incomplete(err error) error { return &statusError{StatusIncomplete, err} }

// findPlan reads the log at path, or the best one in the folder or archive there, and what was saved beside
// it.
func findPlan(ctx context.Context, path string) (*services.Plan, error) {
	if path == source.Stdin {
		return nil, incomplete(errors.New("services are looked up beside a log, so standard input will not do: name a log or a folder"))
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && services.IsSavedName(filepath.Base(path)) {
		return nil, incomplete(fmt.Errorf("%s is what ServiceControl.ps1 saved: name the log beside it, or its folder", printable.Quote(path)))
	}
	if err != nil {
		return nil, incomplete(fmt.Errorf("%s cannot be read: %w", printable.Quote(path), withoutPath(err)))
	}
	if isArchive(path, info) {
		plan, err := planOfArchive(ctx, path)
		if err != nil {
			err = incomplete(err)
		}
		return plan, err
	}
	dir, logs := filepath.Dir(path), []string{path}
	if info.IsDir() {
		dir = path
		if logs, err = logsIn(dir); err != nil {
			return nil, incomplete(err)
		}
	}
	found, err := bestLog(path, logs)
	if err != nil {
		return nil, incomplete(err)
	}
	e := found.evidence
	e.Choose(found.kind, savedIn(dir))
	plan := services.Restore(e)
	return &plan, nil
}

// withoutPath is an error without the path that it repeats.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// logsIn lists the logs of a folder, those of ServiceControl.ps1 first.
func logsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read: %w", printable.Quote(dir), withoutPath(err))
	}
	var logs []string
	for _, entry := range entries {
		if entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(entry.Name()), ".log") {
			logs = append(logs, filepath.Join(dir, entry.Name()))
		}
	}
	if len(logs) == 0 {
		return nil, fmt.Errorf("the folder %s holds no log; ServiceControl.log or ExchangeSetup.log is expected%s", printable.Quote(dir), oneServer(entries))
	}
	return logs, nil
}

// oneServer is a hint for a folder that holds other folders, perhaps those of several servers.
func oneServer(entries []fs.DirEntry) string {
	if slices.ContainsFunc(entries, fs.DirEntry.IsDir) {
		return "; folders in it are not searched, since services are those of one server: name the folder of one server"
	}
	return ""
}

// isArchive says whether a file is an archive, of whatever kind.
func isArchive(path string, info fs.FileInfo) bool {
	if !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false // that is said when it is read
	}
	defer file.Close()
	head := make([]byte, 4<<10)
	n, _ := io.ReadFull(file, head)
	return source.ArchiveKind(head[:n]) != ""
}

// servicesLog is a log with what it says of services.
type servicesLog struct {
	evidence services.Evidence
	kind     parser.Kind
	folder   string // in an archive
}

// bestLog reads logs and chooses the best one. Typed is for messages.
func bestLog(typed string, paths []string) (servicesLog, error) {
	var logs []servicesLog
	var failed error
	for _, path := range paths {
		l, err := readServices(path)
		if err != nil {
			failed = errors.Join(failed, err)
		} else if aboutServices(l.kind) {
			logs = append(logs, l)
		}
	}
	if servers := serversOf(logs); len(servers) > 1 {
		return servicesLog{}, fmt.Errorf("%s holds the logs of %d servers (%s), and services are those of one: name one of the logs",
			printable.Quote(typed), len(servers), someOf(servers))
	}
	if l, ok := best(logs); ok {
		return l, nil
	}
	if failed != nil {
		return servicesLog{}, failed
	}
	return servicesLog{}, fmt.Errorf("%s is no log of ServiceControl.ps1 or of setup, and holds none", printable.Quote(typed))
}

// serversOf lists the servers that logs of one folder name.
func serversOf(logs []servicesLog) []string {
	var names []string
	for _, l := range logs {
		if name := shortName(l.evidence.Server); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// best chooses the log that leaves most services disabled or stopped; of equals the log of
// ServiceControl.ps1 itself, then the first. When it does not name its server another one does.
func best(logs []servicesLog) (found servicesLog, ok bool) {
	most, server := -1, ""
	for _, l := range logs {
		server = cmp.Or(server, l.evidence.Server)
		n := 2 * left(l.evidence.Services)
		if l.kind == parser.KindServiceControl {
			n++
		}
		if n > most {
			most, found = n, l
		}
	}
	if found.evidence.Server == "" && server != "" {
		found.evidence.Server, found.evidence.ServerAssumed = server, true
	}
	return found, most >= 0
}

// left counts the services that are not as they were.
func left(list []parser.Service) int {
	n := 0
	for i := range list {
		if list[i].Disabled || list[i].Stopped {
			n++
		}
	}
	return n
}

func readServices(path string) (servicesLog, error) {
	file, err := os.Open(path)
	if err != nil {
		return servicesLog{}, fmt.Errorf("%s cannot be read: %w", printable.Quote(path), withoutPath(err))
	}
	defer file.Close()
	e, kind, err := services.Read(path, file)
	return servicesLog{evidence: e, kind: kind}, err
}

// savedIn reads what ServiceControl.ps1 saved in a folder.
func savedIn(dir string) []services.File {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var found []services.File
	for _, entry := range entries {
		if entry.Type().IsRegular() && services.IsSavedName(entry.Name()) {
			found = append(found, readSaved(dir, entry.Name()))
		}
	}
	return found
}

func readSaved(dir, name string) services.File {
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return services.File{Name: name, Err: fmt.Errorf("%s: %w", name, withoutPath(err))}
	}
	defer file.Close()
	return services.ReadFile(name, file)
}
