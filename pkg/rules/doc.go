// Package rules is the language in which failures are described: its types, its strict loader,
// and the engine that matches rules against the attempts that package parser yields.
//
// A rule carries its knowledge (cause, remediation, references) and its proof (excerpts that
// must match and excerpts that must not). docs/rule-language.md is the reference. The package
// may be imported by other programs.
package rules
