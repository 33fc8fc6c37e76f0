package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

var folder = filepath.Join("..", "..", "..", "docs", "rules")

func TestTheReferenceIsFresh(t *testing.T) {
	set, err := knowledge.LoadFiles()
	require.NoError(t, err)
	pages := reference(set)
	for _, p := range pages {
		have, err := os.ReadFile(filepath.Join(folder, p.name))
		if err != nil || string(have) != p.text {
			t.Fatalf("docs/rules/%s is stale; run \"go generate ./rules\"", p.name)
		}
	}
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	assert.Len(t, names, len(pages), "docs/rules holds pages of rules that are no more; run \"go generate ./rules\"")
}

var target = regexp.MustCompile(`\]\(([a-zA-Z0-9./-]+?)(?:#[a-z-]+)?\)`)

func TestLinksWithinTheReferenceLeadSomewhere(t *testing.T) {
	set, err := knowledge.LoadFiles()
	require.NoError(t, err)
	pages := reference(set)
	known := map[string]bool{}
	for _, p := range pages {
		known[p.name] = true
	}
	for _, p := range pages {
		for _, m := range target.FindAllStringSubmatch(p.text, -1) {
			if known[m[1]] {
				continue
			}
			_, err := os.Stat(filepath.Join(folder, m[1]))
			assert.NoError(t, err, "a link of %s", p.name)
		}
	}
}

func TestRunTakesAwayWhatIsNoMore(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "no-such-rule.md")
	require.NoError(t, os.WriteFile(old, nil, 0o644))
	require.NoError(t, run(dir))
	assert.NoFileExists(t, old)
	assert.FileExists(t, filepath.Join(dir, indexName))
	assert.FileExists(t, filepath.Join(dir, "pending-reboot.md"))
}

func TestMarkdown(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		assert.Equal(t, want, markdown(text))
	}
	f("a  b\nc", "a b c")
	f(`run .\setup.exe in V15\Bin`, `run .\setup.exe in V15\Bin`)
	f(`C:\*.log and <name>`, `C:\\\*.log and \<name>`)
	f(`a|b [c] d_e`, `a\|b \[c\] d\_e`)
}

func TestRulePage(t *testing.T) {
	no := false
	text := rulePage(&rules.Rule{
		ID: "disk-full", Title: "Disk {{drive}} is full", Category: "environment", Severity: rules.SeverityError,
		Confidence: rules.ConfidenceLikely, Cause: "It is full.", Path: "rules/environment/disk.yaml",
		Match: rules.Condition{Any: []rules.Condition{{Entry: "There is no space"}, {Fact: "server", Is: "x"}}},
		Remediation: []rules.Step{
			{Text: "Look.", Command: "dir", Shell: rules.ShellCmd},
			{Text: "Not confirmed: make room.", Effect: rules.EffectOutage, Confirmed: &no},
			{Text: "Go on.", When: &rules.Condition{Fact: "mode", Is: "Upgrade"}},
		},
		Variants:   []rules.Variant{{When: rules.Condition{Fact: "mode", Is: "Upgrade"}, Severity: rules.SeverityWarning, Cause: "An upgrade."}},
		Supersedes: []string{"other", "glob-*"},
		Tests:      []rules.Test{{Not: "x"}, {Log: "There is no space\n"}},
	})
	for _, part := range []string{
		"# Disk \\<drive> is full\n", "Severity **error**, confidence likely",
		"1. Look.\n\n   ```bat\n   dir\n   ```\n", "2. **Interrupts service.** Not confirmed: make room.\n",
		"3. *When the fact mode is Upgrade:* Go on.\n",
		"any of these\n  an entry matches There is no space\n  the fact server is x\n",
		"## When the fact mode is Upgrade\n\nSeverity **warning**.\n\nAn upgrade.\n",
		"Takes precedence over [other](other.md), `glob-*`.\n", "## Example\n\n```text\nThere is no space\n```\n",
		"[rules/environment/disk.yaml](../../rules/environment/disk.yaml)",
	} {
		assert.Contains(t, text, part)
	}
}
