package rules

import "github.com/setuplogreview/setuplogreview/pkg/parser"

// kindSet is a set of kinds of source.
type kindSet uint8

// Kinds lists the kinds of source that a rule can name.
func Kinds() []parser.Kind {
	return []parser.Kind{
		parser.KindExchangeSetup, parser.KindServiceControl, parser.KindMSI,
		parser.KindLdifError, parser.KindUpdateScript, parser.KindEventLog,
	}
}

// newKindSet gives the kinds that a rule reads: setup logs and events unless it says otherwise.
func newKindSet(names []string) kindSet {
	if len(names) == 0 {
		names = DefaultSources()
	}
	var s kindSet
	for _, n := range names {
		s |= kindBit(parser.Kind(n))
	}
	return s
}

// DefaultSources lists the kinds of source that a rule reads when it names none.
func DefaultSources() []string {
	return []string{string(parser.KindExchangeSetup), string(parser.KindEventLog)}
}

func kindBit(k parser.Kind) kindSet {
	for i, known := range Kinds() {
		if k == known {
			return 1 << i
		}
	}
	return 0
}

// reads says whether a source of that kind is read; text of an unknown kind always is.
func (s kindSet) reads(k parser.Kind) bool {
	bit := kindBit(k)
	return bit == 0 || s&bit != 0
}
