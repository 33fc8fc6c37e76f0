// Package parser turns the bytes of Microsoft Exchange setup logs into entries, and entries
// into attempts: what one run of setup did, what it said about itself, and how it failed.
//
// The package knows the grammar of the logs and nothing of failures: which text means what is
// the business of the rules. It may be imported by other programs.
package parser
