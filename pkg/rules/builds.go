package rules

import (
	"strconv"
	"strings"
)

// numbers takes a number or a dotted build apart; false when it is neither.
func numbers(s string) ([]int64, bool) {
	parts := strings.Split(strings.TrimSpace(s), ".")
	out := make([]int64, len(parts))
	for i, p := range parts {
		n, err := strconv.ParseInt(p, 10, 64)
		if err != nil {
			return nil, false
		}
		out[i] = n
	}
	return out, true
}

// less compares two numbers or two builds such as 15.1.2106.2; what is neither is never less.
func less(a, b string) bool {
	x, okX := numbers(a)
	y, okY := numbers(b)
	if !okX || !okY {
		return false
	}
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

// sameCumulativeUpdate says whether two builds belong to one cumulative update: they agree in
// all but the last part, which counts the updates on top of it.
func sameCumulativeUpdate(a, b string) bool {
	x, okX := numbers(a)
	y, okY := numbers(b)
	if !okX || !okY || len(x) < 3 || len(y) < 3 {
		return false
	}
	return x[0] == y[0] && x[1] == y[1] && x[2] == y[2]
}
