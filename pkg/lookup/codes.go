package lookup

import (
	"strconv"
	"strings"
)

// code is the number that an error or event is known by. The same error is written in several
// ways: 1603, 0x643, 0x80070643, -2147023293.
type code uint32

// win32 is the upper half of codes that wrap an error of Windows.
const win32 = 0x80070000

// parseCode reads a word as a code; text before it is "-" when a minus stands there. A number
// needs three digits, or it is no code but a version or a count.
func parseCode(word string, minus bool) (code, bool) {
	if digits, hex := strings.CutPrefix(word, "0x"); hex {
		n, err := strconv.ParseUint(digits, 16, 32)
		return unwrap(n), err == nil && len(digits) >= 3
	}
	if len(word) < 3 || !isDigit(word[0]) {
		return 0, false
	}
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil || n > 1<<32-1 {
		return 0, false
	}
	if minus && n > 1<<30 {
		return unwrap(uint64(uint32(-n))), true
	}
	return unwrap(uint64(n)), true
}

// unwrap takes the error of Windows out of a code that wraps one.
func unwrap(n uint64) code {
	if n&0xffff0000 == win32 {
		n &= 0xffff
	}
	return code(n)
}
