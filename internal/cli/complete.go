package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func isCompletionRequest(word string) bool {
	return word == cobra.ShellCompRequestCmd || word == cobra.ShellCompNoDescRequestCmd
}

// completionRequest rewrites what a shell asks: all words but the last, which is being typed.
func completionRequest(root *cobra.Command, args []string) line {
	if len(args) < 2 {
		return line{args: args}
	}
	words := wordsBefore(root, args)
	return line{args: append(append([]string{args[0]}, words...), args[len(args)-1])}
}

// wordsBefore gives the words before the one being typed, rewritten where that is possible.
func wordsBefore(root *cobra.Command, args []string) []string {
	before := args[1 : len(args)-1]
	n := &normaliser{command: root, left: before, partial: true}
	if n.run() != nil {
		return before
	}
	return n.line.args
}

// completeSingleDash answers a shell that completes a word with one dash, which cobra does not
// know: with the PowerShell spelling of the flags. It is not ok when cobra should answer.
func completeSingleDash(root *cobra.Command, args []string) (answer string, ok bool) {
	if len(args) < 2 || !isCompletionRequest(args[0]) {
		return "", false
	}
	last := args[len(args)-1]
	w, isFlag := parseFlagWord(last)
	if last != "-" && (!isFlag || w.dashes != 1 || w.sep != 0) || awaitsValue(wordsBefore(root, args)) {
		return "", false
	}
	return singleDashes(root, w, args[0] == cobra.ShellCompRequestCmd), true
}

// awaitsValue is true when the last word is a flag whose value comes next.
func awaitsValue(words []string) bool {
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return strings.HasPrefix(last, "--") && !strings.Contains(last, "=")
}

func singleDashes(root *cobra.Command, w flagWord, describe bool) string {
	var b strings.Builder
	for _, flag := range flagsOf(root) {
		if !strings.HasPrefix(fold(flag.Name), fold(w.name)) {
			continue
		}
		b.WriteString("-" + pascal(flag.Name))
		if describe {
			_, usage := pflag.UnquoteUsage(flag)
			b.WriteString("\t" + usage)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, ":%d\n", cobra.ShellCompDirectiveNoFileComp)
	return b.String()
}

// newCompletion is the command that prints a completion script.
func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:                   "completion bash|zsh|fish|powershell",
		Short:                 "Print a script that completes flags in your shell",
		Example:               "  " + Name + " completion powershell | Out-String | Invoke-Expression",
		DisableFlagsInUseLine: true,
		ValidArgs:             []string{"bash", "zsh", "fish", "powershell"},
		Args:                  exactly(1, "name the shell: "+Name+" completion bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeCompletion(cmd.Root(), strings.ToLower(args[0]), cmd.OutOrStdout())
		},
	}
}

func writeCompletion(root *cobra.Command, shell string, w io.Writer) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(w, true)
	case "zsh":
		return root.GenZshCompletion(w)
	case "fish":
		return root.GenFishCompletion(w, true)
	case "powershell", "pwsh":
		return root.GenPowerShellCompletionWithDesc(w)
	}
	return usageErrorf("there is no completion for %q; the shells are bash, zsh, fish and powershell", shell)
}
