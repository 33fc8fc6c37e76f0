package parser

import (
	"bytes"
	"strings"
)

// serviceChange is what a line of ServiceControl.ps1 says about one service.
type serviceChange struct {
	prefix, suffix string
	apply          func(m *serviceModel, s *Service, e *Entry)
}

var serviceChanges = [...]serviceChange{
	{"Disabling service '", "'", (*serviceModel).disabled},
	{"Enabling service '", "'", (*serviceModel).enabled},
	{"Stopping service '", "'", (*serviceModel).stopped},
	{"Killing instead of Stopping '", "'", (*serviceModel).stopped},
	{"Starting service '", "'", (*serviceModel).started},
	{"(d) Starting ", "...", (*serviceModel).started},
	{"(d) Already started ", "...", (*serviceModel).started},
	{"'", "' was running", (*serviceModel).wasRunning},
	{"'", "' was not running", (*serviceModel).wasIdle},
	{"'", "' did not exist", (*serviceModel).missing},
}

// change applies the line that a message is, if it is about a service.
func (m *serviceModel) change(message []byte, e *Entry) {
	line := firstLine(message)
	for i := range serviceChanges {
		c := &serviceChanges[i]
		rest, ok := bytes.CutPrefix(line, []byte(c.prefix))
		if !ok {
			continue
		}
		name, _, ok := bytes.Cut(rest, []byte(c.suffix))
		if !ok || len(name) == 0 || len(name) > maxServiceName {
			continue
		}
		if s := m.service(string(name)); s != nil {
			c.apply(m, s, e)
			m.run.last, m.run.lastAt = s.Name, e.position()
		}
		return
	}
}

func (m *serviceModel) disabled(s *Service, e *Entry) { s.Disabled, s.At = true, e.position() }

// enabled gives a service back the start mode that was saved. When that is the one of a service
// which the script had disabled before, it stays disabled.
func (m *serviceModel) enabled(s *Service, e *Entry) {
	if m.overwritten && s.Disabled {
		return
	}
	s.Disabled, s.At = false, e.position()
}

func (m *serviceModel) stopped(s *Service, e *Entry) {
	s.Stopped, s.Ran, s.Idle, s.At = true, true, false, e.position()
	m.run.pending, m.run.since, m.run.pendingAt = s.Name, e.Clock(), e.position()
}

// started shows that the service is enabled, too, since a disabled one does not start.
func (m *serviceModel) started(s *Service, e *Entry) {
	s.Stopped, s.Disabled, s.At = false, false, e.position()
}

func (m *serviceModel) wasRunning(s *Service, _ *Entry) { s.Ran, s.Idle = true, false }

// wasIdle is what the saved state says. A state that was saved while the services were stopped by
// the script itself says nothing.
func (m *serviceModel) wasIdle(s *Service, _ *Entry) { s.Idle = !s.Ran }

func (m *serviceModel) missing(s *Service, _ *Entry) { s.Disabled, s.Stopped = false, false }

// which lists the services for which a condition holds.
func (m *serviceModel) which(holds func(*Service) bool) (names []string, first Position) {
	for i := range m.list {
		s := &m.list[i]
		if !holds(s) {
			continue
		}
		if names == nil || s.At.Line < first.Line {
			first = s.At
		}
		names = append(names, s.Name)
	}
	return names, first
}

// mailClients are the services for POP3 and IMAP4 clients. They are Manual unless somebody uses
// them, so that only the saved start modes tell what they were.
var mailClients = map[string]bool{
	"msexchangepop3": true, "msexchangepop3be": true, "msexchangeimap4": true, "msexchangeimap4be": true,
}

// Restorable says whether a log alone shows that the service was enabled before: it ran, and it
// is none of those that people start by hand.
func (s *Service) Restorable() bool {
	return s.Ran && !s.ServesMailClients() && ValidServiceName(s.Name)
}

// ServesMailClients says whether it is one of the services for POP3 and IMAP4.
func (s *Service) ServesMailClients() bool { return mailClients[strings.ToLower(s.Name)] }

// ValidServiceName says whether a name may enter a command: Windows allows more in the names of
// services, but none of those that Exchange uses need it.
func ValidServiceName(name string) bool {
	if name == "" || len(name) > maxServiceName || strings.IndexByte(".-", name[0]) >= 0 {
		return false
	}
	for _, c := range []byte(name) {
		if c-'0' > 9 && lower(c)-'a' > 'z'-'a' && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}
