package parser

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"21/11/2022 00:50:54":       "2022-11-21",
		"11/21/2022 12:50:54 AM":    "2022-11-21",
		"11/03/2020 20:19:52":       "2020-11-03 or 2020-03-11",
		"3/3/2020 8:19:52 PM":       "2020-03-03",
		"03.04.2021  15:56:08":      "2021-04-03",
		"08-03-2021  19:57:49":      "2021-03-08",
		"03-31-2021 19:57:49":       "2021-03-31",
		"2023/08/16 2:00:00":        "2023-08-16",
		"2023-08-16 02:00:00":       "2023-08-16",
		"2021. 03. 04. 15:56:08":    "2021-03-04",
		"4.3.21 15:56:08":           "2021-03-04",
		"21/11/2565 00:50:54":       "2022-11-21",
		"31/02/2022 00:50:54":       "",
		"99/99/2022":                "",
		"21/11":                     "",
		"":                          "",
		"tomorrow":                  "",
		"21 11 2022":                "",
		"99999999999999/11/2022 10": "",
	} {
		days, _ := readDate([]byte(text))
		got := ""
		if !days.first.IsZero() {
			got = days.first.Format("2006-01-02")
		}
		if !days.other.IsZero() {
			got += " or " + days.other.Format("2006-01-02")
		}
		assert.Equal(t, want, got, text)
	}
}

func TestLocalTimeString(t *testing.T) {
	at := time.Date(2022, 11, 3, 8, 5, 9, 0, time.UTC)
	assert.Empty(t, LocalTime{}.String())
	assert.Equal(t, "2022-11-03 08:05:09", LocalTime{Time: at}.String())
	assert.Equal(t, "2022-11-03 or 2022-03-11, 08:05:09", LocalTime{Time: at, Other: time.Date(2022, 3, 11, 8, 5, 9, 0, time.UTC)}.String())
	assert.Equal(t, "08:05:09.440", LocalTime{Time: noDay.Add(8*time.Hour + 5*time.Minute + 9*time.Second + 440*time.Millisecond)}.String())
}

// localTimes gives the local times of the entries of a text.
func localTimes(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for e, err := range Entries(strings.NewReader(text), EntryOptions{Kind: KindOf([]byte(text))}) {
		require.NoError(t, err)
		assert.True(t, e.Time.IsZero(), "local time is no UTC")
		out = append(out, e.Local.String())
	}
	return out
}

func TestDaysOfScriptLogs(t *testing.T) {
	assert.Equal(t, []string{
		"23:59:58", "2022-11-21 23:59:58", "2022-11-21 23:59:59", "2022-11-22 00:00:01", "2022-11-22 02:30:00",
		"2022-11-22 02:00:10", // the end of summer time
		"2022-11-23 00:00:05", "21:00:00", "2022-12-24 21:00:00",
	}, localTimes(t, `[23:59:58] -----------------------------------------------
[23:59:58] * ServiceControl.ps1: 21/11/2022 23:59:58
[23:59:59] Saving service and registry data
[00:00:01] Stopping service 'MSExchangeIS'.
[02:30:00] Stopping service 'MSExchangeTransport'.
[02:00:10] Stopping service 'W3SVC'.
[00:00:05] Script completed succesfully.
[21:00:00] -----------------------------------------------
[21:00:00] * ServiceControl.ps1: 24.12.2022 21:00:00
`))
}

func TestClockWithDotsAndWithoutDate(t *testing.T) {
	assert.Equal(t, []string{"00:50:54", "00:50:55"}, localTimes(t, `[00.50.54] Saving service and registry data
[00.50.55] [Error] something
   at Somewhere
`))
}

func TestDaysOfInstallerLogs(t *testing.T) {
	assert.Equal(t, []string{
		"2021-03-08 23:58:49", "2021-03-08 23:58:49.405", "2021-03-08 23:58:49.405", "2021-03-08 23:58:48.900",
		"2021-03-09 00:01:02.001", "2021-03-09 00:01:05",
	}, localTimes(t, `=== Verbose logging started: 08-03-2021  23:58:49  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\Windows\system32\msiexec.exe ===
MSI (c) (EC:D4) [23:58:49:405]: Opening existing patch 'C:\Windows\Installer\7c68053.msp'.
Action start 23:58:49: INSTALL.
MSI (s) (B4!20) [23:58:48:900]: Note: 1: 2205
MSI (s) (B4:20) [00:01:02:001]: MainEngineThread is returning 0
=== Verbose logging stopped: 09-03-2021  0:01:05 ===
`))
}

func started(dates ...string) []*Attempt {
	var out []*Attempt
	for _, d := range dates {
		days, _ := readDate([]byte(d))
		a := &Attempt{LocalStarted: LocalTime{Time: days.first, Other: days.other}}
		a.LocalEnded = a.LocalStarted
		out = append(out, a)
	}
	return out
}

func TestOrderOfRunsSettlesDates(t *testing.T) {
	for name, c := range map[string]struct{ in, want []string }{
		"the one before forbids":  {[]string{"14/04/2020", "05/06/2020", "11/03/2020"}, []string{"2020-04-14", "2020-05-06 or 2020-06-05", "2020-11-03"}},
		"the one behind forbids":  {[]string{"11/03/2020", "14/04/2020"}, []string{"2020-03-11", "2020-04-14"}},
		"nothing decides":         {[]string{"11/03/2020"}, []string{"2020-11-03 or 2020-03-11"}},
		"both are impossible":     {[]string{"14/12/2021", "11/03/2020"}, []string{"2021-12-14", "2020-11-03 or 2020-03-11"}},
		"a chain from the end":    {[]string{"11/03/2020", "04/12/2020", "25/04/2020"}, []string{"2020-03-11", "2020-04-12", "2020-04-25"}},
		"runs without any header": {[]string{"", "11/03/2020"}, []string{"", "2020-11-03 or 2020-03-11"}},
	} {
		t.Run(name, func(t *testing.T) {
			list := started(c.in...)
			SettleDates(list)
			var got []string
			for _, a := range list {
				got = append(got, strings.TrimRight(strings.TrimSuffix(a.LocalStarted.String(), " 00:00:00"), ","))
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestEvidenceFollowsTheSettledDate(t *testing.T) {
	list := started("11/03/2020", "14/04/2020")
	entry := LocalTime{Time: list[0].LocalStarted.Time.Add(time.Hour), Other: list[0].LocalStarted.Other.Add(time.Hour)}
	SettleDates(list)
	assert.Equal(t, "2020-03-11 01:00:00", list[0].Settled(entry).String())
	assert.Equal(t, entry, list[1].Settled(entry))
}
