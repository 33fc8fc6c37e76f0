package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/printable"
	"github.com/setuplogreview/setuplogreview/internal/source"
	"github.com/setuplogreview/setuplogreview/internal/source/sevenzip"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// archived is what an archive says of services.
type archived struct {
	logs  []servicesLog
	saved map[string][]services.File // by folder
	errs  []error
}

// maxErrors is of how many files of an archive it is said that they cannot be read.
const maxErrors = 20

// planOfArchive makes the plan of an archive that holds the logs of one server.
func planOfArchive(ctx context.Context, path string) (*services.Plan, error) {
	s, err := source.Open(path, nil)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	a := archived{saved: map[string][]services.File{}}
	for file, err := range source.NewWalk(source.Options{SevenZip: sevenzip.Open}).Files(ctx, s) {
		if err != nil {
			a.fail(err)
			continue
		}
		a.add(file)
		file.Release()
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return a.plan(path)
}

// add takes in one file of the archive.
func (a *archived) add(f *source.File) {
	stream, err := open(f)
	if err != nil {
		a.fail(err)
		return
	}
	defer stream.Close()
	folder, name := splitMember(f.Path)
	if services.IsSavedName(name) {
		a.saved[folder] = append(a.saved[folder], services.ReadFile(name, stream))
		return
	}
	e, kind, err := services.Read(f.Path, stream)
	if err != nil {
		a.fail(err)
	} else if aboutServices(kind) {
		a.logs = append(a.logs, servicesLog{evidence: e, kind: kind, folder: folder})
	}
}

// fail remembers what cannot be read, of the first files.
func (a *archived) fail(err error) {
	if len(a.errs) < maxErrors {
		a.errs = append(a.errs, err)
	}
}

// aboutServices says whether logs of a kind show what ServiceControl.ps1 did.
func aboutServices(kind parser.Kind) bool {
	return kind == parser.KindServiceControl || kind == parser.KindExchangeSetup
}

// open opens a file of a walk, which some archives give only once.
func open(f *source.File) (io.ReadCloser, error) {
	if f.Open != nil {
		return f.Open()
	}
	return io.NopCloser(f.Reader), nil
}

// splitMember splits the path of something in an archive after its folder.
func splitMember(path string) (folder, name string) {
	i := strings.LastIndexAny(path, `/\`) + 1
	return path[:i], path[i:]
}

// plan makes the plan of the best log.
func (a *archived) plan(path string) (*services.Plan, error) {
	slices.SortStableFunc(a.logs, func(x, y servicesLog) int { return strings.Compare(x.folder, y.folder) })
	if servers := a.servers(); len(servers) > 1 {
		return nil, fmt.Errorf("%s holds the logs of %d servers (%s), and services are those of one: extract it, then name the folder of one server",
			printable.Quote(path), len(servers), someOf(servers))
	}
	best, ok := best(a.logs)
	if !ok {
		return nil, cmp.Or(errors.Join(a.errs...), fmt.Errorf("%s holds no log of ServiceControl.ps1 or of setup", printable.Quote(path)))
	}
	e := best.evidence
	e.Choose(best.kind, a.saved[best.folder])
	for _, err := range a.errs {
		e.Notes = append(e.Notes, "something could not be read: "+err.Error())
	}
	plan := services.Restore(e)
	return &plan, nil
}

// servers names the servers of the logs. A log that names none is of the server of the logs beside
// it, or else of one that is called like its folder; if it says nothing of services it does not count.
func (a *archived) servers() []string {
	byFolder := map[string]string{}
	for _, l := range a.logs {
		if name := shortName(l.evidence.Server); name != "" {
			byFolder[l.folder] = name
		}
	}
	var names []string
	for _, l := range a.logs {
		name := cmp.Or(shortName(l.evidence.Server), byFolder[l.folder])
		if name == "" && len(l.evidence.Services) == 0 {
			continue
		}
		if name = cmp.Or(name, l.folder); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// shortName is the name of a server as it is compared: without its domain.
func shortName(server string) string {
	short, _, _ := strings.Cut(strings.ToLower(server), ".")
	return short
}

// someOf lists the first names.
func someOf(names []string) string {
	const most = 5
	list := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
