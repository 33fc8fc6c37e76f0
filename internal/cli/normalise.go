package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/setuplogreview/setuplogreview/internal/printable"
)

// line is a command line that pflag understands.
type line struct {
	args []string
	// command is the sub-command's name as the user typed it, or "".
	command string
}

// normaliser rewrites PowerShell habits into what pflag understands: every flag becomes
// --name=value, and names of sub-commands their own spelling.
//
// An exact name comes first (letter case, "-" and "_" aside), then the beginning of exactly one
// name, then shorthands in a row. A flag with a value takes the next argument, whatever that
// looks like.
type normaliser struct {
	command *cobra.Command
	left    []string
	line    line
	// operands is true once an argument that is no flag has been seen.
	operands bool
	// glued is the argument before, when it was a flag with one dash and its value in one word.
	glued string
	// words are the places of the arguments that are no flags; behind is true when one of them begins
	// with a minus.
	words  []int
	behind bool
	// partial accepts a last flag whose value is still missing.
	partial bool
}

// normalise rewrites the arguments for the command tree.
func normalise(root *cobra.Command, args []string) (line, error) {
	n := &normaliser{command: root, left: args}
	if len(args) > 0 && isCompletionRequest(args[0]) {
		return completionRequest(root, args), nil
	}
	err := n.run()
	return n.line, err
}

func (n *normaliser) run() error {
	for len(n.left) > 0 {
		arg := n.next()
		if arg == "--" {
			n.rest()
			break
		}
		if err := n.argument(arg); err != nil {
			return err
		}
	}
	n.putBehind()
	return nil
}

// rest takes in what stands behind two dashes as it is.
func (n *normaliser) rest() {
	if !n.behind {
		n.emit("--")
	}
	for _, arg := range n.left {
		n.word(arg)
	}
}

func (n *normaliser) next() string {
	arg := n.left[0]
	n.left = n.left[1:]
	return arg
}

func (n *normaliser) emit(args ...string) { n.line.args = append(n.line.args, args...) }

func (n *normaliser) argument(arg string) error {
	glued := n.glued
	n.glued = ""
	if arg == "/?" || arg == "-?" {
		arg = "--help"
	}
	w, ok := parseFlagWord(arg)
	switch {
	case ok && w.isNegative(n.command):
		n.negative(w)
		return nil
	case ok:
		return n.flagWord(w)
	}
	if glued != "" && strings.HasPrefix(arg, ".") && !strings.ContainsAny(arg, `/\`) {
		return flagErrorf("PowerShell has split %s at the dot; put a blank after the name and quotes round the value: %s",
			printable.Quote(glued+arg), requoted(glued+arg))
	}
	n.operand(arg)
	return nil
}

// requoted shows how a glued flag is written so that PowerShell leaves it alone.
func requoted(glued string) string {
	w, _ := parseFlagWord(glued)
	return w.shown() + " '" + w.value + "'"
}

// operand is a path or, in the first place, the name of a sub-command.
func (n *normaliser) operand(arg string) {
	if !n.operands {
		for _, sub := range n.command.Commands() {
			if strings.EqualFold(sub.Name(), arg) {
				n.command = sub
				n.line.command = arg
				n.emit(sub.Name())
				return
			}
		}
	}
	n.operands = true
	n.word(arg)
}

func (n *normaliser) flagWord(w flagWord) error {
	flag, err := n.find(w)
	if err != nil {
		return err
	}
	if flag != nil {
		return n.flag(flag, w)
	}
	if n.cluster(w) {
		return nil
	}
	return n.unknown(w)
}

// find gives the flag that the word names, or nil.
func (n *normaliser) find(w flagWord) (*pflag.Flag, error) {
	name := fold(w.name)
	var begins []*pflag.Flag
	for _, flag := range flagsOf(n.command) {
		if w.dashes == 1 && w.name == flag.Shorthand || name == fold(flag.Name) {
			return flag, nil
		}
		if name != "" && strings.HasPrefix(fold(flag.Name), name) {
			begins = append(begins, flag)
		}
	}
	switch len(begins) {
	case 0:
		return nil, nil
	case 1:
		return begins[0], nil
	}
	return nil, ambiguous(w, begins)
}

func ambiguous(w flagWord, flags []*pflag.Flag) error {
	var names []string
	for _, flag := range flags {
		names = append(names, w.spell(flag.Name))
	}
	return flagErrorf("%s is ambiguous; it may mean %s", printable.Quote(w.shown()), strings.Join(names, " or "))
}

// flagsOf lists the flags that a command takes, in the order of its help.
func flagsOf(command *cobra.Command) []*pflag.Flag {
	command.InitDefaultHelpFlag()
	var flags []*pflag.Flag
	command.Flags().VisitAll(func(flag *pflag.Flag) { flags = append(flags, flag) })
	return flags
}

// flag emits a flag that has been found, with its value.
func (n *normaliser) flag(flag *pflag.Flag, w flagWord) error {
	value := n.value
	if isSwitch(flag) {
		value = n.truth
	}
	text, err := value(flag, w)
	if err == errPartial {
		n.emit("--" + flag.Name)
		return nil
	}
	if err != nil {
		return err
	}
	if w.dashes == 1 && w.sep != 0 && w.value != "" && !isSwitch(flag) {
		n.glued = w.typed
	}
	n.emit("--" + flag.Name + "=" + text)
	return nil
}

func isSwitch(flag *pflag.Flag) bool { return flag.Value.Type() == "bool" }

// errPartial ends a line for completion, whose last flag has no value yet.
var errPartial = errors.New("the value is still missing")

// value gives the value of a flag: behind "=" or ":", or the next argument.
func (n *normaliser) value(flag *pflag.Flag, w flagWord) (string, error) {
	if w.sep == '=' || w.value != "" {
		return w.value, nil
	}
	if len(n.left) > 0 {
		return n.next(), nil
	}
	if n.partial {
		return "", errPartial
	}
	return "", flagErrorf("%s needs a value: %s %s", w.shown(), w.spell(flag.Name), placeholder(flag))
}

func placeholder(flag *pflag.Flag) string {
	name, _ := pflag.UnquoteUsage(flag)
	return name
}

// truth gives the value of a switch. PowerShell hands over -Name:$false as one argument or as
// two.
func (n *normaliser) truth(flag *pflag.Flag, w flagWord) (string, error) {
	text := w.value
	if w.sep == 0 {
		return "true", nil
	}
	if text == "" && w.sep == ':' && len(n.left) > 0 && truthValue(n.left[0]) != "" {
		text = n.next()
	}
	if value := truthValue(text); value != "" {
		return value, nil
	}
	return "", flagErrorf("%s is a switch and takes no value %s; write %s, or %s:$false to turn it off",
		w.shown(), printable.Quote(text), w.spell(flag.Name), w.spell(flag.Name))
}

// truthValue gives "true", "false", or "" for any other text.
func truthValue(text string) string {
	switch strings.ToLower(strings.TrimPrefix(text, "$")) {
	case "true", "1":
		return "true"
	case "false", "0":
		return "false"
	}
	return ""
}

// cluster emits shorthands that are written in a row, such as -qv or -ojson; it is false when
// the word is something else, or is more like a flag's name that was mistyped.
func (n *normaliser) cluster(w flagWord) bool {
	if w.dashes != 1 || n.mistyped(w) {
		return false
	}
	var args []string
	for i, letter := range w.body {
		flag := n.command.Flags().ShorthandLookup(shorthand(letter))
		if flag == nil {
			return false
		}
		if !isSwitch(flag) {
			value := w.body[i+1:]
			if value == "" && len(n.left) > 0 {
				value = n.next()
			}
			n.emit(append(args, "--"+flag.Name+"="+value)...)
			return true
		}
		args = append(args, "--"+flag.Name+"=true")
	}
	n.emit(args...)
	return true
}

// shorthand gives the letter, or a name that no shorthand has.
func shorthand(letter rune) string {
	if letter < ' ' || letter > '~' {
		return ""
	}
	return string(letter)
}

// mistyped is true for what is one or two letters off a flag's name.
func (n *normaliser) mistyped(w flagWord) bool {
	_, steps := nearest(w.name, n.names())
	return len(w.name) > 3 && steps <= 2
}

func (n *normaliser) names() []string {
	var names []string
	for _, flag := range flagsOf(n.command) {
		names = append(names, flag.Name)
	}
	return names
}

func (n *normaliser) unknown(w flagWord) error {
	near, steps := nearest(w.name, n.names())
	if near == "" || steps > max(2, len(w.name)/2) {
		return flagErrorf("there is no flag %s", printable.Quote(w.shown()))
	}
	return flagErrorf("there is no flag %s; the nearest is %s", printable.Quote(w.shown()), w.spell(near))
}
