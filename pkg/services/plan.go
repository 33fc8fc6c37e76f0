package services

import "github.com/setuplogreview/setuplogreview/pkg/parser"

// Basis says what a plan rests on.
type Basis string

// The bases, best first.
const (
	BasisStartupMode Basis = "startup-mode-xml"
	BasisState       Basis = "state-xml"
	BasisLog         Basis = "log"
)

// Action is what a plan does with a service.
type Action string

// The actions.
const (
	ActionNone           Action = "none"             // it is as it was
	ActionLeave          Action = "leave"            // nothing tells what it was
	ActionEnable         Action = "enable"           // set the start mode, do not start
	ActionEnableAndStart Action = "enable-and-start" // set the start mode, then start
	ActionStart          Action = "start"            // only start
)

// Acts says whether the action changes anything.
func (a Action) Acts() bool { return a != ActionNone && a != ActionLeave }

// Plan says for each service what it was, what it is, and what brings it back.
type Plan struct {
	Server string `json:"server,omitempty"`
	// ServerAssumed is true when the log names no server, and Server is that of a log beside it.
	ServerAssumed bool `json:"serverAssumed,omitempty"`

	Basis    Basis     `json:"basis"`
	File     string    `json:"file,omitempty"` // the saved file that it rests on
	Notes    []string  `json:"notes"`
	Services []Service `json:"services"`
}

// Service is one service of a plan.
type Service struct {
	Name string `json:"name"`
	// StartMode and State are what the log shows last: Disabled or empty, Stopped or empty.
	StartMode string `json:"startMode,omitempty"`
	State     string `json:"state,omitempty"`
	// WasStartMode is Automatic, Manual, Disabled, or empty when nothing tells.
	WasStartMode string `json:"wasStartMode,omitempty"`
	WasRunning   bool   `json:"wasRunning"`
	Action       Action `json:"action"`
	Why          string `json:"why"`
}

// The start modes and states.
const (
	Automatic = "Automatic"
	Manual    = "Manual"
	Disabled  = "Disabled"
	Stopped   = "Stopped"
	Running   = "Running"
)

// Evidence is what is known of a server.
type Evidence struct {
	// Server is its name, if known.
	Server string
	// ServerAssumed is true when Server is taken from a log beside this one, which names none.
	ServerAssumed bool
	// Services are what a log says (parser.Attempt.Services); untrusted.
	Services []parser.Service
	// Overwritten is true when the log shows that the saved state is worthless.
	Overwritten bool
	// Modes and States are the saved start modes and states; nil when there are none.
	Modes, States *Saved
	// Unusable names the saved start modes that the script would give back, when they cannot be read.
	Unusable string
	// Notes say what could not be used; the plan carries them.
	Notes []string
}

// Restore makes the plan.
func Restore(e Evidence) Plan {
	p := Plan{Server: e.Server, ServerAssumed: e.ServerAssumed, Notes: []string{}, Services: []Service{}}
	m := &maker{evidence: e, plan: &p}
	m.choose()
	for _, name := range m.names() {
		p.Services = append(p.Services, m.service(name))
	}
	m.warn()
	p.Notes = append(p.Notes, e.Notes...)
	return p
}

// Acts counts the services that the plan changes.
func (p *Plan) Acts() int {
	n := 0
	for i := range p.Services {
		if p.Services[i].Action.Acts() {
			n++
		}
	}
	return n
}
