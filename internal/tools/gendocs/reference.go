package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

const indexName = "README.md"

// reference makes all pages, in the order of their names.
func reference(set *rules.Set) []page {
	pages := []page{{indexName, index(set)}}
	for _, r := range set.Rules {
		pages = append(pages, page{r.ID + ".md", rulePage(r)})
	}
	for _, a := range set.Articles {
		pages = append(pages, page{a.ID + ".md", articlePage(a)})
	}
	return pages
}

// line is a rule or an article in the index.
type line struct{ category, id, severity, title string }

func lines(set *rules.Set) []line {
	var all []line
	for _, r := range set.Rules {
		all = append(all, line{r.Category, r.ID, string(r.Severity), rules.Expand(r.Title, nil)})
	}
	for _, a := range set.Articles {
		all = append(all, line{a.Category, a.ID, "article", rules.Expand(a.Title, nil)})
	}
	slices.SortFunc(all, func(a, b line) int {
		if c := strings.Compare(a.category, b.category); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
	return all
}

// index lists everything by category.
func index(set *rules.Set) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules\n\n%s\n\nThe program knows %d rules, which it finds in logs, and %d articles, which `setuplogreview explain` finds by\nwords. [The rule language](../rule-language.md) says how they are written.\n", generated, len(set.Rules), len(set.Articles))
	category := ""
	for _, l := range lines(set) {
		if l.category != category {
			category = l.category
			fmt.Fprintf(&b, "\n## %s\n\n| id | severity | title |\n|---|---|---|\n", category)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", l.id, l.id, l.severity, markdown(l.title))
	}
	return b.String()
}

const generated = "<!-- Generated from the rules by internal/tools/gendocs; do not edit. -->"
