package cli

import (
	"context"
	"fmt"
	"runtime/debug"
)

// outcome is what a function came to.
type outcome[T any] struct {
	value    T
	err      error
	panicked error
}

// await runs f and gives its result, or the context's error as soon as that ends, even while f
// is blocked in a read. A panic of f goes on in the caller, with the stack of f.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	done := make(chan outcome[T], 1)
	go func() { done <- guarded(f) }()
	select {
	case o := <-done:
		if o.panicked != nil {
			panic(o.panicked)
		}
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func guarded[T any](f func() (T, error)) (o outcome[T]) {
	defer func() {
		if r := recover(); r != nil {
			o.panicked = fmt.Errorf("%v\n%s", r, debug.Stack())
		}
	}()
	o.value, o.err = f()
	return o
}
