package parser

import (
	"strings"
	"time"
)

// Service is what a log says of a service that ServiceControl.ps1 handled.
type Service struct {
	// Name as the log writes it; untrusted.
	Name string
	// Disabled is true when the service was disabled and no later entry enables it again,
	// Stopped when it was stopped or killed and not started again.
	Disabled, Stopped bool
	// Ran is true when the log shows that it ran before the script stopped it, Idle when it says
	// that it did not.
	Ran, Idle bool
	// At is the entry that changed it last. Its Ordinal is -1 when it stands in an earlier
	// attempt of the source.
	At Position
}

// maxServices bounds how many services a log is believed to name, and maxServiceName their names.
const (
	maxServices    = 512
	maxServiceName = 256
)

// serviceModel follows the services through the runs of ServiceControl.ps1 in one source.
type serviceModel struct {
	list  []Service
	index map[string]int // by lower-case name
	// patching is true after a BeforePatch that no AfterPatch has followed.
	patching bool
	// overwritten is true when the start modes that were saved last are those of services which
	// the script itself had disabled.
	overwritten bool
	run         serviceRun
	// slowest is the service that took longest to stop in the attempt.
	slowest   string
	longest   time.Duration
	slowestAt Position
}

// serviceRun is one run of the script.
type serviceRun struct {
	saving, stopping, enabling, reading        bool // what BeforePatch and AfterPatch print
	stop, disable, enable, start, save, remove bool // what the other operations print
	foundDisabled, exists, overwrite           bool
	wasOverwritten, any                        bool
	footer                                     string
	failed                                     bool
	last                                       string // service that the last entry is about
	hung                                       string
	pending                                    string // service that is being stopped
	since                                      time.Time
	footerAt, hungAt, lastAt, pendingAt        Position
}

// The words of FactServiceFooter.
const (
	footerOK     = "ok"
	footerErrors = "errors"
	footerNone   = "none"
)

func newServiceModel() *serviceModel { return &serviceModel{index: map[string]int{}} }

// clone copies the model for an attempt that is read again, without what the run did.
func (m *serviceModel) clone() *serviceModel {
	c := &serviceModel{index: map[string]int{}, patching: m.patching, overwritten: m.overwritten}
	for _, s := range m.list {
		s.At.Ordinal = -1
		c.index[strings.ToLower(s.Name)] = len(c.list)
		c.list = append(c.list, s)
	}
	return c
}

// begin starts another run.
func (m *serviceModel) begin() {
	m.run = serviceRun{wasOverwritten: m.overwritten}
	for i := range m.list {
		m.list[i].At.Ordinal = -1
		m.run.foundDisabled = m.run.foundDisabled || m.patching && m.list[i].Disabled
	}
}

// service gives the service of that name, nil when there are too many.
func (m *serviceModel) service(name string) *Service {
	key := strings.ToLower(name)
	i, ok := m.index[key]
	if !ok {
		if len(m.list) >= maxServices {
			return nil
		}
		i = len(m.list)
		m.index[key] = i
		m.list = append(m.list, Service{Name: name})
	}
	return &m.list[i]
}

// observe takes an entry of the script; message is what stands behind its prefix.
func (m *serviceModel) observe(message []byte, e *Entry) {
	r := &m.run
	r.any = true
	m.settleStop(e)
	if e.Tag == TagError {
		m.failed(e)
		return
	}
	m.operation(message)
	m.change(message, e)
	switch {
	case hasAnyPrefix(message, "Script completed succesfully", "Script completed successfully"):
		r.footer, r.footerAt = footerOK, e.position()
		m.completed()
	case hasAnyPrefix(message, "Script completed with one or more errors"):
		r.footer, r.footerAt = footerErrors, e.position()
	case hasAnyPrefix(message, "Unable to ", "(d) Unable to "):
		m.failed(e)
	}
}

// failed is an entry that reports an error: the service before it is the one that it hangs on.
func (m *serviceModel) failed(e *Entry) {
	r := &m.run
	if !r.failed {
		r.failed, r.hung, r.hungAt = true, r.last, r.lastAt
		if r.hung == "" {
			r.hungAt = e.position()
		}
	}
}

// settleStop ends the stop that the entry before was about.
func (m *serviceModel) settleStop(e *Entry) {
	r := &m.run
	if r.pending == "" {
		return
	}
	if now := e.Clock(); !now.IsZero() && !r.since.IsZero() {
		if took := now.Sub(r.since); took > m.longest && took <= longestStep {
			m.longest, m.slowest, m.slowestAt = took, r.pending, r.pendingAt
		}
	}
	r.pending = ""
}

// operation notes the lines that tell which operation the run is.
func (m *serviceModel) operation(message []byte) {
	r := &m.run
	for _, l := range []struct {
		prefix string
		flag   *bool
	}{
		{"Saving service and registry data", &r.saving},
		{"Stopping services for the following roles", &r.stopping},
		{"Enabling services for the following roles", &r.enabling},
		{"Reading service registry data from", &r.reading},
		{"Will stop services", &r.stop},
		{"Will disable services", &r.disable},
		{"Will enable services", &r.enable},
		{"Starting services for", &r.start},
		{"Saving service state to", &r.save},
		{"Removing service state from", &r.remove},
	} {
		if hasAnyPrefix(message, l.prefix) {
			*l.flag = true
		}
	}
	switch {
	case hasAnyPrefix(message, "State file "):
		r.exists = true
	case hasAnyPrefix(message, "Overwrite is specified"):
		r.overwrite = true
	}
	if r.saving {
		m.saving()
	}
}

// saving follows BeforePatch while it saves the start modes. When another one has been there
// before it, they are those that it left behind.
func (m *serviceModel) saving() {
	if !m.patching {
		m.forget()
		m.patching = true
	}
	r := &m.run
	m.overwritten = r.wasOverwritten || r.foundDisabled && (!r.exists || r.overwrite)
}

// forget drops what earlier updates said of services that are in order again.
func (m *serviceModel) forget() {
	for i := range m.list {
		m.list[i].Ran, m.list[i].Idle = false, false
	}
	m.overwritten, m.run.wasOverwritten = false, false
}

// completed is the end of a run without errors: AfterPatch has given back what was saved.
func (m *serviceModel) completed() {
	if m.run.name() == "AfterPatch" {
		m.patching = false
	}
}

// name infers the operation from what the run printed, since the script swallows its arguments.
func (r *serviceRun) name() string {
	switch {
	case r.saving:
		return "BeforePatch"
	case r.enabling || r.reading:
		return "AfterPatch"
	case r.stop || r.stopping:
		return "Stop"
	case r.disable:
		return "DisableServices"
	case r.enable:
		return "EnableServices"
	case r.start:
		return "Start"
	case r.save:
		return "Save"
	case r.remove:
		return "Remove"
	}
	return ""
}
