package parser

import (
	"bytes"
	"strconv"
	"strings"
)

// maxParameters caps the parameters of one command line.
const maxParameters = 256

// command gathers how setup was called.
type command struct {
	attempt *Attempt
	console bool // the console's part of setup was loaded
	wizard  bool // a page of the wizard was shown
}

// observe reads "Command Line Parameter Name='mode', Value='Upgrade'." and what tells the
// console from the wizard.
func (c *command) observe(e *Entry) {
	m := e.Message
	if bytes.HasPrefix(m, []byte("Assembly dll file location is ")) {
		c.console = bytes.Contains(firstLine(m), []byte("Setup.Console"))
		return
	}
	rest, ok := quoted(m, "Command Line Parameter Name='")
	if !ok || len(c.attempt.Parameters) >= maxParameters {
		return
	}
	name, value, _ := strings.Cut(rest, "', Value='")
	name = strings.ToLower(strings.TrimSpace(name))
	c.attempt.Parameters = append(c.attempt.Parameters, Parameter{Name: name, Value: value, At: e.position()})
	c.attempt.Facts.set("parameter."+name, orTrue(value), e.position())
}

// orTrue is the value of a switch.
func orTrue(value string) string {
	if value == "" {
		return "true"
	}
	return value
}

// finish derives the facts about the command line.
func (c *command) finish(v *verdict) {
	a := c.attempt
	mode := a.Facts["parameter.mode"]
	if mode.Value == "" {
		mode = a.Facts["parameter.m"]
	}
	if mode.Value != "" {
		a.Facts[FactMode] = mode
	}
	a.Facts.set(FactInterface, c.interfaceName(v), Position{})
	c.preparation()
	c.licence()
}

// preparations are the parameters that prepare Active Directory, with what they prepare.
var preparations = map[string]string{
	"prepareschema": "schema", "ps": "schema",
	"preparead": "organization", "p": "organization",
	"preparedomain": "domain", "pd": "domain",
	"preparealldomains": "allDomains", "pad": "allDomains",
}

// preparation takes the first parameter that prepares Active Directory.
func (c *command) preparation() {
	for _, p := range c.attempt.Parameters {
		c.attempt.Facts.setFirst(FactPrepares, preparations[p.Name], p.At)
	}
}

// licenceName begins the switch that accepts the licence.
const licenceName = "iacceptexchangeserverlicenseterms"

// interfaceName tells the console from the wizard. A wizard run is called with sourcedir and
// mode only.
func (c *command) interfaceName(v *verdict) string {
	switch {
	case c.wizard:
		return "wizard"
	case c.console || v.unattended || c.given() != "":
		return "unattended"
	}
	for _, p := range c.attempt.Parameters {
		if p.Name != "sourcedir" && p.Name != "mode" {
			return "unattended"
		}
	}
	if len(c.attempt.Parameters) > 0 && !v.rejected.set {
		return "wizard"
	}
	if v.rejected.set {
		return "unattended"
	}
	return ""
}

// given is the licence switch of the command line in lower case, or "".
func (c *command) given() string {
	for _, p := range c.attempt.Parameters {
		if strings.HasPrefix(p.Name, licenceName) {
			return p.Name
		}
	}
	line := strings.ToLower(c.attempt.Facts.Get(FactCommand))
	i := strings.Index(line, licenceName)
	if i < 0 {
		return ""
	}
	end := i
	for end < len(line) && isName(line[end]) {
		end++
	}
	return line[i:end]
}

// licence says which licence switch the media takes, and whether the command line had it.
func (c *command) licence() {
	f := c.attempt.Facts
	build, ok := parseBuild(f.Get(FactSetupBuild))
	if !ok {
		return
	}
	given := c.given()
	want := "/IAcceptExchangeServerLicenseTerms"
	if wantsDiagnosticData(build) {
		want += "_DiagnosticDataON"
		if strings.HasSuffix(given, "off") {
			want = strings.TrimSuffix(want, "ON") + "OFF"
		}
	}
	f.set(FactLicenceSwitch, want, Position{})
	if strings.EqualFold("/"+given, want) {
		f.set(FactLicenceChosen, "true", Position{})
	}
	name := f.Get(FactInterface)
	if name == "" || given == "" && name == "wizard" {
		return
	}
	fits := strings.EqualFold("/"+given, want)
	f.set(FactLicenceSwitchFits, strconv.FormatBool(fits), Position{})
}

// parseBuild reads "15.1.2106.2".
func parseBuild(s string) (build [4]int, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return build, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return build, false
		}
		build[i] = n
	}
	return build, true
}

// wantsDiagnosticData says whether media of this build asks about diagnostic data in the
// licence switch.
func wantsDiagnosticData(build [4]int) bool {
	switch {
	case build[0] != 15:
		return build[0] > 15
	case build[1] == 1:
		return build[2] >= 2375
	case build[1] == 2:
		return build[2] >= 986
	}
	return build[1] > 2
}
