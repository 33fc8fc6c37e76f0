package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// listenAfter is how long the program runs before it listens for interrupts: a review of a small log
// is over by then, and listening takes some threads, which is a fifteenth of its time. Until then an
// interrupt ends the program without a word, as it ends any other.
const listenAfter = 50 * time.Millisecond

// interruptible gives a context that ends when the user interrupts the program. A second interrupt
// ends the program at once.
func interruptible() context.Context {
	ctx, end := context.WithCancel(context.Background())
	time.AfterFunc(listenAfter, func() {
		interrupts := make(chan os.Signal, 1)
		signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
		<-interrupts
		signal.Stop(interrupts)
		end()
	})
	return ctx
}
