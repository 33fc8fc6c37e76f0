package report

import (
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/services"
)

// RestoreFormats lists the formats that WriteRestore knows.
func RestoreFormats() []string { return []string{"text", "json"} }

// WriteRestore writes the plan that brings services back, as text or as JSON.
func WriteRestore(w io.Writer, format string, plan services.Plan, opts Options) error {
	switch format {
	case "text":
		return writeRestoreText(w, plan, opts)
	case "json":
		return encode(w, plan, true)
	}
	return fmt.Errorf("there is no format %q for services; there are text and json", format)
}

func writeRestoreText(w io.Writer, plan services.Plan, opts Options) error {
	p := newPage(opts)
	p.restoreServer(plan)
	p.prose(0, "Basis: "+oneLine(plan.BasisWords())+".")
	for _, note := range plan.Notes {
		p.prose(0, "Note: "+note+".")
	}
	p.gap()
	if len(plan.Services) == 0 {
		p.prose(0, "No service was stopped or disabled.")
	} else if err := p.restoreTable(plan); err != nil {
		return err
	}
	p.gap()
	p.prose(0, restoreSummary(&plan))
	_, err := io.WriteString(w, p.String())
	return err
}

// restoreServer names the server, and says when the log itself does not.
func (p *page) restoreServer(plan services.Plan) {
	switch {
	case plan.Server == "":
	case plan.ServerAssumed:
		p.prose(0, "Server presumably "+oneLine(plan.Server)+": this log names none, another log of its folder does. Make sure that both are from there.")
	default:
		p.prose(0, "Server "+oneLine(plan.Server))
	}
}

func (p *page) restoreTable(plan services.Plan) error {
	t := table{columns: []column{
		{title: "Service"}, {title: "Is"}, {title: "Was"}, {title: "Action"}, {title: "Why", spare: true},
	}}
	for i := range plan.Services {
		s := &plan.Services[i]
		t.add(s.Name, both(s.StartMode, s.State), both(s.WasStartMode, ran(s)), string(s.Action), s.Why)
	}
	return p.table(0, t)
}

// both joins a start mode and a state.
func both(mode, state string) string {
	if mode == "" || state == "" {
		return mode + state
	}
	return mode + ", " + state
}

func ran(s *services.Service) string {
	if s.WasRunning {
		return services.Running
	}
	return ""
}

func restoreSummary(plan *services.Plan) string {
	n := plan.Acts()
	if n == 0 {
		return "There is nothing to bring back."
	}
	return fmt.Sprintf("%s to bring back. --script FILE writes the script for PowerShell; run it with -WhatIf first.", plural(n, "service"))
}
