package rules

import (
	"reflect"
	"slices"
	"strings"
)

// Article is knowledge about something that users meet and no line of a setup log shows. It
// matches nothing; it is found by the words that people type.
type Article struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Category string `yaml:"category"`
	// Symptoms are what the user sees, in the words of the screen and of those who ask for help.
	Symptoms []string `yaml:"symptoms"`
	// Codes of errors, and numbers of events, that stand for this.
	Codes  []string `yaml:"codes,omitempty"`
	Events []int    `yaml:"events,omitempty"`
	Cause  string   `yaml:"cause"`
	// Remediation in the order of the work: look, save, change, verify, undo.
	Remediation []Step      `yaml:"remediation"`
	References  []Reference `yaml:"references,omitempty"`
	SeeAlso     []string    `yaml:"seeAlso,omitempty"` // ids of rules and articles
	// Find are phrases that must lead here: the proof of the article.
	Find []string `yaml:"find"`

	// Path and Line say where the article stands; the loader fills them in.
	Path string `yaml:"-"`
	Line int    `yaml:"-"`
}

// loadedArticle is an article and where it stands. A broken one has a wrong form.
type loadedArticle struct {
	article *Article
	at      place
	broken  bool
}

func (l *loader) collectArticles(list place) {
	for i := range list.node.Content {
		at := list.item(i)
		a := &Article{Path: list.doc.path, Line: at.node.Line}
		ok := l.shaper.check(at, reflect.TypeFor[Article]()) && decode(at, a)
		l.articles = append(l.articles, &loadedArticle{article: a, at: at, broken: !ok})
	}
}

// finishArticles checks the articles and puts the shared steps in.
func (l *loader) finishArticles() {
	taken := map[string]string{}
	for _, r := range l.rules {
		taken[r.rule.ID] = "rule"
	}
	for _, a := range l.articles {
		if a.broken {
			continue
		}
		steps := l.place(a.at.at("remediation"), a.article.Remediation)
		a.article.Remediation = plain(steps)
		if !l.opts.Proven {
			newArticleCheck(a, l.opts, steps).run()
		}
		if what := taken[a.article.ID]; what != "" {
			a.at.at("id").errorf("the id %q is taken by another %s; choose another one", a.article.ID, what)
		}
		taken[a.article.ID] = "article"
		fillSteps(a.article.Remediation)
	}
}

func (l *loader) sortedArticles() []*Article {
	var list []*Article
	for _, a := range l.articles {
		list = append(list, a.article)
	}
	return sortArticles(list)
}

func sortArticles(list []*Article) []*Article {
	slices.SortStableFunc(list, func(a, b *Article) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// mergeArticles adds articles; one with the id of another replaces it.
func mergeArticles(base, more []*Article) []*Article {
	for _, a := range more {
		base = slices.DeleteFunc(base, func(b *Article) bool { return b.ID == a.ID })
		base = append(base, a)
	}
	return sortArticles(base)
}
