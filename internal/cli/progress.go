package cli

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progressDelay is how long a review runs before it shows how far it is. Most are done by then.
const progressDelay = time.Second

// progress shows on standard error how many bytes have been read and how many attempts found. A
// nil progress shows nothing.
type progress struct {
	container *mpb.Progress
	bar       *mpb.Bar
	show      *time.Timer
	attempts  atomic.Int64
}

// newProgress gives the progress of a review of so many bytes, 0 when nobody knows how many. It is
// nil when standard error is no terminal, or the user wants quiet.
func (c Command) newProgress(o options, total int64) *progress {
	if o.quiet || !isTerminal(c.Stderr) {
		return nil
	}
	return startProgress(c.Stderr, total, progressDelay)
}

func isTerminal(w io.Writer) bool {
	if out, ok := w.(*output); ok {
		w = out.Writer
	}
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

func startProgress(w io.Writer, total int64, delay time.Duration) *progress {
	shown := make(chan struct{})
	p := &progress{show: time.AfterFunc(delay, func() { close(shown) })}
	p.container = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40), mpb.WithRenderDelay(shown), mpb.WithAutoRefresh())
	p.bar = p.container.AddBar(total,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(counted(total)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			return fmt.Sprintf(" attempts found: %d", p.attempts.Load())
		})),
	)
	return p
}

// counted shows what has been read, of how much where that is known: it is not of folders and
// archives.
func counted(total int64) decor.Decorator {
	if total == 0 {
		return decor.CurrentKibiByte("% .1f ")
	}
	return decor.CountersKibiByte("% .1f of % .1f ")
}

// update is told by the review how far it is.
func (p *progress) update(bytes int64, attempts int) {
	p.attempts.Store(int64(attempts))
	p.bar.SetCurrent(bytes)
}

// stop takes the bar away.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.show.Stop()
	p.bar.Abort(true)
	p.container.Shutdown()
}
