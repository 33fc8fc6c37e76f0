package services

import (
	"slices"
	"sort"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// maker makes one plan.
type maker struct {
	evidence Evidence
	plan     *Plan
	modes    *Saved // the start modes in use, nil when the log is the basis
	states   *Saved // the states in use
}

// choose decides what the plan rests on.
func (m *maker) choose() {
	e := m.evidence
	m.modes = m.sound(e.Modes, whatModes)
	states := m.sound(e.States, whatStates)
	switch {
	case m.modes != nil:
		m.plan.Basis = BasisStartupMode
		m.states = states
	case states != nil && states.hasModes():
		m.plan.Basis = BasisState
		m.modes, m.states = states, states
	default:
		m.plan.Basis = BasisLog
		m.states = states
	}
	if m.modes != nil {
		m.plan.File = m.modes.Path
	}
}

// sound gives a saved file that can be believed, and says why one cannot.
func (m *maker) sound(s *Saved, what string) *Saved {
	switch {
	case s == nil || len(s.Services) == 0:
		return nil
	case s.Overwritten():
		m.note(overwrittenNote(s, what))
		return nil
	case m.evidence.Overwritten && !s.hasModes():
		return nil
	}
	return s
}

func (m *maker) note(text string) { m.plan.Notes = append(m.plan.Notes, text) }

// names lists the services of the log in its order, then those that only the saved files name.
func (m *maker) names() []string {
	var names []string
	seen := map[string]bool{}
	add := func(name string) {
		if key := strings.ToLower(name); !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	for i := range m.evidence.Services {
		add(m.evidence.Services[i].Name)
	}
	known := len(names)
	if m.modes != nil {
		for _, s := range m.modes.Services {
			add(s.Name)
		}
	}
	sort.Strings(names[known:])
	return names
}

// service plans for one service.
func (m *maker) service(name string) Service {
	logged := m.logged(name)
	s := Service{Name: name}
	if logged != nil {
		s.now(logged)
		s.WasRunning = logged.Ran
	}
	if m.states != nil {
		if saved, ok := m.states.find(name); ok && saved.State != "" && (logged == nil || !logged.Ran) {
			s.WasRunning = saved.State == Running
		}
	}
	if m.modes == nil {
		m.fromLog(&s, logged)
	} else {
		m.fromSaved(&s)
	}
	if s.Action.Acts() && !parser.ValidServiceName(name) {
		s.Action, s.Why = ActionLeave, "its name is none that may enter a command"
	}
	return s
}

// now fills in how the log leaves a service.
func (s *Service) now(logged *parser.Service) {
	if logged.Disabled {
		s.StartMode = Disabled
	}
	if logged.Stopped || logged.Disabled {
		s.State = Stopped
	}
}

func (m *maker) logged(name string) *parser.Service {
	for i := range m.evidence.Services {
		if strings.EqualFold(m.evidence.Services[i].Name, name) {
			return &m.evidence.Services[i]
		}
	}
	return nil
}

// fromSaved plans by the saved start mode.
func (m *maker) fromSaved(s *Service) {
	saved, ok := m.modes.find(s.Name)
	s.WasStartMode = saved.StartMode
	switch {
	case !ok || saved.StartMode == "":
		s.Action, s.Why = ActionLeave, "its start mode was not saved"
	case saved.StartMode == Disabled:
		s.Action, s.Why = ActionNone, "it was disabled before"
	case s.StartMode == "" && s.State == "" && m.logged(s.Name) != nil:
		s.Action, s.Why = ActionNone, "the log shows it enabled and started again"
	case s.WasRunning:
		s.Action, s.Why = ActionEnableAndStart, "it was "+saved.StartMode+" and ran"
		if s.StartMode == "" && s.State != "" {
			s.Action = ActionStart
		}
	case s.StartMode == "" && m.logged(s.Name) != nil:
		s.Action, s.Why = ActionNone, "it was not running before"
	default:
		s.Action, s.Why = ActionEnable, "it was "+saved.StartMode+" and nothing shows that it ran"
	}
}

// fromLog plans by the log alone: what ran was enabled, save for services that people start by
// hand, of which the log does not tell the start mode.
func (m *maker) fromLog(s *Service, logged *parser.Service) {
	switch {
	case logged == nil || s.StartMode == "" && s.State == "":
		s.Action, s.Why = ActionNone, "the log leaves it enabled"
	case logged.ServesMailClients():
		s.Action, s.Why = ActionLeave, "Manual unless it is used; the log does not tell"
	case m.ranUnseen(s, logged):
	case logged.Idle:
		s.Action, s.Why = ActionLeave, "the log says that it did not run before"
	case !logged.Ran:
		s.Action, s.Why = ActionLeave, "the log does not show that it ran before"
	case s.StartMode == "":
		s.WasRunning = true
		s.Action, s.Why = ActionStart, "it ran, and the script stopped it"
	default:
		s.WasStartMode, s.WasRunning = Automatic, true
		s.Action, s.Why = ActionEnableAndStart, "it ran until the script stopped and disabled it"
	}
}

// ranUnseen plans for a service of which no line says that it ran, but which must have, since
// another one did.
func (m *maker) ranUnseen(s *Service, logged *parser.Service) bool {
	name, ok := logged.RanWith(m.evidence.Services)
	if !ok || s.StartMode == "" {
		return false
	}
	m.note("no line says that " + s.Name + " ran, so lines are missing from the log; since " + name + " ran it comes back, too")
	s.WasStartMode, s.WasRunning = Automatic, true
	s.Action, s.Why = ActionEnableAndStart, "it must have run, since "+name+" did"
	return true
}

// warn says loudly which services stay disabled though others that come back do not run without
// them.
func (m *maker) warn() {
	list := m.evidence.Services
	for i := range m.plan.Services {
		s := &m.plan.Services[i]
		logged := m.logged(s.Name)
		if logged == nil || s.StartMode != Disabled || s.Action.Acts() {
			continue
		}
		if name, ok := logged.Companion(list, m.comesBack); ok {
			m.note("WARNING: " + s.Name + " stays disabled (" + s.Why + "), but " + name +
				" comes back, and an Exchange server needs both: find out why before anything is started")
		}
	}
}

// comesBack says whether the plan starts a service.
func (m *maker) comesBack(other *parser.Service) bool {
	i := slices.IndexFunc(m.plan.Services, func(s Service) bool { return strings.EqualFold(s.Name, other.Name) })
	return i >= 0 && m.plan.Services[i].starts()
}
