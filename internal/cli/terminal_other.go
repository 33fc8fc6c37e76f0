//go:build !windows

package cli

import "os"

// enableEscapes is true: terminals understand escape sequences as they are.
func enableEscapes(*os.File) bool { return true }
