package cli

import "github.com/spf13/cobra"

// exactly wants that many arguments, and else says what to give.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageErrorf("%s", what)
		}
		return nil
	}
}

// atMost wants no more arguments than that, and else says what to give.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usageErrorf("%s", what)
		}
		return nil
	}
}
