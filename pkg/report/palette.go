package report

import (
	"github.com/fatih/color"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// palette holds the colours of one report. They are values of its own: the colour library's
// global switch is neither asked nor changed.
type palette struct {
	plain, strong, faint, good, bad, worst, warn, command *color.Color
}

func newPalette(enabled bool) palette {
	style := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if enabled && len(attributes) > 0 {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return palette{
		plain:   style(),
		strong:  style(color.Bold),
		faint:   style(color.Faint),
		good:    style(color.FgGreen, color.Bold),
		bad:     style(color.FgRed, color.Bold),
		worst:   style(color.FgWhite, color.BgRed, color.Bold),
		warn:    style(color.FgYellow, color.Bold),
		command: style(color.FgCyan),
	}
}

// severity gives the colour of a severity word.
func (c palette) severity(s rules.Severity) *color.Color {
	switch s {
	case rules.SeverityCritical:
		return c.worst
	case rules.SeverityError:
		return c.bad
	case rules.SeverityWarning:
		return c.warn
	default:
		return c.strong
	}
}

// outcome gives the colour of an outcome.
func (c palette) outcome(o parser.Outcome) *color.Color {
	switch o {
	case parser.OutcomeSucceeded:
		return c.good
	case parser.OutcomeFailed, parser.OutcomePrerequisitesFailed:
		return c.bad
	case parser.OutcomeInterrupted:
		return c.warn
	default:
		return c.plain
	}
}
