package rules

// phase is when a rule is evaluated: a rule that asks what others found comes after them.
type phase uint8

const (
	phaseFirst       phase = iota // asks nothing of other rules
	phaseUnclaimed                // takes the readiness rules that no other rule claims
	phaseUnexplained              // takes what nothing else explains
)

func phaseOf(match *node) phase {
	switch {
	case match.has(func(c *Condition) bool { return c.Unexplained }):
		return phaseUnexplained
	case match.has(func(c *Condition) bool { return c.Unclaimed }):
		return phaseUnclaimed
	}
	return phaseFirst
}
