package parser

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestParseHead(t *testing.T) {
	stamp := time.Date(2021, 3, 7, 18, 24, 37, 792e6, time.UTC)
	type want struct {
		time    time.Time
		level   int
		tag     Tag
		message string
	}
	f := func(line string, w want) {
		t.Helper()
		var c clock
		var h head
		if assert.True(t, parseHead([]byte(line), &c, &h), line) {
			assert.Equal(t, w, want{h.time, h.level, h.tag, line[h.message:]}, line)
			assert.True(t, h.stamped)
		}
	}
	f("[03/07/2021 18:24:37.0792] [0] Starting", want{stamp, 0, TagNone, "Starting"})
	f("[03-07-2021 18:24:37.0792] [1] Danish", want{stamp, 1, TagNone, "Danish"})
	f("[03.07.2021 18.24.37.0792] [2] points", want{stamp, 2, TagNone, "points"})
	f("[03. 07. 2021 18:24:37.0792] [1] Slovak", want{stamp, 1, TagNone, "Slovak"})
	f("[03\u200f/07\u200f/2021 18:24:37.0792] [1] marks", want{stamp, 1, TagNone, "marks"})
	f("[03/07/2021 18:24:37.792] [2] short fraction", want{stamp, 2, TagNone, "short fraction"})
	f("[03/07/2021 18:24:37.7920] [2] fraction of a second", want{stamp, 2, TagNone, "fraction of a second"})
	f("[03/07/2021 18:24:37.0792] [0] ", want{stamp, 0, TagNone, ""})
	f("[03/07/2021 18:24:37.0792] [0]", want{stamp, 0, TagNone, ""})
	f("[03/07/2021 18:24:37.0792] [17] deep", want{stamp, 3, TagNone, "deep"})
	f("[03/07/2021 18:24:37.0792] [0]  two blanks", want{stamp, 0, TagNone, " two blanks"})
	f("[03/07/2021 18:24:37.0792] [2] [ERROR] It broke.", want{stamp, 2, TagError, "It broke."})
	f("[03/07/2021 18:24:37.0792] [2] [Error] It broke.", want{stamp, 2, TagError, "It broke."})
	f("[03/07/2021 18:24:37.0792] [2] [WARNING] Careful.", want{stamp, 2, TagWarning, "Careful."})
	f("[03/07/2021 18:24:37.0792] [1] [REQUIRED] This.", want{stamp, 1, TagRequired, "This."})
	f("[03/07/2021 18:24:37.0792] [1] [RECOMENDED] That.", want{stamp, 1, TagRecommended, "That."})
	f("[03/07/2021 18:24:37.0792] [1] [RECOMMENDED] That.", want{stamp, 1, TagRecommended, "That."})
	f("[03/07/2021 18:24:37.0792] [1] [ERROR-REFERENCE] Id=a", want{stamp, 1, TagErrorReference, "Id=a"})
	f("[03/07/2021 18:24:37.0792] [2] [ServiceControl.ps1] x", want{stamp, 2, TagNone, "[ServiceControl.ps1] x"})
	f("[02/30/2021 18:24:37.0792] [0] no such day", want{time.Time{}, 0, TagNone, "no such day"})
	f("[03/07/2021 25:24:37.0792] [0] no such hour", want{time.Time{}, 0, TagNone, "no such hour"})
}

func TestParseHeadRefuses(t *testing.T) {
	for _, line := range []string{
		"", "[", "plain", "   at Microsoft.Exchange.Foo()",
		"[03/07/2021 18:24:37.0792] no level",
		"[03/07/2021 18:24:37] [0] no fraction",
		"[03/07/2021 18:24:37.] [0] empty fraction",
		"[03/07/2021 18:24:37.00792] [0] five digits",
		"[3/7/2021 18:24:37.0792] [0] one digit",
		"[00:50:54] a clock alone",
		"[MM/dd/yyyy HH:mm:ss.ffff] [0] a placeholder",
		" [03/07/2021 18:24:37.0792] [0] indented",
		"[03/07/2021 18:24:37.0792] [a] level",
		"[03/07/2021 18:24:37.0792] [1",
		"[03 -  - 07/2021 18:24:37.0792] [1] a separator too long",
		"[03. 07. 2021 18:24",
	} {
		assert.False(t, IsHead([]byte(line)), line)
	}
}

// The clock remembers a date; another date, also one that does not exist, has to replace it.
func TestClockForgetsDates(t *testing.T) {
	var c clock
	var h head
	at := func(line string) time.Time {
		assert.True(t, parseHead([]byte(line), &c, &h))
		return h.time
	}
	assert.Equal(t, 7, at("[03/07/2021 18:24:37.0792] [0] a").Day())
	assert.Equal(t, 7, at("[03/07/2021 18:24:38.0792] [0] a").Day())
	assert.True(t, at("[13/07/2021 18:24:38.0792] [0] a").IsZero())
	assert.Equal(t, 8, at("[03/08/2021 18:24:38.0792] [0] a").Day())
}

func TestParseHeadDoesNotAllocate(t *testing.T) {
	var c clock
	var h head
	line := []byte("[03/07/2021 18:24:37.0792] [2] [ERROR] It broke.")
	assert.Zero(t, testing.AllocsPerRun(100, func() { parseHead(line, &c, &h) }))
}
