package rules

// applicable leaves out the steps whose condition does not hold in the attempt.
func (v *evaluation) applicable(steps []Step) []Step {
	var out []Step
	for _, s := range steps {
		if s.When == nil || v.eval(plainNode(s.When), -1).ok {
			out = append(out, s)
		}
	}
	return out
}

// plainNode is the node of a condition without patterns.
func plainNode(cond *Condition) *node {
	n := &node{cond: cond, probe: -1, without: -1}
	list := cond.kids()
	for i := range list {
		n.kids = append(n.kids, *plainNode(&list[i]))
	}
	return n
}
