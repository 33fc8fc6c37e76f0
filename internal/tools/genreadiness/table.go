package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// check is a row of the table: a readiness check that is documented.
type check struct {
	id, name     string
	message      string // with {0} and the like for what varies; empty when it is not known
	remediation  string
	url          string
	severity     string
	messageRegex string // RE2, groups unnamed
}

// columns of the table that are read, in the order of the fields of a check.
var columns = []string{"id", "rule_id", "log_message", "remediation_in_own_words", "doc_url", "severity", "match_regex"}

func readTable(dir fs.FS, path string) ([]check, error) {
	f, err := dir.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan()
	at, err := columnPlaces(path, lines.Text())
	if err != nil {
		return nil, err
	}
	var table []check
	for n := 2; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) <= at[len(at)-1] {
			return nil, fmt.Errorf("%s:%d: the row has only %d columns; fill them up", path, n, len(cells))
		}
		table = append(table, newCheck(cells, at))
	}
	return table, lines.Err()
}

// columnPlaces finds the columns in the head of the table.
func columnPlaces(path, head string) ([]int, error) {
	places := make([]int, len(columns))
	names := strings.Split(head, "\t")
	for i, want := range columns {
		places[i] = -1
		for j, name := range names {
			if name == want {
				places[i] = j
			}
		}
		if places[i] < 0 {
			return nil, fmt.Errorf("%s: the table has no column %q", path, want)
		}
	}
	return places, nil
}

func newCheck(cells []string, at []int) check {
	c := check{
		id: cells[at[0]], name: cells[at[1]], message: cells[at[2]], remediation: cells[at[3]],
		url: cells[at[4]], severity: cells[at[5]], messageRegex: cells[at[6]],
	}
	if strings.HasPrefix(c.message, "(") { // a remark that the text is not known
		c.message = ""
	}
	c.message = strings.Join(strings.Fields(c.message), " ")
	return c
}

var featureCommand = regexp.MustCompile(`Install-WindowsFeature ([A-Za-z0-9-]+)`)

// feature is the Windows feature that cures the check, or "".
func (c check) feature() string {
	if m := featureCommand.FindStringSubmatch(c.remediation); m != nil {
		return m[1]
	}
	return ""
}
