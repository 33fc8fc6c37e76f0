// Package genlog makes setup logs of any size for measurements and tests: several attempts with
// other times, names, GUIDs and numbers each, CRLF line ends, the same bytes for the same seed.
package genlog

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// The densities of a log.
const (
	Normal = "normal" // about 1 % of the lines are of interest
	Dense  = "dense"  // about 10 %
)

// templates are attempts without time stamps, values in braces. "@routine N" and "@readiness N"
// stand for about N lines of the templates of that name.
//
//go:embed templates/*.log
var templates embed.FS

// generator makes one attempt after the other. It is deterministic by its seed.
type generator struct {
	*rand.Rand
	lines  map[string][]string // of each template
	mix    []string            // templates of attempts, the frequent ones several times
	filler int                 // percent of the routine lines that are written
	clock  time.Time
	names  []string // what is the same in a whole attempt: pairs for a strings.Replacer
	text   []byte
}

func newGenerator(density string, seed uint64) (*generator, error) {
	g := &generator{
		Rand:  rand.New(rand.NewPCG(seed, 1)),
		lines: map[string][]string{},
		clock: time.Date(2021, 3, 7, 18, 24, 37, 0, time.UTC),
	}
	switch density {
	case Normal:
		g.mix, g.filler = []string{"upgrade", "prerequisites", "step", "wizard"}, 70
	case Dense:
		g.mix, g.filler = []string{"step", "step", "step", "prerequisites", "wizard"}, 4
	default:
		return nil, fmt.Errorf("density %q is neither %s nor %s", density, Normal, Dense)
	}
	for _, name := range []string{"upgrade", "prerequisites", "step", "wizard", "routine", "readiness"} {
		content, err := templates.ReadFile("templates/" + name + ".log")
		if err != nil {
			return nil, err
		}
		content = []byte(strings.ReplaceAll(string(content), "\r\n", "\n"))
		g.lines[name] = strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	}
	return g, nil
}

// attempt gives the text of the next attempt, valid until the one after it.
func (g *generator) attempt() []byte {
	g.text = g.text[:0]
	g.clock = g.clock.Add(time.Duration(1+g.IntN(20*24*60)) * time.Minute)
	g.names = g.newNames()
	for _, line := range g.lines[pick(g, g.mix...)] {
		if name, count, isDirective := directive(line); isDirective {
			g.fill(name, count*g.filler/100)
			continue
		}
		g.line(line)
	}
	return g.text
}

// directive reads "@routine 100".
func directive(line string) (name string, count int, ok bool) {
	rest, ok := strings.CutPrefix(line, "@")
	if !ok {
		return "", 0, false
	}
	name, number, _ := strings.Cut(rest, " ")
	count, err := strconv.Atoi(number)
	return name, count, err == nil
}

// fill writes about so many lines of a template in any order.
func (g *generator) fill(name string, count int) {
	for range count + g.IntN(count/4+1) {
		g.line(pick(g, g.lines[name]...))
	}
}

// line writes one line; one that begins with a level gets the time before it.
func (g *generator) line(line string) {
	if len(line) > 3 && line[0] == '[' && line[2] == ']' {
		g.clock = g.clock.Add(time.Duration(g.IntN(g.pause())) * time.Millisecond)
		g.text = append(g.text, '[')
		g.text = g.clock.AppendFormat(g.text, "01/02/2006 15:04:05")
		g.text = fmt.Appendf(g.text, ".%04d] ", g.clock.Nanosecond()/1e6)
	}
	g.text = append(g.text, g.replace(line)...)
	g.text = append(g.text, '\r', '\n')
}

// pause is the longest time to the next line: seldom long.
func (g *generator) pause() int {
	if g.IntN(200) == 0 {
		return 60_000
	}
	return 40
}

// replace puts values in the place of names in braces; those of one line are new in each line.
func (g *generator) replace(line string) string {
	if !strings.Contains(line, "{") {
		return line
	}
	values := append(g.names[:len(g.names):len(g.names)],
		"{n}", strconv.Itoa(100000+g.IntN(900000)),
		"{two}", strconv.Itoa(10+g.IntN(90)),
		"{hex}", fmt.Sprintf("%016x%016x", g.Uint64(), g.Uint64()),
		"{guid}", fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", g.Uint32(), g.IntN(1<<16), g.IntN(1<<16), g.IntN(1<<16), g.IntN(1<<48)),
		"{member}", pick(g, subjects...)+pick(g, qualities...),
		"{component}", pick(g, subjects...)+pick(g, parts...),
		"{service}", "MSExchange"+pick(g, subjects...),
	)
	return strings.NewReplacer(values...).Replace(line)
}

func (g *generator) newNames() []string {
	org := pick(g, "Contoso", "Fabrikam", "Northwind", "Tailspin", "Woodgrove", "Litware")
	suffix := pick(g, "com", "net", "local", "example")
	number := strconv.Itoa(1 + g.IntN(90))
	return []string{
		"{org}", org,
		"{domain}", strings.ToLower(org) + "." + suffix,
		"{dn}", "DC=" + strings.ToLower(org) + ",DC=" + suffix,
		"{netbios}", strings.ToUpper(org),
		"{dc}", pick(g, "DC", "ADS", "W2K19DC", "AUTH") + number,
		"{server}", pick(g, "EX", "MBX", "MAIL", "HUB-EX") + number,
		"{user}", pick(g, "administrator", "svc-setup", "ex.admin", "jdoe") + number,
		"{year}", pick(g, "2013", "2016", "2019"),
		"{build}", fmt.Sprintf("15.%d.%d.%d", g.IntN(3), 1000+g.IntN(1600), 1+g.IntN(40)),
	}
}

// Words that names of settings, rules, components and services are made of.
var (
	subjects = []string{"ActiveDirectory", "Transport", "Mailbox", "Frontend", "Search", "Certificate", "Topology", "Imap", "Pop",
		"Diagnostics", "Replication", "Throttling", "Directory", "Assistant", "Calendar", "Unified", "Global", "Local", "Schema", "Server"}
	qualities = []string{"Installed", "Version", "Name", "Exists", "Distinguished", "Unpacked", "Path", "Status", "Admin", "Roles", "Valid", "Minimum"}
	parts     = []string{"Server", "Service", "Policy", "VirtualDirectory", "Database", "Connector", "Container", "Agent", "Config"}
)

func pick(g *generator, words ...string) string { return words[g.IntN(len(words))] }
