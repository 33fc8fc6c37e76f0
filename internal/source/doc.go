// Package source opens what a user names on the command line: a file or standard input. It says
// early and clearly when something can not be a log: nothing there, no permission, a folder, an
// archive, an empty file.
package source
