package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// look says how text for one stream may look.
type look struct {
	terminal bool
	color    bool
	width    int // 0 is unlimited
}

// lookOf decides colour and width for one stream. Every stream is decided for itself.
func (c Command) lookOf(stream io.Writer, noColor bool) look {
	if out, ok := stream.(*output); ok {
		stream = out.Writer
	}
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return look{color: wantsColor(c.Env, noColor, false)}
	}
	l := look{terminal: true}
	l.color = wantsColor(c.Env, noColor, true) && enableEscapes(file)
	if width, _, err := term.GetSize(int(file.Fd())); err == nil {
		l.width = width
	}
	return l
}

// wantsColor applies the customs of terminals: --no-color, then NO_COLOR, then CLICOLOR_FORCE,
// then CLICOLOR=0 and TERM=dumb, then whether it is a terminal.
func wantsColor(env func(string) string, noColor, terminal bool) bool {
	if noColor || env("NO_COLOR") != "" {
		return false
	}
	if force := env("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	if env("CLICOLOR") == "0" || env("TERM") == "dumb" {
		return false
	}
	return terminal
}
