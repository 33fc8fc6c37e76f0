package blocks

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
)

// parallel is Each on several goroutines, of which the caller is one: each takes the next block,
// reads and scans it, and puts it back in line. Whoever finds the block at the head of the line
// scanned gives it to the consumer.
func parallel[T any](ctx context.Context, r io.ReaderAt, from, to int64, o Options, scan func(Block, T) T, take func(Block, T) error) error {
	l := &line[T]{ctx: ctx, r: r, from: from, to: to, next: from, o: o, scan: scan, take: take}
	l.room.L = &l.mu
	var workers sync.WaitGroup
	for range o.Workers - 1 {
		workers.Go(l.work)
	}
	l.work()
	workers.Wait()
	if l.panicked != nil {
		panic(l.panicked)
	}
	return l.err
}

// line is the blocks that are being worked at, in the order of the file.
type line[T any] struct {
	ctx      context.Context
	r        io.ReaderAt
	from, to int64
	o        Options
	scan     func(Block, T) T
	take     func(Block, T) error

	mu     sync.Mutex
	room   sync.Cond // for another block, or there will be none
	next   int64     // offset of the block that nobody works at yet
	places []*place[T]
	free   []*place[T]
	taking bool // somebody gives blocks to the consumer
	over   bool
	err    error
	// panicked is what scan or take panicked with; it goes on in the caller of Each.
	panicked error
}

// place is a place in the line.
type place[T any] struct {
	job[T]
	at   int64
	err  error
	done bool
}

// work works at blocks until there are no more.
func (l *line[T]) work() {
	defer l.recovered()
	for p := l.begin(); p != nil; p = l.begin() {
		if p.err = p.read(l.r, p.at, l.from, l.to, l.o); p.err == nil {
			p.found = l.scan(p.block, p.found)
		}
		l.finish(p)
	}
}

// recovered ends the line when a worker panicked.
func (l *line[T]) recovered() {
	if p := recover(); p != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.panicked = fmt.Errorf("%v\n%s", p, debug.Stack())
		l.end(l.panicked)
	}
}

// begin gives the next block a place, or nil when there is none.
func (l *line[T]) begin() *place[T] {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.over && len(l.places) > l.o.Workers+l.o.Workers/2 {
		l.room.Wait()
	}
	if err := l.ctx.Err(); err != nil {
		l.end(err)
	}
	if l.over || l.next >= l.to {
		return nil
	}
	p := l.spare()
	p.at, p.err, p.done = l.next, nil, false
	l.next += int64(l.o.size())
	l.places = append(l.places, p)
	return p
}

// spare gives a place whose buffers were used last, since they are still near the processor.
func (l *line[T]) spare() *place[T] {
	n := len(l.free)
	if n == 0 {
		return &place[T]{}
	}
	p := l.free[n-1]
	l.free = l.free[:n-1]
	return p
}

// finish marks a block as scanned, and gives those at the head of the line to the consumer unless
// somebody does so already.
func (l *line[T]) finish(p *place[T]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.done = true
	if l.taking {
		return
	}
	l.taking = true
	for !l.over && len(l.places) > 0 && l.places[0].done {
		l.consume(l.places[0])
	}
	l.taking = false
}

// consume gives one block to the consumer, while the others work on.
func (l *line[T]) consume(p *place[T]) {
	if p.err != nil {
		l.end(p.err)
		return
	}
	err := l.hand(p)
	l.places = l.places[:copy(l.places, l.places[1:])]
	l.free = append(l.free, p)
	if err != nil || p.block.Last {
		l.end(err)
	}
	l.room.Broadcast()
}

func (l *line[T]) hand(p *place[T]) error {
	l.mu.Unlock()
	defer l.mu.Lock()
	return l.take(p.block, p.found)
}

// end lets nobody begin another block. The first error counts.
func (l *line[T]) end(err error) {
	if !l.over {
		l.over, l.err = true, err
	}
	l.room.Broadcast()
}
