package source

// Limits bound what one archive may cost, with all that is packed inside it, however little it
// says itself. What is 0 takes the default.
type Limits struct {
	Total   int64 // bytes unpacked from one archive; default 4 GiB
	Entry   int64 // bytes of one file in it; default 2 GiB
	Entries int   // files and folders in it; default 50,000
	Nesting int   // how deep archives may stand inside the outermost one; default 3
	Ratio   int64 // unpacked bytes for each stored one, once there are more than 64 MiB; default 1,000
}

// The defaults of Limits.
const (
	DefaultTotal   = 4 << 30
	DefaultEntry   = 2 << 30
	DefaultEntries = 50_000
	DefaultNesting = 3
	DefaultRatio   = 1_000
)

// ratioFrom is how much may be unpacked before its ratio to the stored bytes matters.
const ratioFrom = 64 << 20

func (l Limits) withDefaults() Limits {
	if l.Total == 0 {
		l.Total = DefaultTotal
	}
	if l.Entry == 0 {
		l.Entry = DefaultEntry
	}
	if l.Entries == 0 {
		l.Entries = DefaultEntries
	}
	if l.Nesting == 0 {
		l.Nesting = DefaultNesting
	}
	if l.Ratio == 0 {
		l.Ratio = DefaultRatio
	}
	return l
}
