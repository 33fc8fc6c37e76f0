package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func testRoot() *cobra.Command { return newRoot(Command{}.withDefaults(), new(int)) }

func TestNormalise(t *testing.T) {
	f := func(typed, want string) {
		t.Helper()
		got, err := normalise(testRoot(), strings.Fields(typed))
		require.NoError(t, err, typed)
		assert.Equal(t, want, strings.Join(got.args, " "), typed)
	}
	// The manner of PowerShell.
	f(`-SetupLog C:\x.log`, `--setup-log=C:\x.log`)
	f(`-setuplog C:\x.log`, `--setup-log=C:\x.log`)
	f(`-SETUPLOG C:\x.log`, `--setup-log=C:\x.log`)
	f(`-SetupLog:C:\x.log`, `--setup-log=C:\x.log`)
	f(`-SetupLog=C:\x.log`, `--setup-log=C:\x.log`)
	f(`-SetupLog: C:\x.log`, `--setup-log=C:\x.log`)
	f(`-Setup C:\x.log`, `--setup-log=C:\x.log`)
	f(`-s:C:\x.log`, `--setup-log=C:\x.log`)
	f(`-setup-log x`, `--setup-log=x`)
	f(`-setup_log x`, `--setup-log=x`)
	f(`-DelegatedSetup`, `--delegated-setup=true`)
	f(`-DelegatedSetup -SetupLog x`, `--delegated-setup=true --setup-log=x`)
	f(`-SetupLog x -DelegatedSetup`, `--setup-log=x --delegated-setup=true`)
	f(`-DelegatedSetup:$true`, `--delegated-setup=true`)
	f(`-DelegatedSetup:$false`, `--delegated-setup=false`)
	f(`-DelegatedSetup:False`, `--delegated-setup=false`)
	f(`-DelegatedSetup: False x.log`, `--delegated-setup=false x.log`)
	f(`-Delegated=0`, `--delegated-setup=false`)
	f(`-MinSeverity Warning -FailOn:never`, `--min-severity=Warning --fail-on=never`)
	f(`-NoColor`, `--no-color=true`)

	// The manner of everybody else.
	f(`--setup-log x`, `--setup-log=x`)
	f(`--setup-log=x`, `--setup-log=x`)
	f(`--setup-log=C:\x.log`, `--setup-log=C:\x.log`)
	f(`--SetupLog x`, `--setup-log=x`)
	f(`--setup x`, `--setup-log=x`)
	f(`--disable a --disable=b`, `--disable=a --disable=b`)

	// What web pages make of dashes.
	f("\u2013SetupLog x", `--setup-log=x`)
	f("\u2014SetupLog x", `--setup-log=x`)
	f("\u2212SetupLog x", `--setup-log=x`)
	f("\u2010\u2010setup\u2010log x", `--setup-log=x`)
	f("\u2013q", `--quiet=true`)
	f("-\u2013setup\u2011log=x", `--setup-log=x`)

	// Shorthands.
	f(`-q`, `--quiet=true`)
	f(`-v`, `--verbose=true`)
	f(`-h`, `--help=true`)
	f(`-o out.txt`, `--output=out.txt`)
	f(`-f json`, `--format=json`)
	f(`-f:json`, `--format=json`)
	f(`-fjson`, `--format=json`)
	f(`-ojson`, `--output=json`)
	f(`-qv`, `--quiet=true --verbose=true`)
	f(`-qo out.txt x`, `--quiet=true --output=out.txt x`)
	f(`-qfjson`, `--quiet=true --format=json`)
	f(`-out x`, `--output=x`)

	// A flag takes what follows, whatever it looks like.
	f(`-SetupLog -weird.log`, `--setup-log=-weird.log`)
	f(`-SetupLog completion`, `--setup-log=completion`)
	f(`-SetupLog -- x`, `--setup-log=-- x`)
	f(`--attempts -1`, `--attempts=-1`)
	f(`--output=`, `--output=`)

	// What is no flag stays.
	f(`x.log C:\y.log`, `x.log C:\y.log`)
	f(`-`, `-`)
	f(`-- -SetupLog completion`, `-- -SetupLog completion`)
	f(`a.log -q -- -b.log`, `a.log --quiet=true -- -b.log`)
	f(`/SetupLog x`, `/SetupLog x`)
	f(`-SetupLog=dir ./x.log`, `--setup-log=dir ./x.log`)
	f(`-SetupLog=dir .\x.log`, `--setup-log=dir .\x.log`)

	// Numbers with a minus are words of explain, wherever they stand, and flags elsewhere.
	f(`explain -2147024891`, `explain -- -2147024891`)
	f(`EXPLAIN error -2147024891 -f json twice`, `explain --format=json -- error -2147024891 twice`)
	f("explain \u22121018 -fjson", `explain --format=json -- -1018`)
	f(`explain -1018 -- -1022 -f`, `explain -- -1018 -1022 -f`)
	f(`explain -- -1018`, `explain -- -1018`)
	f(`explain -0x80070005`, `explain -- -0x80070005`)

	// Names of commands.
	f(`completion bash`, `completion bash`)
	f(`Completion POWERSHELL`, `completion POWERSHELL`)
	f(`x.log completion`, `x.log completion`)
	f(`./completion`, `./completion`)
	f(`HELP`, `help`)
	f(`completion -H`, `completion --help=true`)
}

func TestNormaliseRefuses(t *testing.T) {
	f := func(typed string, parts ...string) {
		t.Helper()
		_, err := normalise(testRoot(), strings.Fields(typed))
		require.Error(t, err, typed)
		assert.Equal(t, StatusUsage, statusOf(err), typed)
		for _, part := range parts {
			assert.Contains(t, err.Error(), part, typed)
		}
	}
	f(`-D`, `"-D" is ambiguous`, "-DelegatedSetup or -Disable")
	f(`--d`, `"--d" is ambiguous`, "--delegated-setup or --disable")
	f(`-V`, "-Verbose or -Version")
	f(`-F`, "-Format or -FailOn")
	f(`-SetpuLog x`, `no flag "-SetpuLog"`, "the nearest is -SetupLog")
	f(`--setpu-log=x`, "the nearest is --setup-log")
	f(`-Setuplogs x`, "the nearest is -SetupLog")
	f(`-vrebose`, "the nearest is -Verbose")
	f(`-ouput report.txt`, "the nearest is -Output")
	f(`-fromat json`, "the nearest is -Format")
	f(`-Delgated`, "the nearest is -DelegatedSetup")
	f(`-xyzzyplugh`, `no flag "-xyzzyplugh"`)
	f(`---setuplgo`, `no flag "---setuplgo"`)
	f(`-SetupLog`, "-SetupLog needs a value: -SetupLog PATH")
	f(`-SetupLog:`, "needs a value")
	f(`--rules`, "--rules needs a value: --rules DIR")
	f(`-DelegatedSetup:maybe`, "is a switch", "-DelegatedSetup:$false")
	f(`-2147024891`, `no flag "-2147024891"`)
	f(`explain --2147024891`, `no flag "--2147024891"`)
	f(`-SetupLog=ExchangeSetup .log`, "PowerShell has split", `-SetupLog 'ExchangeSetup.log'`)
	f(`-SetupLog:C:\a .b.log`, "PowerShell has split")
}

// Scripts depend on beginnings. A new flag must not make one of them ambiguous unnoticed.
func TestShortestBeginnings(t *testing.T) {
	want := map[string]string{
		"setup-log": "s", "delegated-setup": "de", "format": "fo", "output": "o",
		"attempts": "a", "fail-on": "fa", "min-severity": "mi", "rules": "r", "disable": "di",
		"quiet": "q", "verbose": "verb", "no-color": "n", "version": "vers", "help": "h",
		"max-total": "maxt", "max-entry": "maxentry", "max-entries": "maxentri", "max-nesting": "maxn", "max-ratio": "maxr",
	}
	root := testRoot()
	got := make(map[string]string)
	for _, flag := range flagsOf(root) {
		got[flag.Name] = shortestBeginning(root, flag.Name)
	}
	assert.Equal(t, want, got)
}

func shortestBeginning(root *cobra.Command, name string) string {
	n := &normaliser{command: root}
	for end := range len(name) {
		w, _ := parseFlagWord("--" + fold(name)[:end+1])
		if flag, err := n.find(w); err == nil && flag != nil {
			return w.name
		}
	}
	return ""
}

func TestShorthands(t *testing.T) {
	var got []string
	for _, flag := range flagsOf(testRoot()) {
		if flag.Shorthand != "" {
			got = append(got, flag.Shorthand)
		}
	}
	slices.Sort(got)
	assert.Equal(t, []string{"f", "h", "o", "q", "v"}, got)
}

func TestPascal(t *testing.T) {
	assert.Equal(t, "SetupLog", pascal("setup-log"))
	assert.Equal(t, "Quiet", pascal("quiet"))
}

func FuzzNormalise(f *testing.F) {
	for _, seed := range []string{
		"-SetupLog x", "-DelegatedSetup:$false", "--setup-log=x", "-qv", "-ojson", "\u2014s x",
		"-SetupLog=a .b", "completion bash", "-- -x", "explain -5 a -f json -- -6", "__complete -Se", "-\x00", "-é", "--=", "-:",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		args := strings.Split(typed, " ")
		got, err := normalise(testRoot(), args)
		if err != nil || isCompletionRequest(args[0]) {
			return
		}
		again, err := normalise(testRoot(), got.args)
		require.NoError(t, err, "what has been normalised must stay acceptable: %q", got.args)
		assert.Equal(t, got.args, again.args)
		assert.NotPanics(t, func() { _ = testRoot().ParseFlags(got.args) })
	})
}
