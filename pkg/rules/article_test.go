package rules

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goodArticle = `
steps:
  look:
    - text: Look at the services.
      command: Get-Service
articles:
  - id: blank-page
    title: The page stays blank
    category: client-access
    symptoms: [white page after sign-in]
    codes: ['500', '0x80070005']
    events: [15021]
    cause: Nothing is bound to the port.
    remediation:
      - use: look
      - text: Bind a certificate.
        effect: server
    references:
      - title: Certificates
        url: https://example.com/certificates
    seeAlso: [white-page]
    find: [blank page]
`

func loadArticles(t *testing.T, text string) (*Set, error) {
	t.Helper()
	return LoadSet(fstest.MapFS{"client-access/a.yaml": {Data: []byte(text)}}, LoadOptions{FolderIsCategory: true})
}

func TestArticlesAreLoadedWithTheirSharedSteps(t *testing.T) {
	set, err := loadArticles(t, goodArticle)
	require.NoError(t, err)
	require.Len(t, set.Articles, 1)
	a := set.Article("blank-page")
	require.NotNil(t, a)
	assert.Nil(t, set.Article("white-page"))
	assert.Equal(t, []int{15021}, a.Events)
	require.Len(t, a.Remediation, 2)
	assert.Equal(t, "Get-Service", a.Remediation[0].Command)
	assert.Equal(t, ShellPowerShell, a.Remediation[0].Shell, "defaults are filled in")
	assert.Equal(t, "client-access/a.yaml", a.Path)
}

func TestMistakesInArticlesAreTold(t *testing.T) {
	f := func(old, replacement, want string) {
		t.Helper()
		require.Contains(t, goodArticle, old)
		_, err := loadArticles(t, strings.Replace(goodArticle, old, replacement, 1))
		require.Error(t, err, replacement)
		assert.Contains(t, err.Error(), want)
	}
	f("id: blank-page", "id: Blank", "kebab case")
	f("    find: [blank page]\n", "", "has no find")
	f("symptoms: [white page after sign-in]", "symptoms: []", "symptoms is empty")
	f("symptoms: [white page after sign-in]", "symptoms: ['']", "this phrase is empty")
	f("'500'", "'E500'", "is no code")
	f("15021", "70000", "no number of an event")
	f("https://example.com/certificates", "certificates.html", "no web address")
	f("      - use: look", "      - use: lok", "no shared steps")
	f("text: Bind a certificate.", "text: Bind {{nothing}}.", "neither a capture of this rule nor a fact")
	f("cause: Nothing", "match: {entry: x}\n    cause: Nothing", "unknown key")
	f("seeAlso: [white-page]", "seeAlso: ['a b']", "no rule id")
}

func TestAnArticleMayNotTakeAnID(t *testing.T) {
	second := goodArticle[strings.Index(goodArticle, "  - id"):]
	_, err := loadArticles(t, goodArticle+second)
	require.Error(t, err)
	assert.Contains(t, err.Error(), `the id "blank-page" is taken by another article`)
}

func TestCheckFindsWhatSeeAlsoMisses(t *testing.T) {
	set, err := loadArticles(t, strings.Replace(goodArticle, "seeAlso: [white-page]", "seeAlso: [blank-pages]", 1))
	require.NoError(t, err)
	problems := Check(set)
	require.Len(t, problems, 1)
	assert.Contains(t, problems[0].Message, `did you mean "blank-page"`)
}

func TestMergedArticlesReplaceByID(t *testing.T) {
	base := []*Article{{ID: "b", Title: "old"}, {ID: "c"}}
	merged := mergeArticles(base, []*Article{{ID: "b", Title: "new"}, {ID: "a"}})
	var ids []string
	for _, a := range merged {
		ids = append(ids, a.ID+a.Title)
	}
	assert.Equal(t, []string{"a", "bnew", "c"}, ids)
}
