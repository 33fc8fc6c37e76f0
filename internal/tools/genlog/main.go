// Command genlog writes a setup log of any size, for measurements: several attempts with other
// times, names, GUIDs and numbers each, CRLF line ends, the same bytes for the same seed.
//
//	go run ./internal/tools/genlog -size 256MB -density normal -o n256.log
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/setuplogreview/setuplogreview/internal/genlog"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "genlog:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) (err error) {
	flags := flag.NewFlagSet("genlog", flag.ContinueOnError)
	size := flags.String("size", "16MB", "least `size` of the log: bytes, or with KB, MB, GB")
	density := flags.String("density", genlog.Normal, "how many lines are of interest: normal, about 1 %, or dense, about 10 %")
	encoding := flags.String("encoding", "utf8", "utf8, or utf16le with a byte order mark")
	seed := flags.Uint64("seed", 1, "another seed makes another log")
	path := flags.String("o", "", "`file` to write, replacing it; default is standard output")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bytes, err := parseSize(*size)
	if err != nil {
		return err
	}
	w := stdout
	if *path != "" {
		file, err := os.Create(*path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	out := bufio.NewWriterSize(w, 1<<18)
	if err := genlog.Write(out, bytes, *density, *encoding, *seed); err != nil {
		return err
	}
	return out.Flush()
}

// parseSize reads a size such as 256MB, in powers of 1024.
func parseSize(s string) (int64, error) {
	number, shift := strings.ToUpper(s), 0
	for i, unit := range []string{"KB", "MB", "GB"} {
		if rest, found := strings.CutSuffix(number, unit); found {
			number, shift = rest, 10*(i+1)
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("size %q is not a number with KB, MB or GB", s)
	}
	return n << shift, nil
}
