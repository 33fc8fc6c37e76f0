package cli

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// lockedBuffer is a buffer that a progress bar may write to while a test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestShortReviewsShowNoProgress(t *testing.T) {
	var out lockedBuffer
	p := startProgress(&out, 100, time.Hour)
	p.update(50, 1)
	p.stop()
	assert.NotContains(t, out.String(), "attempts found")
}

func TestProgressIsShownAndTakenAway(t *testing.T) {
	var out lockedBuffer
	p := startProgress(&out, 100<<10, 0)
	p.update(50<<10, 3)
	assert.Eventually(t, func() bool {
		return bytes.Contains([]byte(out.String()), []byte("attempts found: 3"))
	}, 20*time.Second, 5*time.Millisecond)
	p.stop()
}

func TestNoProgressForPipes(t *testing.T) {
	var none *progress
	assert.Nil(t, Command{Stderr: &bytes.Buffer{}}.newProgress(options{}, 100))
	none.stop()
}

func TestProgressOfUnknownLength(t *testing.T) {
	var out lockedBuffer
	p := startProgress(&out, 0, 0)
	p.update(50<<20, 3)
	assert.Eventually(t, func() bool {
		return bytes.Contains([]byte(out.String()), []byte("50.0 MiB"))
	}, 20*time.Second, 5*time.Millisecond)
	p.stop()
	assert.NotContains(t, out.String(), " of ")
}
