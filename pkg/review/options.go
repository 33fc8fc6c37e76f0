package review

import (
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Options say how to review. The zero value reviews the last attempt with substance; only Rules
// has to be given.
type Options struct {
	// Rules to match.
	Rules *rules.Set
	// Attempts to review: the last one with substance, all, or one by its index.
	Attempts Attempts
	// DelegatedSetup answers the delegated-setup question.
	DelegatedSetup bool
	// Progress, when set, is told how many bytes of all sources have been read and how many
	// attempts found. It is called from one goroutine at a time, some times a second.
	Progress func(bytes int64, attempts int)
	// Workers is how many goroutines look at logs, or at one large log when there is but one; 0
	// takes what the machine has, up to four.
	Workers int

	blockSize  int  // of the first pass, for tests
	everyEntry bool // read every entry in the first pass, for tests
	reference  bool // try every pattern on every entry, for tests
}

// Attempts selects attempts. The zero value is the last one with substance.
type Attempts struct {
	All   bool
	Index int // 1 is the first in the source; 0 selects the last
}

// Input is one stream to review.
type Input struct {
	// Path is the name in the report.
	Path string
	// Root is the path that the user gave, under which this one was found. What was found under
	// the same one is listed in the order of its paths.
	Root string
	// Reader yields the bytes; the caller opens and closes it. When it is an io.ReaderAt and Size is
	// given, or when there is Keep, the reviewed attempt is read a second time, and the first pass is
	// much faster.
	Reader io.Reader
	Size   int64
	// Open, in place of Reader, opens the stream as often as it is called. It is read twice then,
	// and in place when what Open gives is an io.ReaderAt with a method Size.
	Open func() (io.ReadCloser, error)
	// Keep, when set, keeps the input until it is released, so that it can be read like a file: it
	// reads r, which is the input from its beginning on, to its end and gives an io.Reader that is an
	// io.ReaderAt with a method Size. Where it can not keep all of it, it says why, and gives a reader
	// of all that was or will be in r, which is then read only once. It is called at most once, and
	// for a log only.
	Keep func(r io.Reader) (io.Reader, error)
	// Release, when set, is called once when the review is done with the input.
	Release func()
	// Named is true when the user gave this path by name: what is no setup log is then an error.
	// Else it is only counted.
	Named bool
	// Beside is true for a file that lies beside a log which the user named, and has its Root: it is
	// no source, and only read for what ServiceControl.ps1 saved in it. It needs Open.
	Beside bool
}

func (in *Input) release() {
	if in.Release != nil {
		in.Release()
	}
}
