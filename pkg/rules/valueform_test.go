package rules

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The forms of names are held against the regular expressions that say the same.
func TestFormsOfNames(t *testing.T) {
	forms := []struct {
		expr string
		form func(string) bool
	}{
		{`^[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62}){0,15}$`, isHost},
		{`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,255}$`, isServiceName},
		{`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,255}(, ?[A-Za-z0-9_][A-Za-z0-9_.-]{0,255})*$`, areServiceNames},
		{`^[\p{L}\p{N}_]`, beginsWithWord},
		{`^[\p{L}\p{N}{_]`, beginsWithName},
		{`^[A-Za-z]+=`, beginsWithAttribute},
		{`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, isGUID},
		{`^-?[0-9]{1,20}$`, isNumber},
		{`^[0-9]{1,5}(\.[0-9]{1,5}){1,3}$`, isBuild},
		{`^(0[xX])?[0-9A-Fa-f]{1,40}$`, isHex},
		{`^/[A-Za-z_]{1,80}$`, isSwitch},
		{`^[A-Za-z]{1,40}$`, isWord},
		{`^(?i)([a-z]:\\|\\\\[a-z0-9_]|HK(LM|CU|CR|U):?\\|HKEY_[A-Z_]+\\)`, beginsPath},
	}
	long := strings.Repeat("a", 63)
	values := []string{
		"a", "-", ".", "_", "{", "EX01", "ex01.contoso.com", "EX-01", "-EX", "EX.", ".EX", "a..b", "EX 01", "EX01\n", "\u212a", "é1",
		"1", "\u0661", "\u2167", "\u02b0", "\u0301", "FMS, W3SVC", "FMS,W3SVC", "FMS,  W3SVC", "FMS, ", " FMS", "FMS;W3SVC", "MSExchangeIS.x-1", "a,b,c",
		long, long + "a", long + "." + long, strings.Repeat("a.", 15) + "a", strings.Repeat("a.", 16) + "a",
		strings.Repeat("s", 256), strings.Repeat("s", 257), "x, " + strings.Repeat("s", 257), "a\x00", "a$", "a'", "a\xff",
		"", "0", "-5", "--5", "5-", "+5", "12345678901234567890", "123456789012345678901", "15.2", "15.2.1118.7", "15.2.1118.7.1", "15..2",
		"15.", "123456.1", "0x80070005", "0X1f", "0x", "x1", "0x0x1", "g", strings.Repeat("f", 40), strings.Repeat("f", 41), "0x" + strings.Repeat("f", 41),
		"ee47ab1c-06fb-4791-9398-e2e95ed99c6c", "EE47AB1C-06FB-4791-9398-E2E95ED99C6C", "ee47ab1c06fb47919398e2e95ed99c6c", "ee47ab1c-06fb-4791-9398-e2e95ed99c6g",
		"ee47ab1c0-6fb-4791-9398-e2e95ed99c6c", "/IAcceptExchangeServerLicenseTerms_DiagnosticDataON", "/", "//a", "/_", "/a1", "/" + strings.Repeat("a", 81), "Upgrade", strings.Repeat("a", 41),
		"CN=x", "cn=", "=x", "C N=x", "c\u212a=x", "CN", `C:\`, `c:\x`, `C:`, `C:x`, `1:\`, `\\`, `\\s\x`, `\\-`, `\\\`, `\x`,
		`HKLM:\x`, `hklm\x`, `HKLM`, `HKLMX\x`, `HKU::\x`, `HKCC:\x`, `HKEY_LOCAL_MACHINE\x`, `HKEY_\x`, `HKEY__\`, `HKEY_1\x`, `HKEY_X`,
	}
	for _, f := range forms {
		want := regexp.MustCompile(f.expr)
		for _, value := range values {
			assert.Equal(t, want.MatchString(value), f.form(value), "%q by %s", value, f.expr)
		}
	}
}
