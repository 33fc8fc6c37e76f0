package services

import (
	"strconv"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// maxListed bounds how many services a fact lists.
const maxListed = 512

// Tell writes the plan into the facts of the attempt that the evidence is of. Where it rests on the
// log alone the lists are there already.
func (p *Plan) Tell(f parser.Facts, e Evidence) {
	put(f, parser.FactStateOverwritten, strconv.FormatBool(e.Overwritten))
	put(f, parser.FactStateUnusable, e.Unusable)
	if p.Basis == BasisLog {
		return
	}
	put(f, parser.FactRestoreBasis, string(p.Basis))
	put(f, parser.FactRestoreFile, p.File)
	p.list(f, parser.FactServicesToEnable, func(s *Service) bool { return s.enables() && oneOf(s.WasStartMode) == Automatic })
	p.list(f, parser.FactServicesToManual, func(s *Service) bool { return s.enables() && oneOf(s.WasStartMode) == Manual })
	p.list(f, parser.FactServicesToStart, (*Service).starts)
	p.list(f, parser.FactServicesLeftOut, func(s *Service) bool { return s.StartMode == Disabled && !s.Action.Acts() })
}

func (s *Service) enables() bool {
	return s.Action == ActionEnable || s.Action == ActionEnableAndStart
}

func (s *Service) starts() bool {
	return s.Action == ActionStart || s.Action == ActionEnableAndStart
}

// list writes the names of the services for which a condition holds.
func (p *Plan) list(f parser.Facts, fact string, holds func(*Service) bool) {
	var names []string
	for i := range p.Services {
		if s := &p.Services[i]; len(names) < maxListed && holds(s) {
			names = append(names, s.Name)
		}
	}
	put(f, fact, strings.Join(names, ", "))
}

// put sets a fact, or takes it out when there is no value. It stays where the log shows it.
func put(f parser.Facts, name, value string) {
	if value == "" {
		delete(f, name)
		return
	}
	at := f[name].At
	if at.Line == 0 {
		at = f[parser.FactServicesDisabled].At
	}
	f[name] = parser.Fact{Value: value, At: at}
}
