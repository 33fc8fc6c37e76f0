package rules

import (
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// The parts of a failure that a condition can look at.
const (
	PartOutput        = "output" // all that the block prints
	PartMessage       = "message"
	PartException     = "exception"
	PartScript        = "script"
	PartStack         = "stack"
	PartReference     = "reference"
	PartComponent     = "component"
	PartTask          = "task"
	PartCmdlet        = "cmdlet"
	PartProgram       = "program"
	PartArguments     = "arguments"
	PartProgramOutput = "programOutput"
)

// Parts lists the parts of a failure.
func Parts() []string {
	return []string{
		PartOutput, PartMessage, PartException, PartScript, PartStack, PartReference, PartComponent,
		PartTask, PartCmdlet, PartProgram, PartArguments, PartProgramOutput,
	}
}

// partText gives that part of a failure in canonical form.
func partText(f *parser.Failure, part string) string {
	switch part {
	case PartMessage:
		return strings.Join(append([]string{f.Message}, f.Inner...), " ")
	case PartException:
		return f.Exception
	case PartScript:
		return parser.Canonical(f.Script)
	case PartStack:
		return f.Stack
	case PartReference:
		return f.Reference
	case PartComponent:
		return f.Component
	case PartTask:
		return f.Task
	case PartCmdlet:
		return f.Cmdlet
	case PartProgram:
		return f.Program
	case PartArguments:
		return f.Arguments
	case PartProgramOutput:
		return f.ProgramOutput
	}
	return f.Output
}
