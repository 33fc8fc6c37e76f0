package parser

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings a Reader tells apart, as Encoding names them.
const (
	encodingUTF8    = "utf-8"
	encodingUTF8BOM = "utf-8-bom"
	encodingUTF16LE = "utf-16le"
	encodingUTF16BE = "utf-16be"
	encoding1252    = "windows-1252"
)

const (
	sniffSize = 4 << 10  // bytes that decide on UTF-16 without a byte order mark
	rawSize   = 64 << 10 // bytes decoded at a time when text cannot be passed through
)

var utf8BOM = []byte("\xEF\xBB\xBF")

// Reader turns the bytes of a log into UTF-8. Byte order marks are removed, also in the middle
// of a file, where tools that append have left them. Bytes that are no UTF-8 are read as
// Windows-1252, from the first such byte on. It needs a constant amount of memory and is not
// for concurrent use.
type Reader struct {
	src      io.Reader
	encoding string
	started  bool
	read     int64
	err      error // of src, given after everything decoded

	raw     []byte // read and not yet decoded; a view of rawBuf
	rawBuf  []byte
	decoded []byte // decoded and not yet given; a view of outBuf
	outBuf  []byte
}

// NewReader returns a Reader that decodes r.
func NewReader(r io.Reader) *Reader {
	return &Reader{src: r, encoding: encodingUTF8}
}

// Encoding names what the text read so far was encoded in: utf-8, utf-8-bom, utf-16le,
// utf-16be or windows-1252.
func (r *Reader) Encoding() string { return r.encoding }

// BytesRead counts the bytes taken from the source, before decoding.
func (r *Reader) BytesRead() int64 { return r.read }

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if !r.started {
		r.start()
	}
	for len(r.decoded) == 0 {
		if r.canPassThrough(p) {
			return r.passThrough(p)
		}
		if r.err != nil && len(r.raw) == 0 {
			return 0, r.err
		}
		if n := r.decodeInto(p); n > 0 {
			return n, nil
		}
		r.decode()
	}
	n := copy(p, r.decoded)
	r.decoded = r.decoded[n:]
	return n, nil
}

// start reads the first bytes and decides on the encoding.
func (r *Reader) start() {
	r.started = true
	r.rawBuf = make([]byte, sniffSize)
	n, err := io.ReadFull(r.src, r.rawBuf)
	r.read = int64(n)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	r.err = err
	r.raw = r.rawBuf[:n]
	bom := 0
	r.encoding, bom = sniff(r.raw)
	r.raw = r.raw[bom:]
}

// sniff gives the encoding that the first bytes show and the length of the byte order mark.
func sniff(head []byte) (string, int) {
	switch {
	case bytes.HasPrefix(head, utf8BOM):
		return encodingUTF8BOM, 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return encodingUTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return encodingUTF16BE, 2
	}
	return sniffNULs(head), 0
}

// sniffNULs finds UTF-16 without a byte order mark: in the Latin text of a log one half of
// the bytes, always the same half, is almost all zero.
func sniffNULs(head []byte) string {
	if bytes.IndexByte(head, 0) < 0 {
		return encodingUTF8
	}
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i&1]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 2:
	case nuls[1]*2 > pairs && nuls[0]*10 < pairs:
		return encodingUTF16LE
	case nuls[0]*2 > pairs && nuls[1]*10 < pairs:
		return encodingUTF16BE
	}
	return encodingUTF8
}

func (r *Reader) isUTF16() bool {
	return r.encoding == encodingUTF16LE || r.encoding == encodingUTF16BE
}

// canPassThrough is true when the next bytes may be read straight into p.
func (r *Reader) canPassThrough(p []byte) bool {
	return len(r.raw) == 0 && r.err == nil && !r.isUTF16() && len(p) >= 512
}

// passThrough reads into p and leaves it at that when the bytes are clean UTF-8. If not, they
// take the way through decode.
func (r *Reader) passThrough(p []byte) (int, error) {
	if len(p) > rawSize-utf8.UTFMax {
		p = p[:rawSize-utf8.UTFMax]
	}
	n, err := r.src.Read(p)
	r.read += int64(n)
	r.err = err
	if utf8.Valid(p[:n]) && !bytes.Contains(p[:n], utf8BOM) {
		return n, err
	}
	r.grow()
	r.raw = r.rawBuf[:copy(r.rawBuf, p[:n])]
	r.decode()
	n = copy(p, r.decoded)
	r.decoded = r.decoded[n:]
	return n, nil
}

// decode turns raw bytes into decoded ones, after reading more when there are few. What is cut
// off at the end waits for the bytes that complete it.
func (r *Reader) decode() {
	if len(r.raw) <= utf8.UTFMax && r.err == nil {
		r.refill()
	}
	last := r.err != nil
	if r.outBuf == nil {
		r.outBuf = make([]byte, 0, 3*len(r.raw)+utf8.UTFMax)
	}
	out := r.outBuf[:0]
	var used int
	if r.isUTF16() {
		out, used = appendUTF16(out, r.raw, r.encoding == encodingUTF16BE, last)
	} else {
		out, used = r.appendUTF8(out, r.raw, last)
	}
	r.raw = r.raw[used:]
	r.outBuf, r.decoded = out[:0], out
}

// decodeInto decodes UTF-16 straight into p where that surely has room. It gives 0 when nothing came of
// it, and leaves the rest to decode.
func (r *Reader) decodeInto(p []byte) int {
	if !r.isUTF16() {
		return 0
	}
	if len(r.raw) <= utf8.UTFMax && r.err == nil {
		r.refill()
	}
	if len(p) < len(r.raw)+len(r.raw)/2+utf8.UTFMax {
		return 0
	}
	out, used := appendUTF16(p[:0:len(p)], r.raw, r.encoding == encodingUTF16BE, r.err != nil)
	r.raw = r.raw[used:]
	return len(out)
}

// grow makes the buffers as large as decoding wants them. Text that is passed through needs none.
func (r *Reader) grow() {
	if len(r.rawBuf) < rawSize {
		r.rawBuf = append(make([]byte, 0, rawSize), r.rawBuf...)[:rawSize]
		r.outBuf = make([]byte, 0, 2*rawSize)
	}
}

func (r *Reader) refill() {
	r.grow()
	kept := copy(r.rawBuf, r.raw)
	n, err := r.src.Read(r.rawBuf[kept:])
	r.read += int64(n)
	r.err = err
	r.raw = r.rawBuf[:kept+n]
}

// appendUTF8 appends src without byte order marks, and with bytes that are no UTF-8 decoded as
// Windows-1252. It returns how many bytes of src it used.
func (r *Reader) appendUTF8(out, src []byte, last bool) ([]byte, int) {
	i := 0
	for i < len(src) {
		c := src[i]
		if c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		}
		if !utf8.FullRune(src[i:]) {
			if !last {
				break
			}
			return r.appendCut(out, src[i:]), len(src)
		}
		ru, n := utf8.DecodeRune(src[i:])
		switch {
		case ru == utf8.RuneError && n == 1:
			r.encoding = encoding1252
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(c))
		case ru != '\uFEFF':
			out = append(out, src[i:i+n]...)
		}
		i += n
	}
	return out, i
}

// appendCut appends what stands at the very end and is the beginning of a character: one byte
// is an accented letter of Windows-1252, more are a character that was cut in two.
func (r *Reader) appendCut(out, tail []byte) []byte {
	if len(tail) > 1 {
		return utf8.AppendRune(out, utf8.RuneError)
	}
	r.encoding = encoding1252
	return utf8.AppendRune(out, charmap.Windows1252.DecodeByte(tail[0]))
}

// appendUTF16 appends src as UTF-8, without byte order marks. out has room for half as much
// again as src.
func appendUTF16(out, src []byte, bigEndian, last bool) ([]byte, int) {
	i := 0
	for i+1 < len(src) {
		var n int
		if out, n = appendASCII(out, src[i:], bigEndian); n > 0 {
			i += n
			continue
		}
		ru := rune(unit(src[i:], bigEndian))
		n = 2
		if utf16.IsSurrogate(ru) {
			if i+4 > len(src) && !last {
				break
			}
			ru, n = surrogate(src[i:], ru, bigEndian)
		}
		if ru != '\uFEFF' {
			out = utf8.AppendRune(out, ru)
		}
		i += n
	}
	if last {
		i = len(src) // half a character at the end of a file cut off
	}
	return out, i
}

// appendASCII appends ASCII characters, eight at a time, as long as there are nothing else: that
// is nearly all of a log. It returns how many bytes of src it used.
func appendASCII(out, src []byte, bigEndian bool) ([]byte, int) {
	const others = 0xFF80FF80FF80FF80
	n, at := 0, len(out)
	out = out[:cap(out)]
	for !bigEndian && len(src)-n >= 32 && len(out)-at >= 16 { // the usual case, in larger steps
		c, o := src[n:n+32:n+32], out[at:at+16:at+16]
		a, b := binary.LittleEndian.Uint64(c), binary.LittleEndian.Uint64(c[8:])
		d, e := binary.LittleEndian.Uint64(c[16:]), binary.LittleEndian.Uint64(c[24:])
		if (a|b|d|e)&others != 0 {
			break
		}
		binary.LittleEndian.PutUint64(o, pack(a)|pack(b)<<32)
		binary.LittleEndian.PutUint64(o[8:], pack(d)|pack(e)<<32)
		n += 32
		at += 16
	}
	for len(src)-n >= 16 && len(out)-at >= 8 {
		c := src[n : n+16 : n+16]
		a, b := binary.LittleEndian.Uint64(c), binary.LittleEndian.Uint64(c[8:])
		if bigEndian {
			a, b = swap(a), swap(b)
		}
		if (a|b)&others != 0 {
			break
		}
		binary.LittleEndian.PutUint64(out[at:], pack(a)|pack(b)<<32)
		n += 16
		at += 8
	}
	return out[:at], n
}

// swap exchanges the bytes of four 16-bit units.
func swap(w uint64) uint64 {
	const low = 0x00FF00FF00FF00FF
	return w>>8&low | w&low<<8
}

// pack moves the low bytes of four 16-bit units together.
func pack(w uint64) uint64 {
	w = (w | w>>8) & 0x0000FFFF0000FFFF
	return (w | w>>16) & 0x00000000FFFFFFFF
}

func unit(b []byte, bigEndian bool) uint16 {
	if bigEndian {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

// surrogate decodes a pair; half a pair is one replacement character.
func surrogate(src []byte, first rune, bigEndian bool) (rune, int) {
	if len(src) >= 4 {
		ru := utf16.DecodeRune(first, rune(unit(src[2:], bigEndian)))
		if ru != utf8.RuneError {
			return ru, 4
		}
	}
	return utf8.RuneError, 2
}
