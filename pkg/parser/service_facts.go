package parser

import (
	"strconv"
	"strings"
	"time"
)

// basisLog is the word of FactRestoreBasis for a log alone.
const basisLog = "log"

// facts writes what is known of the services at the end of an attempt.
func (m *serviceModel) facts(f Facts) {
	r := &m.run
	if !r.any && len(m.list) == 0 {
		return
	}
	footer := r.footer
	if footer == "" {
		footer = footerNone
	}
	f.set(FactServiceOperation, r.name(), Position{})
	f.set(FactServiceFooter, footer, r.footerAt)
	f.set(FactStateOverwritten, strconv.FormatBool(m.overwritten), Position{})
	m.nameFacts(f)
	m.hangFacts(f)
}

// nameFacts lists the services that are not as they were.
func (m *serviceModel) nameFacts(f Facts) {
	put := func(name string, holds func(*Service) bool) int {
		names, at := m.which(holds)
		f.set(name, strings.Join(names, ", "), at)
		return len(names)
	}
	off := func(s *Service) bool { return s.Disabled }
	n := put(FactServicesDisabled, off)
	if n > 0 {
		f.set(FactServicesDisabledCount, strconv.Itoa(n), f[FactServicesDisabled].At)
	}
	if n+put(FactServicesStopped, func(s *Service) bool { return s.Stopped && !s.Disabled }) > 0 {
		f.set(FactRestoreBasis, basisLog, Position{})
	}
	put(FactServicesToEnable, func(s *Service) bool { return s.Disabled && m.restorable(s) })
	put(FactServicesLeftOut, func(s *Service) bool { return s.Disabled && !m.restorable(s) })
	put(FactServicesToStart, func(s *Service) bool { return (s.Disabled || s.Stopped) && m.restorable(s) })
	f.set(FactServicesWere, m.were(), Position{})
}

// restorable says whether the log, or another service in it, shows that a service ran.
func (m *serviceModel) restorable(s *Service) bool {
	_, ran := s.RanWith(m.list)
	return ran || s.Restorable()
}

// were says of each service whether it ran before the script stopped it.
func (m *serviceModel) were() string {
	var list []string
	for i := range m.list {
		switch s := &m.list[i]; {
		case s.Ran:
			list = append(list, s.Name+" (running)")
		case s.Idle:
			list = append(list, s.Name+" (not running)")
		}
	}
	return strings.Join(list, ", ")
}

// hangFacts says where the run spent its time, and where it ended if it has no end.
func (m *serviceModel) hangFacts(f Facts) {
	r := &m.run
	hung, at := r.hung, r.hungAt
	if !r.failed && r.footer == "" {
		hung, at = r.last, r.lastAt
	}
	f.set(FactServiceHungOn, hung, at)
	if m.longest >= time.Second {
		f.set(FactSlowestStop, m.slowest, m.slowestAt)
		f.set(FactSlowestStopTook, m.longest.Round(time.Second).String(), m.slowestAt)
	}
}
