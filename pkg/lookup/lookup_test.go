package lookup

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// small is a set with one of each.
func small() *rules.Set {
	return &rules.Set{
		Rules: []*rules.Rule{
			{ID: "disk-full", Title: "The disk is full", Cause: "Event 2013 tells of it.", Match: rules.Condition{Entry: `There is not enough space on (?<drive>[A-Z]): \(error 112\)`}},
			{ID: "msi-failed-1603", Title: "The package failed", Cause: "Windows Installer gave up.", Match: rules.Condition{Failure: `Error code is (?<code>\d+)`}},
			{ID: "restart-needed", Title: "A restart is needed", Cause: "Windows waits for it.", Match: rules.Condition{
				Any: []rules.Condition{{Readiness: []string{"RebootPending"}, Message: "restart the computer"}},
			}},
			{ID: "schema-import", Title: "The schema was not imported", Cause: "A failed import.", Match: rules.Condition{Entry: "ldifde"},
				Variants: []rules.Variant{{When: rules.Condition{Capture: "code", Is: "8245"}, Cause: "A duplicate value."}}},
		},
		Articles: []*rules.Article{
			{ID: "blank-page", Title: "The page stays empty", Symptoms: []string{"blank page, isn't there"}, Codes: []string{"-2147023293"}, Events: []int{15021},
				Cause: "No certificate.", Remediation: []rules.Step{{Text: "Bind a certificate.", Command: "netsh http show sslcert"}}, Find: []string{"white page"}},
		},
	}
}

func found(query string) string {
	var list []string
	for _, h := range Find(small(), query) {
		list = append(list, h.ID+":"+string(h.By))
	}
	return strings.Join(list, " ")
}

func TestFind(t *testing.T) {
	f := func(query, want string) {
		t.Helper()
		assert.Equal(t, want, found(query), query)
	}
	f("disk-full", "disk-full:id")
	f("Disk Full", "disk-full:id")
	f("112", "disk-full:code")
	f("event 2013", "disk-full:code")
	f("15021", "blank-page:code")
	f("1603", "blank-page:code msi-failed-1603:code")
	f("0x80070643", "blank-page:code msi-failed-1603:code")
	f("0X643", "blank-page:code msi-failed-1603:code")
	f("-2147023293", "blank-page:code msi-failed-1603:code")
	f("rebootpending", "restart-needed:name")
	f("8245", "schema-import:code")
	f("not enough space on", "disk-full:phrase")
	f("page isn’t there", "blank-page:phrase")
	f("pages with certificates", "blank-page:words")
	f("netsh sslcert", "blank-page:words")
	f("why is my restart pending", "restart-needed:words")
	f("xyzzy", "")
	f("the of and", "")
	f("", "")
	f("how do I bake bread with a page", "")
	f("error code 9999", "")
	f("failed", "")
	f("exchange setup failed", "")
}

func TestSearchSaysWhichCodesNothingKnows(t *testing.T) {
	f := func(query string, want ...string) {
		t.Helper()
		assert.Equal(t, want, Search(small(), query).Unknown, query)
	}
	f("event 9999", "event 9999")
	f("9999 and 1603", "9999")
	f("0xdeadbeef on a page", "0xdeadbeef")
	f("event 15021")
	f("blank page")
}

// A short number alone is a code or an event; that it stands somewhere as a word says nothing.
func TestBareNumbers(t *testing.T) {
	set := small()
	set.Rules[0].Title = "The disk 5 is full, after 16 days, or 112"
	set.Articles[0].Codes = append(set.Articles[0].Codes, "0x80070005")
	f := func(query, want string, unknown ...string) {
		t.Helper()
		a := Search(set, query)
		var ids []string
		for _, h := range a.Hits {
			assert.Equal(t, ByCode, h.By)
			ids = append(ids, h.ID)
		}
		assert.Equal(t, want, strings.Join(ids, " "), query)
		assert.Equal(t, unknown, a.Unknown, query)
	}
	f("5", "blank-page")
	f(" 5 ", "blank-page")
	f("16", "", "16")
	f("-1", "", "-1")
	f("0", "", "0")
	f("112", "disk-full")
	assert.NotEmpty(t, Search(set, "16 days").Hits)
}

func TestTitlesComeBeforeCausesAndSteps(t *testing.T) {
	set := &rules.Set{Rules: []*rules.Rule{
		{ID: "a", Title: "Something else", Cause: "Nothing.", Remediation: []rules.Step{{Text: "Renew the certificate."}}},
		{ID: "b", Title: "Another thing", Cause: "The certificate is not renewed."},
		{ID: "c", Title: "A certificate to renew", Cause: "It is old."},
	}}
	var ids []string
	for _, h := range Find(set, "renewed certificates") {
		ids = append(ids, h.ID)
	}
	assert.Equal(t, []string{"c", "b", "a"}, ids)
}

func TestFindIsRepeatable(t *testing.T) {
	first := found("page restart disk package")
	for range 20 {
		require.Equal(t, first, found("page restart disk package"))
	}
}

func TestMergePutsMatchesBehindAnExactID(t *testing.T) {
	set := small()
	hits := Find(set, "restart needed")
	require.Equal(t, ByID, hits[0].By)
	merged := Merge(hits, []*rules.Rule{set.Rule("disk-full"), set.Rule("restart-needed")})
	var got []string
	for _, h := range merged[:2] {
		got = append(got, h.ID+":"+string(h.By))
	}
	assert.Equal(t, []string{"restart-needed:id", "disk-full:log"}, got)
	assert.Len(t, Merge(nil, []*rules.Rule{set.Rule("disk-full")}), 1)
}

func TestLongQueriesAreQuick(t *testing.T) {
	start := time.Now()
	Find(small(), strings.Repeat("the page stays empty and the disk is full ", 100_000))
	assert.Less(t, time.Since(start), 5*time.Second)
}

func TestPatternWords(t *testing.T) {
	f := func(pattern, want string) {
		t.Helper()
		assert.Equal(t, want, strings.Join(strings.Fields(patternWords(pattern)), " "), pattern)
	}
	f(`Couldn't find (?<what>.+?)\.$`, `Couldn't find . .`)
	f(`a(?:b|c)d`, "a b c d")
	f(`x[^'\]]+y{2,3}\d\bz`, "x. y . . z")
	f(`open [`, "open .")
	f(`\\Bin\\`, `\Bin\`)
	f(`(?<=now) here`, "now here")
}

func TestStem(t *testing.T) {
	f := func(words ...string) {
		t.Helper()
		for _, word := range words {
			assert.Equal(t, string(stem([]byte(words[0]))), string(stem([]byte(word))), word)
		}
	}
	f("stop", "stops", "stopped", "stopping")
	f("service", "services")
	f("install", "installed", "installs", "installation", "installing")
	f("access")
	f("status", "status")
	assert.Equal(t, "1603", string(stem([]byte("1603"))))
}

func TestCommonWordsAreSorted(t *testing.T) {
	for i := 1; i < len(commonWords); i++ {
		assert.Less(t, commonWords[i-1], commonWords[i])
	}
}

func TestDeclaredCodesAndEvents(t *testing.T) {
	set := &rules.Set{Rules: []*rules.Rule{
		{ID: "a", Title: "One", Codes: []string{"0x80004005"}},
		{ID: "b", Title: "Other", Events: []int{4027}},
	}}
	f := func(query, id string) {
		t.Helper()
		hits := Find(set, query)
		require.Len(t, hits, 1, query)
		assert.Equal(t, id+":code", hits[0].ID+":"+string(hits[0].By), query)
	}
	f("0x80004005", "a")
	f("-2147467259", "a")
	f("it ends with error code 0x80004005 after some minutes", "a")
	f("event 4027", "b")
	f("4027", "b")
}

// Whatever is asked, and whatever pattern is searched, there is an answer.
func FuzzFind(f *testing.F) {
	f.Add("blank page", `a(?:b|c)[^\]]{2,}\`)
	f.Add("0x80070643 -1 'isn’t' \xff", `(?<`)
	f.Add("event 15021", `[`)
	f.Fuzz(func(t *testing.T, query, pattern string) {
		set := small()
		set.Rules[0].Match.Entry = pattern
		for _, hit := range Find(set, query) {
			require.NotEmpty(t, hit.By)
		}
	})
}
