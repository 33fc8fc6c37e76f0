package lookup

import (
	"cmp"
	"slices"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// By says what a hit was found by.
type By string

// What a hit can be found by, the most telling first.
const (
	ByID     By = "id"
	ByLog    By = "log"  // a rule matched the query as if it were a log; see Merge
	ByCode   By = "code" // code of an error or number of an event
	ByName   By = "name" // name of a readiness rule
	ByPhrase By = "phrase"
	ByWords  By = "words"
)

// rank orders what hits are found by. Codes and names are of one rank.
func (b By) rank() int {
	switch b {
	case ByID:
		return 0
	case ByLog:
		return 1
	case ByCode, ByName:
		return 2
	case ByPhrase:
		return 3
	}
	return 4
}

// Hit is a rule or an article that fits a query; exactly one of the two is set.
type Hit struct {
	ID      string
	Rule    *rules.Rule
	Article *rules.Article
	By      By

	score  int
	length int // words of id and title: of two that fit, the plainer one
}

// Answer is what a search found, and what it did not.
type Answer struct {
	// Hits, the best first.
	Hits []Hit
	// Unknown are the codes and events of the query, as typed, that stand nowhere.
	Unknown []string
}

// Find gives what fits the query, the best first. There are no hits when the query has nothing to
// do with anything the set knows.
func Find(set *rules.Set, query string) []Hit {
	return Search(set, query).Hits
}

// Search is Find that also says which codes of the query nothing knows.
func Search(set *rules.Set, query string) Answer {
	q := newQuery(query)
	docs := documents(set)
	for i := range docs {
		docs[i].look(q)
	}
	weights := rarities(q, docs)
	var hits []Hit
	for i := range docs {
		if hit, ok := docs[i].hit(q, weights); ok {
			hits = append(hits, hit)
		}
	}
	slices.SortStableFunc(hits, compare)
	return Answer{Hits: dropFaint(hits), Unknown: unknown(q, docs)}
}

// unknown lists the codes of the query that stand in no document.
func unknown(q *query, docs []document) []string {
	var list []string
	for n, typed := range q.typed {
		if !slices.ContainsFunc(docs, func(d document) bool { return d.knows[n] }) {
			list = append(list, typed)
		}
	}
	return list
}

// dropFaint leaves out what only shares some words with the query when something fits far better.
func dropFaint(hits []Hit) []Hit {
	if len(hits) == 0 {
		return nil
	}
	best := hits[0]
	return slices.DeleteFunc(hits, func(h Hit) bool {
		return h.By == ByWords && (best.By == ByID || h.score*10 < best.score)
	})
}

func compare(a, b Hit) int {
	return cmp.Or(
		cmp.Compare(a.By.rank(), b.By.rank()),
		cmp.Compare(b.score, a.score),
		cmp.Compare(a.length, b.length),
		cmp.Compare(a.ID, b.ID),
	)
}

// Merge puts the rules that matched the query as a log, in their order, where they belong: behind
// an exact id and before everything else. A rule that stands among the hits already moves there.
func Merge(hits []Hit, matched []*rules.Rule) []Hit {
	var merged []Hit
	taken := map[string]bool{}
	add := func(h Hit) {
		if !taken[h.ID] {
			merged = append(merged, h)
			taken[h.ID] = true
		}
	}
	rest := 0
	for rest < len(hits) && hits[rest].By == ByID {
		add(hits[rest])
		rest++
	}
	for _, r := range matched {
		add(Hit{ID: r.ID, Rule: r, By: ByLog})
	}
	for _, h := range hits[rest:] {
		add(h)
	}
	return merged
}
