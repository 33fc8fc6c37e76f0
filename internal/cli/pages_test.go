package cli

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPagesGiveBackWhatWasWritten(t *testing.T) {
	for _, sizes := range [][]int{{}, {0}, {1}, {firstPage}, {firstPage - 1, 2}, {10, 3*nextPage + 7, 1}, {firstPage + nextPage}} {
		var p pages
		var want, got bytes.Buffer
		for i, size := range sizes {
			part := bytes.Repeat([]byte{byte('a' + i)}, size)
			want.Write(part)
			n, err := p.Write(part)
			require.NoError(t, err)
			assert.Equal(t, size, n)
		}
		n, err := p.WriteTo(&got)
		require.NoError(t, err)
		assert.Equal(t, int64(want.Len()), n)
		assert.True(t, bytes.Equal(want.Bytes(), got.Bytes()), "%v", sizes)
	}
}

func TestPagesEndWithTheFirstError(t *testing.T) {
	var p pages
	_, _ = p.Write(make([]byte, 3*nextPage))
	full := errors.New("full")
	n, err := p.WriteTo(&failing{err: full})
	assert.ErrorIs(t, err, full)
	assert.Zero(t, n)
}

type failing struct{ err error }

func (f *failing) Write([]byte) (int, error) { return 0, f.err }
