package sevenzip

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/bodgit/sevenzip"
	"github.com/stangelandcl/ppmd"
	"github.com/ulikunitz/xz/lzma"

	"github.com/setuplogreview/setuplogreview/internal/source"
)

// maxMemory is the largest dictionary that is allocated. The largest that 7-Zip chooses by itself
// is 64 MiB.
const maxMemory = 256 << 20

// limitMemory replaces the decompressors whose memory an archive decides on by ones that look at
// it first, and those of other programs than 7-Zip by none.
func limitMemory() {
	sevenzip.RegisterDecompressor([]byte{0x03, 0x01, 0x01}, newLZMA)
	sevenzip.RegisterDecompressor([]byte{0x21}, newLZMA2)
	sevenzip.RegisterDecompressor([]byte{0x03, 0x04, 0x01}, newPPMD)
	for last := range byte(5) {
		sevenzip.RegisterDecompressor([]byte{0x04, 0xf7, 0x11, last + 1}, unknown)
	}
}

func unknown([]byte, uint64, []io.ReadCloser) (io.ReadCloser, error) { return nil, source.ErrMethod }

// decompressor is a reader and what it reads from.
type decompressor struct {
	io.Reader
	io.Closer
}

func checkMemory(n int64) error {
	if n > maxMemory {
		return fmt.Errorf("%w, %d MiB", source.ErrMemory, n>>20)
	}
	return nil
}

// checkForm checks what the archive says about a compressed stream.
func checkForm(properties []byte, want int, streams []io.ReadCloser) error {
	if len(properties) != want || len(streams) != 1 {
		return fmt.Errorf("7z: the properties of a compressed stream are wrong")
	}
	return nil
}

func newLZMA(properties []byte, size uint64, streams []io.ReadCloser) (io.ReadCloser, error) {
	if err := checkForm(properties, 5, streams); err != nil {
		return nil, err
	}
	if err := checkMemory(int64(binary.LittleEndian.Uint32(properties[1:]))); err != nil {
		return nil, err
	}
	header := binary.LittleEndian.AppendUint64(bytes.Clone(properties), size)
	r, err := lzma.NewReader(io.MultiReader(bytes.NewReader(header), streams[0]))
	return decompressor{r, streams[0]}, err
}

func newLZMA2(properties []byte, _ uint64, streams []io.ReadCloser) (io.ReadCloser, error) {
	if err := checkForm(properties, 1, streams); err != nil {
		return nil, err
	}
	code := properties[0]
	if code > 40 {
		return nil, checkMemory(1 << 40)
	}
	dictionary := (2 | int64(code)&1) << (code/2 + 11)
	if err := checkMemory(dictionary); err != nil {
		return nil, err
	}
	r, err := lzma.Reader2Config{DictCap: int(dictionary)}.NewReader2(streams[0])
	return decompressor{r, streams[0]}, err
}

func newPPMD(properties []byte, size uint64, streams []io.ReadCloser) (io.ReadCloser, error) {
	if err := checkForm(properties, 5, streams); err != nil {
		return nil, err
	}
	memory := int64(binary.LittleEndian.Uint32(properties[1:]))
	if err := checkMemory(memory); err != nil {
		return nil, err
	}
	r, err := ppmd.NewH7zReader(streams[0], int(properties[0]), int(memory), int(size))
	return decompressor{&r, streams[0]}, err
}
