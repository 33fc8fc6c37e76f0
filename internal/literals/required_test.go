package literals

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dlclark/regexp2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const testOptions = regexp2.IgnoreCase | regexp2.Singleline | regexp2.ExplicitCapture

// compile gives the pattern as the program uses it, or nil when it is none.
func compile(pattern string) *regexp2.Regexp {
	re, err := regexp2.Compile(pattern, testOptions)
	if err != nil {
		return nil
	}
	re.MatchTimeout = 50 * time.Millisecond
	return re
}

func matches(re *regexp2.Regexp, text string) bool {
	ok, err := re.MatchString(text)
	return err == nil && ok
}

// holds says whether the required set of the pattern, if it has one, holds for the text.
func holds(set []string, text string) bool {
	lower := asciiLower(text)
	for _, literal := range set {
		if strings.Contains(lower, literal) {
			return true
		}
	}
	return false
}

func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func TestRequiredOfConstructs(t *testing.T) {
	f := func(pattern string, want ...string) {
		t.Helper()
		got, ok := Required(pattern)
		assert.Equal(t, len(want) > 0, ok, pattern)
		if len(want) > 0 {
			assert.Equal(t, want, got, pattern)
		}
		assert.NotNil(t, compile(pattern), "%s is no pattern", pattern)
	}
	// Plain characters and escapes.
	f(`access is denied`, "access is denied")
	f(`Access Is Denied`, "access is denied")
	f(`short`)
	f(``)
	f(`exactly`, "exactly")
	f(`bin\\Setup\.exe`, `bin\setup.exe`)
	f(`\[Rule:RebootPending\]`, "rebootpending]")
	f(`a value of 100\% \(about\)`, "a value of 100% (about)")
	f(`tab\there is one`, "here is one")
	f(`code\x41xxxxxxxx`, "xxxxxxxx")
	f(`code\u0041xxxxxxxx`, "xxxxxxxx")
	f(`code\x{41}xxxxxxxx`, "xxxxxxxx")
	f(`code\cAxxxxxxxx`, "xxxxxxxx")
	f(`code\p{Lu}xxxxxxxx\PLyyyyyyy`, "xxxxxxxx")
	f(`(?<a>x)\k<a>literal`, "literal")
	f(`(?<a>x)\k'a'literal`, "literal")
	f(`(?<1>x)\1literal`, "literal")
	f(`\1234567 wxyz 123`, "wxyz 123")
	f(`Größe stimmt nicht`, "e stimmt nicht")
	// Anchors take no room.
	f(`^Setup\b failed$`, "setup failed")
	f(`\ASetup\b\B failed\z`, "setup failed")
	// Quantifiers.
	f(`foreverx?`, "forever")
	f(`forever? and`, "foreve and", "forever and")
	f(`foreverx*yz`, "forever")
	f(`abcdefgh+`, "abcdefg")
	f(`abcdefgh{2}ijklmnopq`, "ijklmnopq")
	f(`abcdefgh{0,3}ijk`, "abcdefg")
	f(`abcdefgh{1,}?ijk`, "abcdefg")
	f(`abcdefg{x}`, "abcdefg{x}")
	f(`abcdefg{,2}`, "abcdefg{,2}")
	f(`abcdefg(?#why)*hij`)
	f(`abcdefgh(?#why)i`, "abcdefghi")
	f(`abcdefg(?#one)(?#two)h?`, "abcdefg")
	f(`(?:abcdefg)?hijk`)
	// Groups and alternations.
	f(`(abcdefg)`, "abcdefg")
	f(`(?<name>abcdefg)`, "abcdefg")
	f(`(?'name'abcdefg)`, "abcdefg")
	f(`(?>abcdefg)`, "abcdefg")
	f(`(?i:abcdefg)`, "abcdefg")
	f(`(?i)abcdefg`, "abcdefg")
	f(`(?:abcdefg)*`)
	f(`(?:abcdefg)+`, "abcdefg")
	f(`abcdefg|hijklmn`, "abcdefg", "hijklmn")
	f(`abcdefg|hij`)
	f(`abcdefg|`)
	f(`(?:is|was) not installed`, "is not installed", "was not installed")
	f(`(?:abc|de.)fghijklmnop`, "fghijklmnop")
	f(`(?:abcdefgh.|hijklmno.)+`, "abcdefgh", "hijklmno")
	f(`(?:long enough|also long enough) x.`, "long enough x")
	f(`(?:a|b|c|d)(?:a|b|c|d) a longer literal`, "a longer literal")
	// Classes.
	f(`bin[\\/]setup.`, `bin/setup`, `bin\setup`)
	f(`setup[.]exe`, "setup.exe")
	f(`setup[Ss]exe`, "setupsexe")
	f(`setup [0-9] failed it`, "failed it")
	f(`[]x]abcdefg`, "abcdefg")
	f(`[]x]abcdef`, "]abcdef", "xabcdef")
	f(`[^]x]abcdefg`, "abcdefg")
	f(`[a-z-[aeiou]]abcdefg`)
	f(`[[:alpha:]abcdefg]hijklmn`)
	f(`[\]\[]abcdef`, "[abcdef", "]abcdef")
	f(`[\s\S]abcdefg[\d]`, "abcdefg")
	f(`[^\]]*abcdefg[\c]]`, "abcdefg")
	// Look-around, conditionals, options.
	f(`(?=.*abcdefg).*hijk`, "abcdefg")
	f(`(?<=abcdefg)hijk`, "abcdefg")
	f(`(?!abcdefg)hijk`)
	f(`(?<!abcdefg)hijklmn`, "hijklmn")
	f(`abcd(?! x)efgh`, "abcdefgh")
	f(`(?(abcdefg)hijklmn|opqrstu)`, "hijklmn", "opqrstu")
	f(`(?(abcdefg)hijklmn)`)
	f(`(?<n>x)?(?(n)hijklmn|opqrstu)`, "hijklmn", "opqrstu")
	f(`(?x)abc defg hij`)
	f(`(?x:abc defg hij)`)
	// Places where the log may differ.
	f(`was denied. Run setup`, "was denied")
	f(`denied: the cause`, "the cause")
	f(`object 'name of it' was`, "name of it")
	f(`isn't installed here`, "t installed here")
	f(`generated when "x" was run`, "generated when")
	f(`not found - stopping now`, "stopping now")
	f(`reading -DomainController it`, "domaincontroller it")
	f(`a non-critical task`, "a non-critical task")
	f(`working now...done`, "working now")
	f(`Failed \[Rule:X\] \[Message:abc`, "failed [rule")
	f(`one two  three`, "one two")
}

func TestRequiredGivesUpOnWhatItDoesNotKnow(t *testing.T) {
	for _, pattern := range []string{`abcdefg\q`, `abcdefg(`, `abcdefg)`, `[abcdefg`, `abcdefg**`, `(?P<n>abcdefg)`,
		`abcdefg\`, `+abcdefg`, `abcdefg\k`, `abcdefg\p{`, `(?#abcdefg`, `(?<>abcdefg)`, strings.Repeat("(", 5000) + "abcdefg"} {
		_, ok := Required(pattern)
		assert.False(t, ok, "%.40s", pattern)
	}
}

// realistic are patterns as rules have them, each with a text that matches.
var realistic = []struct{ pattern, text string }{
	{`a restart from a previous installation or update is pending`, `Microsoft Exchange Server setup cannot continue because a restart from a previous installation or update is pending.`},
	{`a re(?:start|boot) from a previous installation (?:or update )?is pending`, `A reboot from a previous installation is pending. Please restart the system and then rerun Setup.`},
	{`^Evaluated \[Rule:(?<rule>\w+)\] .*\[Value:"True"\]`, `Evaluated [Rule:RebootPending] [HasException:False] [Value:"True"] [ParentValue:"<NULL>"] [Thread:5]`},
	{`Failed \[Rule:RebootPending\]`, `Failed [Rule:RebootPending] [Message:Something]`},
	{`The Active Directory schema isn't up-to-date, and this user account isn't a member of the 'Schema Admins'`, `The Active Directory schema isn't up-to-date, and this user account isn't a member of the 'Schema Admins' and/or 'Enterprise Admins' groups.`},
	{`Used domain controller (?<dc>.+?) to read object (?<object>.+?)\.$`, `Used domain controller DC01.contoso.com to read object CN=A,DC=contoso,DC=com.`},
	{`Setup can(?:'t|not) continue with the upgrade because the '?(?<process>.+?)'? ?\(`, `Setup can't continue with the upgrade because the powershell (1234) has open files.`},
	{`Exception from HRESULT: 0x(?:80070005|800706BA)`, `The RPC server is unavailable. (Exception from HRESULT: 0x800706BA)`},
	{`problem 4003 \(INSUFF_ACCESS_RIGHTS\)`, `SecErr: DSID-03150F93, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0`},
	{`Active Directory response: 0000(?:2098|0005): \w+: DSID-`, `Active Directory response: 00002098: SecErr: DSID-03150F93, problem 4003`},
	{`\.msi failed\. Fatal error during installation\. Error code is 1603\.`, `Installing package D:\x\exchangeserver.msi failed. Fatal error during installation. Error code is 1603.`},
	{`Error code is (?<code>16\d\d)\. (?:The installation source|This (?:update|installation) package)`, `Error code is 1635. This update package could not be opened.`},
	{`Cannot start service (?<service>\S+) on computer '\.'`, `Cannot start service MSExchangeADTopology on computer '.'.`},
	{`Service '(?<service>[^']+)' failed to (?:reach status '(?<status>\w+)'|start)`, `Service 'FMS' failed to reach status 'Running' on this server.`},
	{`did not respond to the start or control request in a timely fashion`, `The service did not respond to the start or control request in a timely fashion`},
	{`Could not load file or assembly '(?<assembly>[^']+)'`, `System.IO.FileLoadException: Could not load file or assembly 'Microsoft.X, Version=1' or one of its dependencies.`},
	{`(?:System\.)?UnauthorizedAccessException: Access to the path (?:'(?<path>[^']+)' )?is denied`, `System.UnauthorizedAccessException: Access to the path 'C:\x' is denied.`},
	{`The certificate with thumbprint (?<thumbprint>[0-9A-F]{40}) was not found`, `The certificate with thumbprint 0123456789ABCDEF0123456789ABCDEF01234567 was not found.`},
	{`There are no more endpoints available from the endpoint mapper`, `COMException (0x800706D9): There are no more endpoints available from the endpoint mapper.`},
	{`\bwatermark\b.*\bexists\b.*\bprevious\b`, `A Watermark exists from the previous run`},
	{`(?s)otherWellKnownObjects attribute.*object (?<dn>CN=[^"]+)`, `links in the otherWellKnownObjects attribute in the container object CN=Microsoft Exchange,CN=Services`},
	{`The (?<role>\w+) server role isn't installed on this computer`, `The Mailbox server role isn't installed on this computer.`},
	{`returned actual error code (?<code>-?\d+)`, `ldifde.exe returned actual error code 8245, expected 0`},
	{`^There was an error while running 'ldifde\.exe' to import the schema file '(?<file>[^']+)'\. The error code is: (?<code>\d+)`, `There was an error while running 'ldifde.exe' to import the schema file 'C:\x.ldf'. The error code is: 8224. More`},
	{`[Pp]ending[Rr]eboot[Ww]indows`, `PendingRebootWindowsComponents`},
	{`inetsrv[\\/]config[\\/]applicationHost\.config`, `Filename: \\?\C:\Windows\system32\inetsrv\config\applicationHost.config`},
	{`Unable to load DLL 'ExSetupPerf\.dll'`, `Unable to load DLL 'ExSetupPerf.dll': The specified module could not be found.`},
	{`Process execution failed with exit code (?!0\b)(?<code>-?\d+)`, `Process execution failed with exit code 1062.`},
	{`(?:Access is denied|E_ACCESSDENIED|UnauthorizedAccess)`, `Win32Exception: Access is denied`},
	{`The operation couldn't be performed because object '(?<object>[^']*)' couldn't be found on '(?<dc>[^']*)'`, `The operation couldn't be performed because object 'EX1\x' couldn't be found on 'dc1.contoso.com'.`},
	{`RecipientTaskException|ManagementObjectNotFoundException`, `Microsoft.Exchange.ManagementObjectNotFoundException: x`},
	{`^Setup version: (?<build>15\.[012]\.\d+\.\d+)`, `Setup version: 15.1.2106.2.`},
	{`CurrentResult (?:console\.ProcessRunInternal|setupbase\.maincore):(?<n>\d+): [1-9]`, `CurrentResult setupbase.maincore:396: 1`},
	{`(?(Default Web Site)Default Web Site.*not found|virtual directory.*already exists)`, `The virtual directory 'x' already exists`},
	{`Database is mandatory on UserMailbox\.? Property Name: Database`, `Database is mandatory on UserMailbox. Property Name: Database`},
	{`Object reference not set to an instance of an object\.(?:\s+at\s+\S+)*\s+at Microsoft\.Exchange\.Management\.Tasks\.(?<task>\w+)\.`, `Object reference not set to an instance of an object. at A.B at Microsoft.Exchange.Management.Tasks.InitializeX.CreateOrMove(ADGroup ewp)`},
	{`(?<=\[Message:).*(?:not|isn't) up-to-date`, `Failed [Rule:X] [Message:The schema isn't up-to-date]`},
	{`The LDAP server is unavailable\.(?: --->)?`, `The LDAP server is unavailable. ---> System.DirectoryServices.Protocols.LdapException`},
	{`WCF request \(Get Servers for (?<forest>[^)]+)\) to the Microsoft Exchange Active Directory Topology service`, `WCF request (Get Servers for contoso.com) to the Microsoft Exchange Active Directory Topology service on server failed.`},
	{`No connection could be made because the target machine actively refused it(?: 127\.0\.0\.1:890)?`, `No connection could be made because the target machine actively refused it 127.0.0.1:890.`},
	{`FYDIBOHF23SPDLT`, `The Exchange Administrative Group (FYDIBOHF23SPDLT)`},
	{`SystemMailbox\{(?<id>[0-9a-f-]{36})\}`, `The system mailbox 'SystemMailbox{1f05a927-1111-2222-3333-444455556666}'`},
	{`'(?<cmd>[^']+)' is not recognized as (?:the name of a cmdlet|an internal or external command)`, `'where.exe' is not recognized as an internal or external command`},
	{`The term '(?<name>.+?)' is not recognized as the name of a cmdlet, function, script file, or operable program`, `The term 'Stop-SetupService' is not recognized as the name of a cmdlet, function, script file, or operable program.`},
	{`Keyset does not exist`, `CryptographicException: Keyset does not exist`},
	{`(?i)mapiexception(?:adpropertyerror|notfound): unable to mount database`, `MapiExceptionNotFound: Unable to mount database. (hr=0x8004010f, ec=-2147221233)`},
	{`Installing product (?<msi>.+?\.msi) failed`, `Installing product D:\exchangeserver.msi failed. The installation source`},
	{`This may happen if the Remote Registry service is not running`, `There was a problem accessing the registry on this computer. This may happen if the Remote Registry service is not running.`},
	{`The trust relationship between this workstation and the primary domain failed`, `The trust relationship between this workstation and the primary domain failed.`},
	{`(?:Unified Communications Managed API 4\.0|UCMA) ?(?:Runtime|Redistributable)?.*required`, `Unified Communications Managed API 4.0 Runtime is required`},
	{`.NET Framework 4\.(?<minor>[78])(?:\.\d)? (?:or later )?is required`, `This computer requires: .NET Framework 4.8 is required.`},
	{`Type library not registered|TYPE_E_LIBNOTREGISTERED`, `HRESULT: 0x8002801D (TYPE_E_LIBNOTREGISTERED)`},
	{`isn't valid\. Valid values are[:]? (?<values>.+)`, `The value "x" isn't valid. Valid values are: a, b`},
	{`(?>[a-z]+) service terminated with (?:the following|service-specific) error`, `The Microsoft Exchange Transport service terminated with the following error: x`},
	{`Group policy (?:\(GPO\) )?.{1,80}? execution ?policy`, `Group policy (GPO) sets the machine execution policy`},
	{`(?<a>DC=\w+,?)+.*(?:referral|A referral was returned)`, `CN=x,DC=a,DC=b: A referral was returned from the server`},
	{`\bDSID-[0-9A-F]{8}\b.*\bUPN value provided for addition/modification is not unique forest-wide`, `DSID-0C0903AA, the operation failed because UPN value provided for addition/modification is not unique forest-wide`},
	{`Mailbox(?:Database)?Server(?:s)?Unavailable|The following servers are unavailable`, `The following servers are unavailable: EX1`},
	{`(?#the old wording)reached status(?#the word)? of Stopped`, `reached statu of Stopped`},
	{`Service '?MpsSvc'? .*cannot be configured due to the following error`, `Service 'Windows Defender Firewall (MpsSvc)' cannot be configured due to the following error: Service 'MpsSvc' cannot be configured due to the following error`},
	{`Setup has detected a missing value\. Setup is adding the value (?<value>Prepare(?:Schema|Organization|Domain))`, `Setup has detected a missing value. Setup is adding the value PrepareSchema.`},
}

func TestRequiredHoldsForRealisticPatterns(t *testing.T) {
	without := 0
	for _, c := range realistic {
		re := compile(c.pattern)
		require.NotNil(t, re, c.pattern)
		require.True(t, matches(re, c.text), "%s does not match %s", c.pattern, c.text)
		set, ok := Required(c.pattern)
		if !ok {
			without++
			continue
		}
		checkSet(t, c.pattern, set)
		assert.True(t, holds(set, c.text), "%s: none of %q in %s", c.pattern, set, c.text)
		stripped := strip(c.text, set)
		assert.False(t, matches(re, stripped), "%s matches without its literals: %s", c.pattern, stripped)
	}
	assert.LessOrEqual(t, without, 5, "patterns without a literal")
}

// checkSet checks what holds for any required set.
func checkSet(t testing.TB, pattern string, set []string) {
	t.Helper()
	for i, literal := range set {
		assert.GreaterOrEqual(t, len(literal), MinLength, pattern)
		assert.Equal(t, asciiLower(literal), literal, pattern)
		assert.Equal(t, strings.Trim(literal, " -"), literal, pattern)
		assert.False(t, strings.ContainsAny(literal, "'\"`"), "%s: %q", pattern, literal)
		for _, stop := range []string{". ", ": ", "; ", "! ", "? ", ", ", " - ", "  ", ".."} {
			assert.NotContains(t, literal, stop, pattern)
		}
		for _, other := range set[i+1:] {
			assert.NotContains(t, other, literal, pattern)
			assert.NotContains(t, literal, other, pattern)
		}
		for _, c := range []byte(literal) {
			assert.True(t, c >= ' ' && c <= '~', "%s: %q", pattern, literal)
		}
	}
}

// strip breaks every literal of the set in the text.
func strip(text string, set []string) string {
	for again := true; again; {
		again = false
		for _, literal := range set {
			if i := strings.Index(asciiLower(text), literal); i >= 0 {
				text = text[:i] + "\x01" + text[i+2:]
				again = true
			}
		}
	}
	return text
}

// TestRequiredHoldsBeforeCanonicalForm: the text as it stands in the log differs from the one
// that the pattern sees, and still holds a literal.
func TestRequiredHoldsBeforeCanonicalForm(t *testing.T) {
	raw := strings.NewReplacer(". ", ".  ", ": ", ":\r\n\t", "; ", ";\t", "! ", "!  ", "? ", "?\r\n", ", ", ",\r\n", `" `, "\"\r\n",
		"'", "\u2019", `"`, "\u201d", " - ", " \u2013 ", " -", " \u2013", "...", "\u2026", "[Rule:", "[Rule: ", "[Message:", "[Message: ")
	for _, c := range realistic {
		if set, ok := Required(c.pattern); ok {
			assert.True(t, holds(set, raw.Replace(c.text)), "%s: none of %q in %q", c.pattern, set, raw.Replace(c.text))
		}
	}
}

// TestRequiredOfChangedPatterns edits realistic patterns blindly; whatever still compiles and
// matches must still hold.
func TestRequiredOfChangedPatterns(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"?", "*", "+", "|", "(", ")", "[", "]", "\\", "{2}", "{0,2}", "(?:", "(?i)", "(?=", "(?!", "(?<n>", "(?#", "^",
		"[^", "-", ".", "(?(", "\\b", "\\x4", "é", "(?>", "??", "{", "}", "{,1}", "(?<!", "(?<=", "[a-", "\\1", "\\k<n>", "\\<n>", "[[:", "x", "'", "\\c", "#", "(?x)", ":]"}
	matched := 0
	for range 30000 {
		c := realistic[rng.IntN(len(realistic))]
		pattern := c.pattern
		for range 1 + rng.IntN(4) {
			at, n := rng.IntN(len(pattern)+1), rng.IntN(3)
			pattern = pattern[:at] + pieces[rng.IntN(len(pieces))] + pattern[min(at+n, len(pattern)):]
		}
		set, ok := Required(pattern)
		if !ok {
			continue
		}
		checkSet(t, pattern, set)
		if re := compile(pattern); re != nil && matches(re, c.text) {
			matched++
			require.True(t, holds(set, c.text), "%s: none of %q in %s", pattern, set, c.text)
		}
	}
	assert.Greater(t, matched, 1000)
}

// grammar makes a random pattern together with a text that it matches.
type grammar struct{ *rand.Rand }

func (g grammar) pattern(depth int) (pattern, text string) {
	for range 1 + g.IntN(4) {
		p, t := g.part(depth)
		pattern, text = pattern+p, text+t
	}
	return pattern, text
}

func (g grammar) part(depth int) (pattern, text string) {
	if depth == 0 {
		return g.leaf()
	}
	p, t := g.pattern(depth - 1)
	q, u := g.pattern(depth - 1)
	switch g.IntN(12) {
	case 0:
		return "(?:" + p + "|" + q + ")", pick(g, t, u)
	case 1:
		return "(" + p + ")?", pick(g, t, "")
	case 2:
		return "(?<n>" + p + ")*", strings.Repeat(t, g.IntN(3))
	case 3:
		return "(?>" + p + ")+", strings.Repeat(t, 1+g.IntN(2))
	case 4:
		return "(?:" + p + "){1,2}?", strings.Repeat(t, 1+g.IntN(2))
	case 5:
		return "(?=" + p + ")" + p, t
	case 6:
		return p + "(?!" + q + "never)", t
	case 7:
		return p + "(?<=" + p + ")", t
	case 8:
		return "(?(" + p + ")" + p + "|" + q + ")", pick(g, t, u)
	case 9:
		return "(?i:" + p + ")", asciiLower(t)
	}
	return g.leaf()
}

func (g grammar) leaf() (pattern, text string) {
	word := pick(g, "Access is denied", "the service ", "Setup", "a", "installation.", "0x80070005", "file name", " - ", "can't ", "[Rule:Some")
	switch g.IntN(8) {
	case 0:
		return ".*?", pick(g, "", "anything")
	case 1:
		return `\w+`, "word"
	case 2:
		return `[^x\]]`, pick(g, "y", "[")
	case 3:
		return `[Aa]\b`, "A"
	case 4:
		return "(?#note)[.-]", pick(g, ".", "-")
	case 5:
		return "ab{2}", "abb"
	}
	return regexp2.Escape(word), pick(g, word, strings.ToUpper(word))
}

func pick(g grammar, words ...string) string { return words[g.IntN(len(words))] }

func TestRequiredOfGeneratedPatterns(t *testing.T) {
	g := grammar{rand.New(rand.NewPCG(3, 4))}
	matched := 0
	for range 4000 {
		pattern, text := g.pattern(g.IntN(4))
		set, ok := Required(pattern)
		if !ok || len(pattern) > 250 {
			continue
		}
		checkSet(t, pattern, set)
		if re := compile(pattern); re != nil && matches(re, text) {
			matched++
			require.True(t, holds(set, text), "%s: none of %q in %q", pattern, set, text)
		}
	}
	assert.Greater(t, matched, 600)
}

func FuzzRequired(f *testing.F) {
	for _, c := range realistic {
		f.Add(c.pattern, c.text)
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		set, ok := Required(pattern)
		if !ok || len(pattern) > 500 || len(text) > 500 || strings.ContainsAny(text, "\u0130\u212a") {
			return
		}
		checkSet(t, pattern, set)
		if re := compile(pattern); re != nil && matches(re, text) {
			require.True(t, holds(set, text), "%q: none of %q in %q", pattern, set, text)
		}
	})
}

func BenchmarkRequired(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		for _, c := range realistic {
			Required(c.pattern)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(realistic)), "us/pattern")
}
