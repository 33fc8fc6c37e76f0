package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/setuplogreview/setuplogreview/internal/source"
)

// declareLimits declares the flags that raise what one archive may cost.
func (s *settings) declareLimits(f *pflag.FlagSet) {
	f.StringVar(&s.maxTotal, "max-total", "4GB", "`SIZE` that one archive may unpack to")
	f.StringVar(&s.maxEntry, "max-entry", "2GB", "`SIZE` of one file in an archive, and of what is kept of a log that is piped in")
	f.IntVar(&s.maxEntries, "max-entries", source.DefaultEntries, "`NUMBER` of files in an archive")
	f.IntVar(&s.maxNesting, "max-nesting", source.DefaultNesting, "`NUMBER` of archives inside one another, in an archive")
	f.Int64Var(&s.maxRatio, "max-ratio", source.DefaultRatio, "`NUMBER` of bytes that one byte of an archive may unpack to")
}

func (o *options) chooseLimits() (err error) {
	o.limits = source.Limits{Entries: o.maxEntries, Nesting: o.maxNesting, Ratio: o.maxRatio}
	if min(o.maxEntries, o.maxNesting) < 1 || o.maxRatio < 1 {
		return flagErrorf("--max-entries, --max-nesting and --max-ratio are numbers from 1 on")
	}
	if o.limits.Total, err = parseSize("--max-total", o.maxTotal); err != nil {
		return err
	}
	o.limits.Entry, err = parseSize("--max-entry", o.maxEntry)
	return err
}

// parseSize reads a size such as 500MB or 8GB, in powers of 1024 as Windows counts.
func parseSize(flag, text string) (int64, error) {
	number, shift := strings.TrimSuffix(strings.ToUpper(strings.TrimSpace(text)), "B"), 0
	for i, unit := range []string{"K", "M", "G", "T"} {
		if rest, found := strings.CutSuffix(number, unit); found {
			number, shift = strings.TrimSpace(rest), 10*(i+1)
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n > 1<<62>>shift {
		return 0, flagErrorf("%s can not be %q; it is a size such as 500MB or 8GB", flag, text)
	}
	return n << shift, nil
}
