package review

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// crew reviews inputs, a few at the same time.
type crew struct {
	opts   Options
	engine func() *rules.Engine
	size   int // how many goroutines there are

	mu       sync.Mutex
	busy     int // inputs in work, and helpers of large ones
	bytes    int64
	attempts int
	waiting  []*waiting // by path
}

func newCrew(opts Options) *crew {
	c := &crew{opts: opts, engine: sync.OnceValue(func() *rules.Engine { return rules.NewEngine(opts.Rules) }), size: opts.Workers}
	if c.size <= 0 {
		c.size = min(4, runtime.GOMAXPROCS(0))
	}
	return c
}

// job is one input and what came of it.
type job struct {
	in       Input
	report   *Report
	saved    *savedFile // the input is one
	err      error
	panicked error
}

// all reviews the inputs and gives the jobs in the order of the inputs.
func (c *crew) all(ctx context.Context, inputs iter.Seq[Input]) ([]*job, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan *job)
	var group sync.WaitGroup
	var jobs []*job
	for in := range inputs {
		j := &job{in: in}
		jobs = append(jobs, j)
		if len(jobs) <= c.size { // one more goroutine for each of the first inputs
			group.Go(func() { c.work(ctx, cancel, work) })
		}
		work <- j
		if ctx.Err() != nil {
			break
		}
	}
	close(work)
	group.Wait()
	return jobs, outcome(ctx, jobs)
}

// work reviews inputs until there are no more. An error ends the work of all.
func (c *crew) work(ctx context.Context, cancel func(), inputs <-chan *job) {
	for j := range inputs {
		if c.one(ctx, j); j.err != nil {
			cancel()
		}
	}
}

// outcome gives the first error. A panic goes on in the caller.
func outcome(ctx context.Context, jobs []*job) error {
	for _, j := range jobs {
		if j.panicked != nil {
			panic(j.panicked)
		}
	}
	for _, j := range jobs {
		if j.err != nil {
			return j.err
		}
	}
	return ctx.Err()
}

// one reviews one input, and keeps of it only what orders the report.
func (c *crew) one(ctx context.Context, j *job) {
	c.take(1)
	defer func() {
		if p := recover(); p != nil {
			j.panicked = fmt.Errorf("%v\n%s", p, debug.Stack())
			j.err = j.panicked
		}
		c.take(-1)
		j.in.release()
		j.in = Input{Path: j.in.Path, Root: j.in.Root}
	}()
	if j.err = ctx.Err(); j.err != nil {
		return
	}
	r := &reviewer{crew: c, ctx: ctx, report: &Report{}}
	j.report = r.report
	j.err = r.input(j.in)
	j.saved = r.saved
}

func (c *crew) take(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy += n
}

// helpers takes as many goroutines as are idle, which are given back with take.
func (c *crew) helpers() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := max(0, c.size-c.busy)
	c.busy += n
	return n
}

// progress tells how much more has been read.
func (c *crew) progress(bytes int64, attempts int) {
	if c.opts.Progress == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bytes += bytes
	c.attempts += attempts
	c.opts.Progress(c.bytes, c.attempts)
}
