package blocks

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func text(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('a' + i%23)
	}
	return b
}

// gather puts the blocks together again and checks the context round each.
func gather(t *testing.T, r io.ReaderAt, all []byte, to int64, o Options) []byte {
	t.Helper()
	var got []byte
	last := false
	scan := func(b Block, _ int) int { return len(b.Data) }
	take := func(b Block, n int) error {
		assert.Equal(t, len(b.Data), n, "the finding of this block")
		assert.False(t, last, "nothing comes behind the last block")
		last = b.Last
		assert.Equal(t, string(all[b.Offset:int(b.Offset)+len(b.Data)]), string(b.Data))
		assert.LessOrEqual(t, b.From, o.Before)
		got = append(got, b.Data[b.From:b.To]...)
		return nil
	}
	require.NoError(t, Each(context.Background(), r, 0, to, o, scan, take))
	assert.Equal(t, len(all) > 0, last)
	return got
}

func TestEachGivesEveryByteOnceAndInOrder(t *testing.T) {
	f := func(n, size, before, after, workers int) {
		t.Helper()
		all := text(n)
		o := Options{Size: size, Before: before, After: after, Workers: workers}
		assert.Equal(t, string(all), string(gather(t, bytes.NewReader(all), all, int64(n), o)))
	}
	f(1000, 64, 16, 16, 1)
	f(1000, 64, 16, 16, 3)
	f(1000, 7, 20, 33, 2)
	f(64, 64, 8, 8, 2)
	f(1, 64, 8, 8, 1)
	f(300_000, 0, 100, 100, 2)
}

func TestSequentialReadsStreams(t *testing.T) {
	all := text(5000)
	for _, r := range []io.Reader{bytes.NewReader(all), iotest.OneByteReader(bytes.NewReader(all))} {
		o := Options{Size: 100, Before: 30, After: 40}
		assert.Equal(t, string(all), string(gather(t, NewSequential(r), all, 1<<60, o)))
	}
	s := NewSequential(bytes.NewReader(all))
	_, err := s.ReadAt(make([]byte, 50), 0)
	require.NoError(t, err)
	_, err = s.ReadAt(make([]byte, 10), 10)
	assert.Error(t, err, "a stream does not go back")
	_, err = s.ReadAt(make([]byte, 10), 60)
	assert.Error(t, err, "and nothing of it is left out")
}

func TestEachEndsWithTheFirstError(t *testing.T) {
	stop := errors.New("stop")
	all := text(10_000)
	for _, workers := range []int{1, 4} {
		o := Options{Size: 100, Workers: workers}
		scan := func(Block, int) int { return 0 }
		taken := 0
		err := Each(context.Background(), bytes.NewReader(all), 0, int64(len(all)), o, scan, func(Block, int) error {
			if taken++; taken == 3 {
				return stop
			}
			return nil
		})
		assert.ErrorIs(t, err, stop)
		assert.Equal(t, 3, taken)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		err = Each(ctx, bytes.NewReader(all), 0, int64(len(all)), o, scan, func(Block, int) error { return nil })
		assert.ErrorIs(t, err, context.Canceled)
	}
}

func TestPanicReachesTheCaller(t *testing.T) {
	all := text(10_000)
	for _, workers := range []int{1, 3} {
		o := Options{Size: 100, Workers: workers}
		scan := func(b Block, _ int) int {
			if b.Offset >= 500 {
				panic("a block that nobody expected")
			}
			return 0
		}
		assert.Panics(t, func() {
			none := func(Block, int) int { return 0 }
			_ = Each(context.Background(), bytes.NewReader(all), 0, int64(len(all)), o, none, func(b Block, _ int) error {
				if b.Offset >= 500 {
					panic(errors.New("no place for it"))
				}
				return nil
			})
		})
		assert.Panics(t, func() {
			_ = Each(context.Background(), bytes.NewReader(all), 0, int64(len(all)), o, scan, func(Block, int) error { return nil })
		})
	}
}
