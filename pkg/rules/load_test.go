package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// goodRule is a rule without mistakes, which the tests spoil.
const goodRule = `rules:
  - id: disk-is-full
    title: The disk {{drive}} is full
    category: environment
    match:
      entry: 'there is not enough room on drive (?<drive>[A-Z]:)'
      tags: [error]
    captures:
      folder: {before: 'copying files to folder (?<folder>.+)$', type: path}
      host: {fact: server, type: host}
    identity: [drive]
    cause: The drive {{drive|that setup needs}} of {{server}} is full.
    remediation:
      - text: Look at the folder.
        command: Get-ChildItem '{{folder}}'
      - text: Make room.
        command: del "{{folder}}"
        shell: cmd
        effect: server
      - text: This deletes the old logs, which cannot come back.
        effect: destructive
    tests:
      - name: full
        log: there is not enough room on drive C
        captures: {drive: 'C:'}
      - name: not full
        not: there is room
`

func loadText(text string) ([]*Rule, error) {
	return Load(fstest.MapFS{"environment/disk.yaml": {Data: []byte(text)}}, LoadOptions{FolderIsCategory: true})
}

func TestLoadGivesRulesWithDefaults(t *testing.T) {
	rules, err := loadText(goodRule)
	require.NoError(t, err)
	require.Len(t, rules, 1)
	r := rules[0]
	assert.Equal(t, "environment/disk.yaml", r.Path)
	assert.Equal(t, 2, r.Line)
	assert.Equal(t, SeverityError, r.Severity)
	assert.Equal(t, ConfidenceCertain, r.Confidence)
	assert.Equal(t, RankNormal, r.Rank)
	assert.Equal(t, EffectReads, r.Remediation[0].Effect)
	assert.Equal(t, ShellPowerShell, r.Remediation[0].Shell)
	assert.Equal(t, ShellCmd, r.Remediation[1].Shell)
	assert.Empty(t, r.Remediation[2].Shell, "a step without a command has no shell")
}

func TestLoadReadsDurations(t *testing.T) {
	rules, err := loadText(strings.Replace(goodRule, "tags: [error]", "silence: 1h10m", 1))
	require.NoError(t, err)
	assert.Equal(t, 70*time.Minute, rules[0].Match.Silence)
}

func TestLoadSortsRulesOfAllFiles(t *testing.T) {
	other := strings.Replace(goodRule, "disk-is-full", "a-first-rule", 1)
	rules, err := Load(fstest.MapFS{
		"a.yaml":         {Data: []byte(goodRule)},
		"deep/er/b.yaml": {Data: []byte(other)},
		"notes.txt":      {Data: []byte("no rules")},
	}, LoadOptions{})
	require.NoError(t, err)
	require.Len(t, rules, 2)
	assert.Equal(t, "a-first-rule", rules[0].ID)
	assert.Equal(t, "disk-is-full", rules[1].ID)
}

// Each case replaces a part of the good rule and says what must be told, and where.
func TestLoadTellsMistakes(t *testing.T) {
	f := func(old, replacement, want string) {
		t.Helper()
		require.Equal(t, 1, strings.Count(goodRule, old), "the case has to change one place: %s", old)
		_, err := loadText(strings.Replace(goodRule, old, replacement, 1))
		require.Error(t, err, want)
		var wrong *LoadError
		require.ErrorAs(t, err, &wrong)
		assert.Contains(t, err.Error(), want)
	}
	// Form.
	f("title:", "titel:", `disk.yaml:3:5: unknown key "titel"; did you mean "title"?`)
	f("tags: [error]", "tgas: [error]", `7:7: unknown key "tgas"; did you mean "tags"?`)
	f("    category: environment\n", "    category: environment\n    id: another\n", `5:5: the key "id" stands here a second time; the first is in line 2`)
	f("tags: [error]", "tags: error", `7:13: here stands "error", expected a list`)
	f("tags: [error]", "silence: soon", `7:16: here stands "soon", expected a duration such as 10m`)
	f("tags: [error]", "silence: -5m", `expected a duration`)
	f("tags: [error]", "level: high", `7:14: here stands "high", expected a whole number`)
	f("effect: server", "confirmed: maybe", `here stands "maybe", expected true or false`)
	f("title: The disk {{drive}} is full", "title:", `here stands nothing, expected text`)
	f("title: The disk {{drive}} is full", "title: {a: b}", `here stands a mapping, expected text`)
	f("identity: [drive]", "identity: &a [drive]\n    supersedes: *a", `an alias (*a) is not allowed`)
	f("'there is", `"\there is \Q`, `not valid YAML`)
	// Required keys.
	f("id: disk-is-full\n    title", "title", `2:5: rule "" has no id`)
	f("    title: The disk {{drive}} is full\n", "", `has no title`)
	f("    category: environment\n", "", `has no category`)
	f("    cause: The drive {{drive|that setup needs}} of {{server}} is full.\n", "", `has no cause`)
	f("cause: The drive {{drive|that setup needs}} of {{server}} is full.", "cause: ' '", `cause is empty`)
	// Names.
	f("disk-is-full", "DiskIsFull", `id "DiskIsFull" is not in kebab case`)
	f("category: environment", "category: mailbox", `category "mailbox" is not the name of the folder, "environment"`)
	f("category: environment", "category: environment\n    severity: errors", `unknown severity "errors"; did you mean "error"?`)
	f("category: environment", "category: environment\n    confidence: sure", `unknown confidence "sure"; known ones: certain, likely, possible`)
	f("category: environment", "category: environment\n    rank: rot", `unknown rank "rot"; did you mean "root"?`)
	f("category: environment", "category: environment\n    sources: [exchange-setup, mis]", `5:31: unknown kind of source "mis"; did you mean "msi"?`)
	f("tags: [error]", "tags: [warn]", `unknown tag "warn"`)
	f("tags: [error]", "tags: [error, error]", `tag "error" stands twice`)
	f("tags: [error]", "position: middle", `unknown position "middle"`)
	f("tags: [error]", "level: 4", `level 4 does not exist`)
	f("tags: [error]", "atLeast: 0", `atLeast is 0`)
	f("effect: server", "effect: sever", `unknown effect "sever"; did you mean "server"?`)
	f("shell: cmd", "shell: bash", `unknown shell "bash"`)
	f("type: path", "type: folder", `unknown type "folder"`)
	// Conditions.
	f("tags: [error]", "part: message", `"part" does not go with "entry"; it goes with failure`)
	f("tags: [error]", "script: 'x'", `this condition is several at once (entry, script)`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags", "tags", `this condition says nothing to look at`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "all: []", `the list of "all" is empty`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "fact: servr\n      is: a", `unknown fact "servr"; did you mean "server"?`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "fact: server\n      equals: servr", `7:15: unknown fact "servr"; did you mean "server"?`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "fact: setupBuild\n      less: newer", `"newer" is neither a number or build nor a fact`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "setting: 'A B'", `"A B" is no name of a setting`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "fact: server\n      is: a\n      isNot: b", `compares several times (is, isNot)`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "fact: server\n      is: ''", `"is" compares with nothing`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "capture: drive\n      is: a", `in the "when" of a variant only`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "option: delegated", `unknown option "delegated"`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "unexplained: false", `asks nothing`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "readiness: ['*', Other]", `it has to stand alone`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "sequence: [{entry: 'first entry'}, {script: x}]", `"script" cannot stand in a sequence`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "sequence: [{entry: 'first entry'}]", `a sequence of one`)
	f("entry: 'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "failure: 'x'\n      part: inside", `unknown part "inside"`)
	// Patterns.
	f("(?<drive>[A-Z]:)'", "(?<drive>[A-Z]:'", `6:14: the pattern does not compile`)
	f("'there is not enough room on drive (?<drive>[A-Z]:)'", "''", `the pattern is empty`)
	f("entry: 'there is not", "entry: 'there is  not", `two blanks in a row never match`)
	f("entry: 'there is not", "entry: 'there “is” not", `the typographic character '“' never matches`)
	f("'there is not enough room on drive (?<drive>[A-Z]:)'\n      tags: [error]", "'room (?<drive>[A-Z]:)'", `no text of at least 7 characters`)
	// Captures and texts.
	f("identity: [drive]", "identity: [drvie]", `identity names "drvie", which is no capture of this rule; did you mean "drive"?`)
	f("fact: server, type", "fact: severr, type", `unknown fact "severr"`)
	f("fact: server, type", "fact: server, setting: S, type", `comes from several places`)
	f("{fact: server, type: host}", "{type: host}", `capture "host" comes from nowhere`)
	f("(?<folder>.+)$', type", "(?<fodler>.+)$', type", `the pattern has no group (?<folder>…)`)
	f("of {{server}} is", "of {{servre}} is", `{{servre}} in cause is neither a capture of this rule nor a fact; did you mean "server"?`)
	f("of {{server}} is", "of {{ser ver}} is", `is no placeholder`)
	f("of {{server}} is", "of [[{{server}} is", `is one half of an optional part`)
	f("'{{folder}}'", "'{{drive}}'", `{{drive}} in command has no type`)
	f("'{{folder}}'", "{{folder}}", `{{folder}} has the type path and has to stand inside single quotes`)
	f("'{{folder}}'", `"'{{folder}}'"`, `stand inside single quotes`)
	f(`"{{folder}}"`, `'{{folder}}'`, `has to stand inside double quotes`)
	f("'{{folder}}'", `--% '{{folder}}'`, `after --%`)
	f("'{{folder}}'", `‘x’`, `typographic quote`)
	// Steps.
	f("      - text: Make room.\n        command", "      - command", `this step has no text`)
	f("effect: server\n", "effect: destructive\n      - {text: Change it., effect: server}\n", `a destructive step has to stand last`)
	f("effect: server", "saveFirst: true", `saveFirst is for steps that change something`)
	f("effect: server", "confirmed: false", `begin it with "Not confirmed:"`)
	f("- text: Make room.", "- use: other-steps\n      - text: Make room.", `there are no shared steps "other-steps"`)
	f("        effect: destructive\n", "        shell: cmd\n", `names a shell but has no command`)
	f("effect: server", "when: {fact: servr}", `unknown fact "servr"; did you mean "server"?`)
	f("effect: server", "when: {entry: 'there is not enough room'}", `"entry" cannot stand in the "when" of a step; only fact, all, any, none can`)
	f("effect: server", "when: {none: [{capture: drive}]}", `"capture" cannot stand in the "when" of a step`)
	f("effect: server", "when: {fact: server, matches: EX}", `the "when" of a step compares no patterns`)
	f("identity: [drive]", "variants: [{when: {capture: drive, is: a}, remediation: [{text: T., when: {fact: server}}]}]", `every step here has a condition`)
	// Precedence and references.
	f("identity: [drive]", "supersedes: [disk-is-full]", `the rule names itself in supersedes`)
	f("identity: [drive]", "causes: ['Bad Id']", `"Bad Id" in causes is no rule id`)
	f("identity: [drive]", "references: [{title: T, url: nowhere}]", `url "nowhere" is no web address`)
	// Variants.
	f("identity: [drive]", "variants: [{title: T}]", `this variant has no "when"`)
	f("identity: [drive]", "variants: [{when: {capture: drvie, is: a}, title: T}]", `"drvie" is no capture of this rule`)
	f("identity: [drive]", "variants: [{when: {capture: drive, is: a}}]", `this variant changes nothing`)
	// Tests.
	f("        log: there is not enough room on drive C\n        captures: {drive: 'C:'}\n", "        not: nothing\n", `has no test with "log"`)
	f("        not: there is room\n", "        log: there is not enough room on drive C\n", `has no test with "not"`)
	f("        not: there is room\n", "        not: there is room\n        log: both\n", `exactly one of "log"`)
	f("name: not full", "name: full", `named "full" too`)
	f("captures: {drive: 'C:'}", "captures: {drv: 'C:'}", `"drv" is no capture of this rule`)
	f("        not: there is room\n", "        not: there is room\n        severity: info\n", `a "not" test has none`)
	f("        captures: {drive: 'C:'}\n", "        options: [delegated]\n", `unknown option "delegated"`)
}

func TestLoadTellsEverythingAtOnceInOrder(t *testing.T) {
	bad := strings.Replace(strings.Replace(goodRule, "tags: [error]", "tags: [eror]", 1), "identity: [drive]", "identity: [x]", 1)
	_, err := Load(fstest.MapFS{
		"b.yaml": {Data: []byte(bad)},
		"a.yaml": {Data: []byte("rules: [")},
		"c.yaml": {Data: []byte("")},
		"d.yml":  {Data: []byte("rules: []")},
	}, LoadOptions{Root: "own"})
	var wrong *LoadError
	require.ErrorAs(t, err, &wrong)
	var places []string
	for _, p := range wrong.Problems {
		places = append(places, filepath.ToSlash(p.Path))
	}
	assert.Equal(t, []string{"own/a.yaml", "own/b.yaml", "own/b.yaml", "own/c.yaml", "own/d.yml"}, places)
}

func TestProblemShowsTheLineWithACaret(t *testing.T) {
	_, err := loadText(strings.Replace(goodRule, "identity: [drive]", "identity: [drvie]", 1))
	require.Error(t, err)
	assert.Equal(t, `environment/disk.yaml:11:16: identity names "drvie", which is no capture of this rule; did you mean "drive"?
        identity: [drvie]
                   ^`, err.Error())
}

func TestExcerptOfALongLineIsCutAroundThePlace(t *testing.T) {
	doc := &document{lines: []string{strings.Repeat("a", 500) + "\x1b[31mX" + strings.Repeat("b", 500)}}
	text, caret, _ := strings.Cut(doc.excerpt(1, 506), "\n")
	assert.Len(t, []rune(text), excerptWidth)
	assert.NotContains(t, text, "\x1b")
	assert.Equal(t, 'X', []rune(text)[len(caret)-1])
}

func TestLoadRefusesAnIDThatIsTaken(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"a.yaml": {Data: []byte(goodRule)},
		"b.yaml": {Data: []byte(goodRule)},
	}, LoadOptions{})
	assert.ErrorContains(t, err, `b.yaml:2:9: the id "disk-is-full" is taken by the rule at a.yaml:2`)
}

const sharedText = `steps:
  look:
    - text: Look at {{server}}.
      command: Get-ChildItem '{{folder}}'
  look-twice:
    - use: look
    - text: Look again.
`

func TestLoadPutsSharedStepsIn(t *testing.T) {
	rules, err := Load(fstest.MapFS{
		"a.yaml":     {Data: []byte(strings.Replace(goodRule, "- text: Make room.", "- use: look-twice\n      - text: Make room.", 1))},
		"steps.yaml": {Data: []byte(sharedText)},
	}, LoadOptions{})
	require.NoError(t, err)
	steps := rules[0].Remediation
	require.Len(t, steps, 5)
	assert.Equal(t, "Look at {{server}}.", steps[1].Text)
	assert.Equal(t, "Look again.", steps[2].Text)
	assert.Equal(t, EffectReads, steps[1].Effect)
	assert.Equal(t, []string{"", "look", "look-twice", ""}, []string{steps[0].Shared, steps[1].Shared, steps[2].Shared, steps[4].Shared})
}

func TestLoadChecksSharedStepsWhereTheyAreUsed(t *testing.T) {
	f := func(shared, use, want string) {
		t.Helper()
		_, err := Load(fstest.MapFS{
			"a.yaml":     {Data: []byte(strings.Replace(goodRule, "- text: Make room.", "- use: "+use+"\n      - text: Make room.", 1))},
			"steps.yaml": {Data: []byte(shared)},
		}, LoadOptions{})
		assert.ErrorContains(t, err, want)
	}
	f(sharedText, "lok", `there are no shared steps "lok"; did you mean "look"?`)
	f(strings.Replace(sharedText, "{{folder}}", "{{drive}}", 1), "look", `a.yaml:16:9: {{drive}} in command has no type`)
	f(strings.Replace(sharedText, "use: look", "use: look-twice", 1), "look-twice", `use each other in a circle: look-twice, look-twice`)
	f(strings.Replace(sharedText, "text: Look again.", "text: ''", 1), "look", `steps.yaml:7:7: this step has no text`)
	f("steps: {look: []}", "look", `the shared steps "look" are empty`)
}

func TestProvenFilesAreStillCheckedForTheirForm(t *testing.T) {
	fsys := fstest.MapFS{"a.yaml": {Data: []byte(strings.Replace(goodRule, "identity: [drive]", "identity: [x]", 1))}}
	_, err := Load(fsys, LoadOptions{Proven: true})
	require.NoError(t, err)
	fsys["a.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(goodRule, "identity:", "identiti:", 1))}
	_, err = Load(fsys, LoadOptions{Proven: true})
	assert.ErrorContains(t, err, "unknown key")
}

func TestCheckFindsUnknownIDs(t *testing.T) {
	set := &Set{Rules: []*Rule{
		{ID: "a-rule", Path: "a.yaml", Line: 3, Supersedes: []string{"b-rule", "c-rulee", "d-*"}},
		{ID: "b-rule", Path: "b.yaml", Line: 7, Supersedes: []string{"a-rule"}},
		{ID: "c-rule", Path: "c.yaml", Line: 9, Causes: []string{"a-rule"}},
	}}
	var texts []string
	for _, p := range Check(set) {
		texts = append(texts, p.String())
	}
	assert.Equal(t, []string{
		`a.yaml:3:1: rule "a-rule" names "c-rulee" in supersedes, but no rule has that id; did you mean "c-rule"?`,
		`a.yaml:3:1: rules "a-rule" and "b-rule" supersede each other; one of them has to win`,
	}, texts)
}

func TestCheckFindsUnknownNamesOfSharedSteps(t *testing.T) {
	set := &Set{
		Steps: map[string][]Step{"way-back": {{Text: "Go back."}}},
		Rules: []*Rule{{
			ID: "a-rule", Path: "a.yaml", Line: 3,
			Remediation: []Step{{Text: "Stay.", InsteadOf: []string{"way-back"}}},
			Variants:    []Variant{{Remediation: []Step{{Text: "Stay.", InsteadOf: []string{"way-bakc"}}}}},
		}},
	}
	problems := Check(set)
	require.Len(t, problems, 1)
	assert.Equal(t, `a.yaml:3:1: rule "a-rule" names "way-bakc" in insteadOf, but no shared steps have that name; did you mean "way-back"?`, problems[0].String())
}

func TestMerge(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	base := &Set{
		Rules:    []*Rule{{ID: "disk-is-full", Title: "old"}, {ID: "other-rule"}},
		Steps:    map[string][]Step{"look": {{Text: "Look."}}},
		Releases: func(string) string { return "release" },
	}
	write("own.yaml", strings.Replace(goodRule, "- text: Make room.", "- use: look\n      - text: Make room.", 1))

	set, err := Merge(base, []string{dir}, []string{"other-rule"})
	require.NoError(t, err)
	require.Len(t, set.Rules, 1)
	assert.Equal(t, "The disk {{drive}} is full", set.Rules[0].Title)
	assert.Len(t, set.Rules[0].Remediation, 4)
	assert.Equal(t, filepath.Join(dir, "own.yaml"), set.Rules[0].Path)
	assert.Equal(t, "release", set.Releases(""))
	assert.Len(t, base.Rules, 2, "the base stays as it was")

	_, err = Merge(base, nil, []string{"disk-is-ful"})
	assert.ErrorContains(t, err, `there is no rule with that id; did you mean "disk-is-full"?`)
	_, err = Merge(base, []string{filepath.Join(dir, "missing")}, nil)
	assert.ErrorContains(t, err, "missing")
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = Merge(base, []string{filepath.Join(dir, "own.yaml")}, nil)
	assert.ErrorContains(t, err, "is a file")
	_, err = Merge(base, []string{t.TempDir()}, nil)
	assert.ErrorContains(t, err, "holds no rules")

	write("bad.yaml", "rules: [{}]")
	_, err = Merge(base, []string{dir}, nil)
	var wrong *LoadError
	assert.ErrorAs(t, err, &wrong)
}

// Whatever the bytes, loading gives rules or tells problems, the same ones every time.
func FuzzLoad(f *testing.F) {
	f.Add(goodRule)
	f.Add(sharedText)
	f.Add("rules: [{match: {all: [{any: [{none: [{entry: a}]}]}]}}]")
	f.Add("rules: &a [*a]")
	f.Add("rules: [{? [a] : b}]")
	f.Add("\"\\x")
	f.Add("rules: !!binary aGk=\nsteps: {a: [{use: a}]}")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := loadText(text)
		_, again := loadText(text)
		assert.Equal(t, err, again)
		if err == nil {
			for _, r := range rules {
				assert.Regexp(t, idPattern(), r.ID)
			}
			return
		}
		var wrong *LoadError
		require.ErrorAs(t, err, &wrong)
		assert.NotEmpty(t, wrong.Problems)
		assert.NotContains(t, err.Error(), "\x1b")
	})
}
