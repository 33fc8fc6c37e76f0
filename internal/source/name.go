package source

import (
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxName is how much of a name inside an archive is shown.
const maxName = 1000

// memberPath gives the path under which something inside an archive is shown. The name is what
// somebody put there, so it is only ever shown: it is brought under the archive, with slashes.
func memberPath(archive, name string) string { return archive + "!" + cleanName(name) }

// cleanName makes a rooted path of a name in an archive: /dir/file.
func cleanName(name string) string {
	if !utf8.ValidString(name) {
		name = fromCP437(name)
	}
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[:maxName])
	}
	return name
}

// fromCP437 decodes a name in the code page that zip archives have without saying so.
func fromCP437(name string) string {
	var b strings.Builder
	for i := range len(name) {
		b.WriteRune(charmap.CodePage437.DecodeByte(name[i]))
	}
	return b.String()
}

// isFolderName says whether a name in an archive is that of a folder.
func isFolderName(name string) bool {
	return strings.HasSuffix(name, "/") || strings.HasSuffix(name, `\`)
}

// Under says whether a path is the root or was found under it.
func Under(path, root string) bool {
	if path == root || strings.HasPrefix(path, root+"!/") {
		return true
	}
	folder := filepath.Clean(root)
	if folder == "." {
		return !filepath.IsAbs(path)
	}
	return strings.HasPrefix(path, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}

// comparePaths orders paths part by part, so that what stands in a folder stays together.
func comparePaths(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if x, y := rank(a[i]), rank(b[i]); x != y {
			return x - y
		}
	}
	return len(a) - len(b)
}

// rank puts separators before everything else.
func rank(c byte) int {
	if c == '/' || c == '\\' {
		return -1
	}
	return int(c)
}
