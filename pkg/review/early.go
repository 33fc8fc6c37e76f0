package review

import "sync"

// early begins at once to make something that is needed later, beside other work. What it gives
// waits until that is made; a panic goes on where it is called.
func early[T any](make func() T) func() T {
	get := sync.OnceValue(make)
	go func() {
		defer func() { _ = recover() }()
		get()
	}()
	return get
}
