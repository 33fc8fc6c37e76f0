package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// clock is how the text report writes times; it names the zone beside it.
const clock = "2006-01-02 15:04:05"

// plural gives "1 line" or "1,200 lines".
func plural[N int | int64](n N, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return grouped(int64(n)) + " " + word + "s"
}

// grouped writes a number with commas between thousands.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// size writes a number of bytes for people.
func size(n int64) string {
	value, unit := float64(n), ""
	for _, next := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if value < 1024 {
			break
		}
		value, unit = value/1024, next
	}
	if unit == "" {
		return plural(n, "byte")
	}
	return fmt.Sprintf("%.1f %s", value, unit)
}

// span writes a duration for people: 41s, 12m 03s, 2h 05m.
func span(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d < time.Second:
		return "less than 1s"
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm %02ds", int(d.Minutes()), int(d.Seconds())%60)
	default:
		return fmt.Sprintf("%dh %02dm", int(d.Hours()), int(d.Minutes())%60)
	}
}

// build writes a build with its release: 15.2.1118.7 (2019 CU12).
func build(number, release string) string {
	if number == "" || release == "" {
		return number + release
	}
	return number + " (" + release + ")"
}

// ending says in words how an attempt of somebody ended: of setup, an update, or a script.
func ending(o parser.Outcome, who string) string {
	switch o {
	case parser.OutcomeSucceeded:
		if who == aScript {
			return sentence(who + " ran to its end.")
		}
		return sentence(who + " succeeded.")
	case parser.OutcomePrerequisitesFailed:
		return sentence(who + " stopped at its readiness check.")
	case parser.OutcomeFailed:
		return sentence(who + " failed.")
	case parser.OutcomeInterrupted:
		return "The log stops before " + who + " ended: it was killed, restarted, it hung, or it still runs."
	default:
		return "The log does not say how " + who + " ended."
	}
}

// sentence gives a sentence its capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// reservation says how far a match can be trusted, or "" when it is certain.
func reservation(c rules.Confidence) string {
	switch c {
	case rules.ConfidenceLikely:
		return "A likely match, not a certain one: compare the evidence before you act."
	case rules.ConfidencePossible:
		return "Only a possible match: compare the evidence before you act."
	default:
		return ""
	}
}

// tally writes how many findings there are of each severity: 1 error, 2 warnings.
func tally(count map[rules.Severity]int) string {
	var parts []string
	for _, s := range severities() {
		switch n := count[s]; {
		case n == 0:
		case s == rules.SeverityCritical || s == rules.SeverityInfo:
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		default:
			parts = append(parts, plural(n, string(s)))
		}
	}
	return strings.Join(parts, ", ")
}

// inZone gives a time on the clock of a zone such as -04:00, and whether that is a zone.
func inZone(t time.Time, offset string) (string, bool) {
	zone, err := time.Parse("-07:00", offset)
	if err != nil || t.IsZero() {
		return "", false
	}
	return t.In(zone.Location()).Format(clock), true
}
