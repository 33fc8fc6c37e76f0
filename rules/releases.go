package knowledge

import (
	"strconv"
	"strings"
)

// releaseName gives "2019 CU12" for 15.2.1118.7 and for 15.02.1118.007, "2019 CU12 or an update
// of it" for a build that is in no table but has the first three parts of one that is, or "".
func releaseName(build string) string {
	build, ok := normalBuild(build)
	if !ok {
		return ""
	}
	if row := buildTable.rowWith(build + "\t"); row != nil {
		return releaseOf(row)
	}
	if row := buildTable.rowWith(base(build) + "."); row != nil {
		return releaseOf(row) + " or an update of it"
	}
	return ""
}

// releaseOf is the name of the release in a row of builds.
func releaseOf(row []string) string {
	return strings.TrimPrefix(row[1], "Exchange Server ") + " " + row[2]
}

// normalBuild takes the leading zeros off the four parts of a build.
func normalBuild(build string) (string, bool) {
	parts := strings.Split(strings.TrimSpace(build), ".")
	if len(parts) != 4 {
		return "", false
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			return "", false
		}
		parts[i] = strconv.FormatUint(n, 10)
	}
	return strings.Join(parts, "."), true
}

func base(build string) string { return build[:strings.LastIndexByte(build, '.')] }
