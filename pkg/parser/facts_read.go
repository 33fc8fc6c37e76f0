package parser

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// factLine says how a line at level 0 becomes a fact.
type factLine struct {
	prefix string
	fact   string
	read   func(message []byte, prefix string) (string, bool)
	first  bool // the first line wins; otherwise the last one with a value
}

var factLines = [...]factLine{
	{"Local time zone: ", FactTimeZone, after, true},
	{"Operating system version: ", FactOperatingSystem, after, true},
	{"Logged on user: ", FactUser, after, true},
	{"RuntimeAssembly was started with the following command: '", FactCommand, quoted, true},
	{"The locally installed version is ", FactInstalledBuild, after, true},
	{"The backup copy of the previously installed version is '", FactInstalledBuild, quoted, false},
	{"Setup will use the domain controller '", FactDomainController, quoted, false},
	{"Setup will use the global catalog '", FactGlobalCatalog, quoted, false},
	{"Exchange Installation Directory : '", FactInstallPath, quoted, false},
	{"The backup copy of the install path is '", FactInstallPath, quoted, true},
	{"Server Name=", FactServer, after, true},
	{"Setup will search for an Exchange Server object for the local machine with name '", FactServer, quoted, true},
	{"The following roles are installed:", FactRoles, after, false},
	{"An Exchange organization with name '", FactOrganization, beforeQuote, true},
	{"Schema Update Required Status : '", FactSchemaUpdateRequired, truth, false},
	{"Organization Configuration Update Required Status : '", FactOrganizationUpdateRequired, truth, false},
	{"Domain Configuration Update Required Status : '", FactDomainUpdateRequired, truth, false},
	{"Active Directory Initialization status : '", FactADInitialization, truth, false},
	{"The schema master domain controller is in the local domain; setup will use ", FactSchemaMaster, after, false},
	{"PrepareAD has either not been run or has not replicated", FactSchemaMaster, schemaMaster, false},
	{modeIs, FactInstallationMode, quoted, false},
	{versionIs, FactSetupBuild, after, true},
}

// beforeQuote is what stands before the next quotation mark.
func beforeQuote(message []byte, prefix string) (string, bool) {
	rest, ok := bytes.CutPrefix(message, []byte(prefix))
	if !ok {
		return "", false
	}
	value, _, _ := bytes.Cut(firstLine(rest), []byte("'"))
	return keepString(value, maxValue), true
}

// truth is a truth value in lower case.
func truth(message []byte, prefix string) (string, bool) {
	value, ok := quoted(message, prefix)
	return strings.ToLower(value), ok
}

// schemaMaster is the last word of the line that falls back to it.
func schemaMaster(message []byte, prefix string) (string, bool) {
	line := firstLine(message)
	_, name, ok := bytes.Cut(line, []byte("Schema Master domain controller "))
	return keepString(bytes.TrimRight(name, ". "), maxValue), ok && bytes.HasPrefix(message, []byte(prefix))
}

// facts reads the lines of the frame that are facts.
func (d *detail) facts(f form, e *Entry) {
	a := d.attempt
	switch f {
	case formBanner:
		a.Facts.setFirst(FactProduct, product(e.Message), e.position())
	case formOther, formMode, formVersion:
		if e.Level <= 0 {
			d.factLine(e)
		}
		if e.Level == 1 {
			d.offset(e)
		}
	case formPage:
		d.command.wizard = true
	}
}

func (d *detail) factLine(e *Entry) {
	m := e.Message
	for i := range factLines {
		l := &factLines[i]
		if len(m) < len(l.prefix) || m[0] != l.prefix[0] {
			continue
		}
		value, ok := l.read(m, l.prefix)
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		if l.first {
			d.attempt.Facts.setFirst(l.fact, value, e.position())
		} else {
			d.attempt.Facts.set(l.fact, value, e.position())
		}
		return
	}
	d.disks.observe(e)
	d.command.observe(e)
	d.update(e)
}

// update reads "Product: … - Update 'NAME (KB…) BUILD' …", which Windows Installer writes.
func (d *detail) update(e *Entry) {
	if !bytes.HasPrefix(e.Message, []byte("Product: ")) {
		return
	}
	_, rest, ok := strings.Cut(keepString(firstLine(e.Message), maxValue), "- Update '")
	name, _, closed := strings.Cut(rest, "'")
	if !ok || !closed {
		return
	}
	f, at := d.attempt.Facts, e.position()
	name, tail, _ := strings.Cut(name, " (KB")
	kb, build, _ := strings.Cut(tail, ")")
	f.set(FactUpdateName, name, at)
	if kb != "" {
		f.set(FactUpdateKB, "KB"+kb, at)
	}
	f.set(FactUpdateBuild, strings.TrimSpace(build), at)
}

// product is what stands between "Starting Microsoft Exchange" and "Setup" in the banner.
func product(message []byte) string {
	name, _ := after(message, bannerStart)
	if i := strings.LastIndex(name, " Setup"); i >= 0 {
		name = name[:i]
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "Server"))
}

// offset derives the true offset of the server's clock: an informational script carries local
// time in its name, and the entry that announces it the time in UTC.
func (d *detail) offset(e *Entry) {
	path, ok := quoted(e.Message, "Writing informational script to '")
	if !ok || e.Time.IsZero() {
		return
	}
	local, ok := scriptTime(path)
	if !ok {
		return
	}
	offset := local.Sub(e.Time).Round(15 * time.Minute)
	if offset.Abs() > 14*time.Hour {
		return
	}
	d.attempt.Facts.setFirst(FactUTCOffset, formatOffset(offset), e.position())
}

// scriptTime reads the time in "…\Install-BridgeheadRole-20240321-1227410189690167871.ps1".
func scriptTime(path string) (time.Time, bool) {
	i := strings.LastIndexByte(path, '-')
	if i < 8 || len(path) < i+7 {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102150405", path[i-8:i]+path[i+1:i+7])
	return t, err == nil
}

func formatOffset(d time.Duration) string {
	sign := "+"
	if d < 0 {
		sign, d = "-", -d
	}
	return sign + time.Time{}.Add(d).Format("15:04")
}

// disks pairs the lines about disk space.
type disks struct {
	required, chosenRequired, chosenAvailable Fact
	short                                     bool // the chosen pair does not suffice
}

func (d *disks) observe(e *Entry) {
	if value, ok := after(e.Message, "Disk space required: "); ok {
		d.required = Fact{Value: bytesOf(value), At: e.position()}
		return
	}
	value, ok := after(e.Message, "Disk space available: ")
	if !ok || d.required.Value == "" || d.short {
		return
	}
	available := Fact{Value: bytesOf(value), At: e.position()}
	need, err1 := strconv.ParseInt(d.required.Value, 10, 64)
	have, err2 := strconv.ParseInt(available.Value, 10, 64)
	if err1 != nil || err2 != nil {
		return
	}
	d.short = have < need
	if d.short || d.chosenRequired.Value == "" {
		d.chosenRequired, d.chosenAvailable = d.required, available
	}
}

// bytesOf takes the number off "1860028597 bytes".
func bytesOf(value string) string {
	number, _, _ := strings.Cut(value, " ")
	return number
}

func (d *disks) facts(f Facts) {
	if d.chosenRequired.Value != "" {
		f[FactDiskRequired] = d.chosenRequired
		f[FactDiskAvailable] = d.chosenAvailable
	}
}
