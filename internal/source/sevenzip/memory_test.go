package sevenzip

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/internal/source"
)

func streams() []io.ReadCloser { return []io.ReadCloser{io.NopCloser(strings.NewReader("\x00"))} }

// An archive does not decide how much memory is taken.
func TestLargeDictionariesAreRefused(t *testing.T) {
	_, err := newLZMA([]byte{0x5d, 0, 0, 0, 0x20}, 1, streams())
	require.ErrorIs(t, err, source.ErrMemory)
	assert.Contains(t, err.Error(), "512 MiB")
	for _, code := range []byte{33, 38, 40, 41, 255} {
		_, err = newLZMA2([]byte{code}, 1, streams())
		assert.ErrorIs(t, err, source.ErrMemory, code)
	}
	_, err = newLZMA2([]byte{24}, 1, streams())
	assert.NoError(t, err)
	_, err = newPPMD([]byte{6, 0, 0, 0, 0x40}, 1, streams())
	assert.ErrorIs(t, err, source.ErrMemory)
}

func TestWrongPropertiesAreRefused(t *testing.T) {
	for _, properties := range [][]byte{nil, {1, 2}, {1, 2, 3, 4, 5, 6}} {
		_, err := newLZMA(properties, 1, streams())
		require.Error(t, err)
		_, err = newLZMA2(properties, 1, streams())
		require.Error(t, err)
		_, err = newPPMD(properties, 1, streams())
		require.Error(t, err)
	}
	_, err := newLZMA2([]byte{24}, 1, nil)
	assert.Error(t, err)
}

func TestOtherMethodsAreRefused(t *testing.T) {
	_, err := unknown(nil, 0, nil)
	assert.ErrorIs(t, err, source.ErrMethod)
}

func TestNoArchive(t *testing.T) {
	_, err := Open(strings.NewReader("text"), 4)
	assert.Error(t, err)
}
