package knowledge

import (
	"strconv"
	"strings"
)

// releases gives the readable names of builds.
type releases struct {
	exact map[string]string // 15.2.1118.7 -> 2019 CU12
	base  map[string]string // 15.2.1118 -> the first release with these parts
}

func newReleases(rows [][]string) releases {
	r := releases{exact: map[string]string{}, base: map[string]string{}}
	for _, row := range rows {
		build, known := normalBuild(row[0])
		if !known {
			continue
		}
		name := strings.TrimPrefix(row[1], "Exchange Server ") + " " + row[2]
		r.exact[build] = name
		if _, taken := r.base[base(build)]; !taken {
			r.base[base(build)] = name
		}
	}
	return r
}

// name gives "2019 CU12" for 15.2.1118.7 and for 15.02.1118.007, "2019 CU12 or an update of it"
// for a build that is in no table but has the first three parts of one that is, or "".
func (r releases) name(build string) string {
	build, ok := normalBuild(build)
	if !ok {
		return ""
	}
	if name := r.exact[build]; name != "" {
		return name
	}
	if name := r.base[base(build)]; name != "" {
		return name + " or an update of it"
	}
	return ""
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
