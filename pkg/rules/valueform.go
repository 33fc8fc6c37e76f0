package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/setuplogreview/setuplogreview/internal/lazy"
)

// The forms of values. Those that most reviews need are no regular expressions: to compile counted
// repetitions of classes takes longer than to use them once or twice.

const (
	maxLabel   = 63  // bytes of a part of a host name
	maxLabels  = 16  // parts of it
	maxService = 256 // bytes of the name of a service
)

// like is a form by a regular expression, which is compiled when first needed.
func like(expr string) func(string) bool {
	compiled := lazy.Regexp(expr)
	return func(value string) bool { return compiled().MatchString(value) }
}

const digits, hexDigits = "0123456789", "0123456789abcdefABCDEF"

// isMadeOf says whether a value has at most so many characters, at least one, and only these.
func isMadeOf(value string, most int, characters string) bool {
	return value != "" && len(value) <= most && strings.Trim(value, characters) == ""
}

func isNumber(value string) bool { return isMadeOf(strings.TrimPrefix(value, "-"), 20, digits) }

func isHex(value string) bool {
	if isMadeOf(value, 40, hexDigits) {
		return true
	}
	return len(value) > 2 && strings.EqualFold(value[:2], "0x") && isMadeOf(value[2:], 40, hexDigits)
}

// isBuild takes two to four numbers.
func isBuild(value string) bool {
	parts := strings.Split(value, ".")
	for _, part := range parts {
		if !isMadeOf(part, 5, digits) {
			return false
		}
	}
	return 2 <= len(parts) && len(parts) <= 4
}

func isGUID(value string) bool {
	parts := strings.Split(value, "-")
	if len(parts) != 5 {
		return false
	}
	for i, length := range [...]int{8, 4, 4, 4, 12} {
		if len(parts[i]) != length || !isMadeOf(parts[i], length, hexDigits) {
			return false
		}
	}
	return true
}

// isWord is the form of modes, isSwitch that of a switch of setup.
func isWord(value string) bool { return value != "" && len(value) <= 40 && onlyLetters(value) }

func isSwitch(value string) bool {
	name, found := strings.CutPrefix(value, "/")
	return found && name != "" && len(name) <= 80 && onlyLetters(strings.ReplaceAll(name, "_", ""))
}

// isHost says whether a value is a name in the manner of DNS or NetBIOS.
func isHost(value string) bool {
	labels := strings.Split(value, ".")
	for _, label := range labels {
		if len(label) > maxLabel || !isPlainName(label, "-") {
			return false
		}
	}
	return len(labels) <= maxLabels
}

func isServiceName(value string) bool { return len(value) <= maxService && isPlainName(value, ".-") }

// areServiceNames says whether a value is a list of them with commas.
func areServiceNames(value string) bool {
	for i, name := range strings.Split(value, ",") {
		if i > 0 {
			name = strings.TrimPrefix(name, " ")
		}
		if !isServiceName(name) {
			return false
		}
	}
	return true
}

// isPlainName says whether a value is made of ASCII letters, digits and underscores, and behind the
// first character of these marks, too.
func isPlainName(value, marks string) bool {
	for i := range len(value) {
		c := value[i]
		plain := isLetter(c) || '0' <= c && c <= '9' || c == '_'
		if !plain && (i == 0 || strings.IndexByte(marks, c) < 0) {
			return false
		}
	}
	return value != ""
}

// beginsWithWord says whether a value begins with a letter or digit of any script, or underscore.
func beginsWithWord(value string) bool {
	first, _ := utf8.DecodeRuneInString(value)
	return first == '_' || unicode.IsLetter(first) || unicode.IsNumber(first)
}

// beginsWithName also takes the brace that GUIDs stand in.
func beginsWithName(value string) bool { return beginsWithWord(value) || strings.HasPrefix(value, "{") }

// beginsWithAttribute says whether a value begins as a distinguished name does: letters and "=".
func beginsWithAttribute(value string) bool {
	attribute, _, found := strings.Cut(value, "=")
	return found && attribute != "" && onlyLetters(attribute)
}

func onlyLetters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || !isLetter(byte(r)) })
}

// beginsPath says whether a value begins with a drive, a share, or a key of the registry.
func beginsPath(value string) bool {
	switch {
	case strings.HasPrefix(value, `\\`):
		return len(value) > 2 && isPlainName(value[2:3], "")
	case len(value) > 2 && isLetter(value[0]) && value[1:3] == `:\`:
		return true
	}
	root, _, found := strings.Cut(value, `\`)
	return found && isRegistryRoot(strings.ToUpper(root))
}

// isRegistryRoot knows the roots as PowerShell and as the registry itself write them.
func isRegistryRoot(root string) bool {
	if name, long := strings.CutPrefix(root, "HKEY_"); long {
		return name != "" && onlyLetters(strings.ReplaceAll(name, "_", ""))
	}
	switch strings.TrimSuffix(root, ":") {
	case "HKLM", "HKCU", "HKCR", "HKU":
		return true
	}
	return false
}
