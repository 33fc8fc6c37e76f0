package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxValue bounds a value that enters a command, in bytes.
const maxValue = 1024

// valueType is what a value must look like to enter a command. Types list what they allow;
// everything else, and so every character that means something to a shell, is refused.
type valueType struct {
	bare  bool              // may stand without quotes
	form  func(string) bool // says whether the whole value is right, if the type is a closed form
	limit int               // bytes of a value, when not maxValue
	marks string            // else: characters allowed beside letters and digits
	begin func(string) bool // says whether such a value begins so
	trim  func(string) string
}

// typographicLetters look like ASCII marks once a program converts them to an old code page.
const typographicLetters = "\u01c0\u01c1\u01c2\u01c3"

var valueTypes = map[string]valueType{
	"guid":        {bare: true, trim: unbrace, form: isGUID},
	"number":      {bare: true, form: isNumber},
	"build":       {bare: true, form: isBuild},
	"hex":         {bare: true, form: isHex},
	"serviceName": {bare: true, form: isServiceName},
	"host":        {bare: true, form: isHost},
	"fqdn":        {form: isHost},
	"site":        {marks: " _-.()", begin: beginsWithWord},
	"path":        {marks: ` \_-.(),'+=@~!#{}^$:`, begin: beginsPath, trim: trimPath},
	"dn":          {marks: ` \,=_-.()'{}+#/@~!:`, begin: beginsWithAttribute},
	"account":     {marks: ` \@._-'()$`, begin: beginsWithWord},
	"name":        {marks: ` \@._-'(),{}[]#+=:/~`, begin: beginsWithName},
	"uri":         {marks: `-._~:/?#[]@!'()*+,=`, begin: like(`^(?i)(https?://|urn:|uri:|[a-z0-9][a-z0-9.-]*(/|$))`)},
	// The next ones are for facts only; rules cannot name them.
	licenceType: {bare: true, form: isSwitch},
	wordType:    {bare: true, form: isWord},
	timeType:    {form: like(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$`)},
	// Names of services as the parameter of a cmdlet; a server has some forty that setup controls.
	serviceListType: {bare: true, limit: 8 << 10, form: areServiceNames},
}

const (
	licenceType = "licence switch"
	wordType    = "word"
	timeType    = "time"

	serviceListType = "service names"
)

// factTypes are the types of the facts that can enter a command.
var factTypes = map[string]string{
	"server": "host", "serverFqdn": "fqdn", "domain": "fqdn", "user": "account",
	"domainController": "host", "globalCatalog": "host", "schemaMaster": "host",
	"site": "site", "schemaMasterSite": "site",
	"setupBuild": "build", "installedBuild": "build",
	"installPath": "path", "organization": "name",
	"diskRequired": "number", "diskAvailable": "number", "lastLine": "number",
	"mode": wordType, "installationMode": wordType, "failedAt": timeType,
	"servicesToEnable": serviceListType, "servicesToManual": serviceListType, "servicesToStart": serviceListType,
	licenceSwitchName:            licenceType,
	"parameter.mode":             wordType,
	"parameter.domaincontroller": "host",
	"parameter.sourcedir":        "path",
	"parameter.targetdir":        "path",
	"parameter.updatesdir":       "path",
}

// captureTypes lists the types that a rule can give to a capture.
func captureTypes() []string {
	var names []string
	for _, name := range sortedKeys(valueTypes) {
		if !slices.Contains([]string{licenceType, wordType, timeType, serviceListType}, name) {
			names = append(names, name)
		}
	}
	return names
}

// most is how long a value may be.
func (t valueType) most() int { return max(t.limit, maxValue) }

// normal brings a value into the form in which it enters.
func (t valueType) normal(value string) string {
	if t.trim == nil {
		return value
	}
	return t.trim(value)
}

// fits says whether a value may enter a command for that shell.
func (t valueType) fits(value, shell string) bool {
	if value == "" || len(value) > t.most() || !utf8.ValidString(value) {
		return false
	}
	if shell == ShellCmd && !fitsCmd(value) {
		return false
	}
	if t.form != nil {
		return t.form(value)
	}
	return t.begin(value) && !climbs(value) && !strings.ContainsFunc(value, t.refuses)
}

// climbs says whether a path leads out of the folder that it names.
func climbs(value string) bool {
	parts := strings.FieldsFunc(value, func(r rune) bool { return r == '\\' || r == '/' })
	return slices.Contains(parts, "..")
}

// refuses says whether a character has no place in a value of this type.
func (t valueType) refuses(r rune) bool {
	if strings.ContainsRune(typographicLetters, r) || unicode.Is(unicode.Lm, r) {
		return true
	}
	letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
	return !letter && !strings.ContainsRune(t.marks, r)
}

// fitsCmd refuses what is special to cmd.exe even in double quotes, and a backslash at the end,
// which would take the quote after it along.
func fitsCmd(value string) bool {
	return !strings.ContainsAny(value, "%!^\"&|<>'`$") && !strings.HasSuffix(value, `\`)
}

// unbrace takes the braces off a GUID.
func unbrace(value string) string {
	return strings.TrimSuffix(strings.TrimPrefix(value, "{"), "}")
}

// trimPath takes the backslash off the end of a path, save that of a drive.
func trimPath(value string) string {
	if len(value) > len(`C:\`) {
		return strings.TrimRight(value, `\`)
	}
	return value
}
