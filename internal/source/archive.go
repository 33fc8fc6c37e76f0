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

	wordDocument   archive = "a Word document"
	officeDocument archive = "an Office document"
	compound       archive = "a Word document of the old kind, or another compound file"
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
		{compound, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
	}
}

// archiveKind says what sort of archive begins like this.
func archiveKind(head []byte) archive {
	for _, s := range signatures() {
		if len(head) >= s.offset && bytes.HasPrefix(head[s.offset:], []byte(s.bytes)) {
			return orDocument(s.kind, head)
		}
	}
	return noArchive
}

// ArchiveKind names the sort of archive or document that begins like this, such as "a zip
// archive"; it is empty for anything else.
func ArchiveKind(head []byte) string { return string(archiveKind(head)) }

// firstName is where the name of the first file in a zip archive stands.
const firstName = 30

// orDocument tells the documents of Office, which are zip archives, from other ones: by the first
// file, since logs may lie beside anything.
func orDocument(kind archive, head []byte) archive {
	if kind != zipArchive || len(head) < firstName {
		return kind
	}
	first := head[firstName:]
	switch {
	case bytes.HasPrefix(first, []byte("word/")):
		return wordDocument
	case !bytes.HasPrefix(first, []byte("[Content_Types].xml")):
		return kind
	case bytes.Contains(first, []byte("word/")):
		return wordDocument
	}
	return officeDocument
}

// isDocument is true for what people write and no log is packed into.
func (a archive) isDocument() bool {
	return a == wordDocument || a == officeDocument || a == compound
}
