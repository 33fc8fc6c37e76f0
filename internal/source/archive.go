package source

import "bytes"

// headSize is how much of a stream is looked at to tell a log from an archive, and from what is
// no text.
const headSize = 4 << 10

// archive is a sort of archive.
type archive string

// The archives that are known.
const (
	noArchive   archive = ""
	zipArchive  archive = "a zip archive"
	sevenZip    archive = "a 7z archive"
	gzipArchive archive = "a gzip archive"
	tarArchive  archive = "a tar archive"
	cabinet     archive = "a cabinet"
	rarArchive  archive = "a rar archive"
	xzArchive   archive = "an xz archive"
	bzip2       archive = "a bzip2 archive"
)

// signature is what an archive of some kind begins with.
type signature struct {
	kind   archive
	offset int
	bytes  string
}

func signatures() []signature {
	return []signature{
		{zipArchive, 0, "PK\x03\x04"},
		{zipArchive, 0, "PK\x05\x06"},
		{zipArchive, 0, "PK\x07\x08PK\x03\x04"},
		{sevenZip, 0, "7z\xbc\xaf\x27\x1c"},
		{gzipArchive, 0, "\x1f\x8b"},
		{tarArchive, 257, "ustar"},
		{cabinet, 0, "MSCF"},
		{rarArchive, 0, "Rar!\x1a\x07"},
		{xzArchive, 0, "\xfd7zXZ\x00"},
		{bzip2, 0, "BZh"},
	}
}

// archiveKind says what sort of archive begins like this.
func archiveKind(head []byte) archive {
	for _, s := range signatures() {
		if len(head) >= s.offset && bytes.HasPrefix(head[s.offset:], []byte(s.bytes)) {
			return s.kind
		}
	}
	return noArchive
}
