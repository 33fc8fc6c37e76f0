package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

// takesNegative marks a command whose words may be numbers with a minus before them, such as
// -2147024891.
const takesNegative = "takes-negative"

// isNegative says whether a word is a number with a minus before it and no flag.
func (w flagWord) isNegative(command *cobra.Command) bool {
	return command.Annotations[takesNegative] != "" && w.dashes == 1 && w.body[0] >= '0' && w.body[0] <= '9'
}

// negative takes in a number that begins with a minus, whichever character that is.
func (n *normaliser) negative(w flagWord) {
	n.operands, n.behind = true, true
	n.word("-" + w.body)
}

// word emits an argument that is no flag.
func (n *normaliser) word(arg string) {
	n.words = append(n.words, len(n.line.args))
	n.emit(arg)
}

// putBehind moves the words behind two dashes when one of them would pass for a flag. They keep
// their order.
func (n *normaliser) putBehind() {
	if !n.behind {
		return
	}
	var flags, words []string
	for i, arg := range n.line.args {
		if slices.Contains(n.words, i) {
			words = append(words, arg)
		} else {
			flags = append(flags, arg)
		}
	}
	n.line.args = append(append(flags, "--"), words...)
}
