package source

import "bytes"

// headSize is how much of a stream is looked at to tell an archive from a log.
const headSize = 512

// signature is what an archive of some kind begins with.
type signature struct {
	kind   string
	offset int
	bytes  string
}

func signatures() []signature {
	return []signature{
		{"a zip archive", 0, "PK\x03\x04"},
		{"an empty zip archive", 0, "PK\x05\x06"},
		{"a 7z archive", 0, "7z\xbc\xaf\x27\x1c"},
		{"a gzip archive", 0, "\x1f\x8b"},
		{"a tar archive", 257, "ustar"},
		{"a cabinet", 0, "MSCF"},
		{"a rar archive", 0, "Rar!\x1a\x07"},
		{"an xz archive", 0, "\xfd7zXZ\x00"},
		{"a bzip2 archive", 0, "BZh"},
	}
}

// archiveKind says what sort of archive begins like this, or "".
func archiveKind(head []byte) string {
	for _, s := range signatures() {
		if len(head) >= s.offset && bytes.HasPrefix(head[s.offset:], []byte(s.bytes)) {
			return s.kind
		}
	}
	return ""
}
