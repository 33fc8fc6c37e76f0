package report

import (
	"fmt"
	"strings"
)

// maxOthers is how many further hits a text lists.
const maxOthers = 8

// explanationText writes the best hit in full and the others in a line each.
func explanationText(e Explanation, opts Options) string {
	t := text{page: newPage(opts), opts: opts}
	for _, note := range e.Notes {
		t.prose(0, note)
	}
	if len(e.Notes) > 0 {
		t.gap()
	}
	for i, hit := range e.Hits {
		if i == 0 {
			t.explained(hit)
		}
	}
	t.otherHits(e.Hits)
	return t.String()
}

// explained writes one rule or article.
func (t text) explained(e Explained) {
	word, style := "ARTICLE", t.strong
	if e.Kind == KindRule {
		word, style = strings.ToUpper(string(e.Severity)), t.severity(e.Severity)
	}
	t.item(item{mark: word + "  ", style: style, text: oneLine(e.Title + " [" + e.ID + "]"), strong: true})
	t.prose(partIndent+2, e.Cause)
	if len(e.Evidence) > 0 {
		t.prose(partIndent+2, reservation(e.Confidence))
		t.matched(e)
	}
	t.remediation(e.Remediation)
	t.references(e.References)
	if len(e.SeeAlso) > 0 {
		t.part("See also")
		t.prose(4, oneLine(strings.Join(e.SeeAlso, ", ")))
	}
}

// matched shows the lines of the query that the rule matched.
func (t text) matched(e Explained) {
	t.part("What it matched")
	for i, evidence := range e.Evidence {
		t.log(4, t.excerpt(evidence.Text, i == 0))
	}
}

// otherHits lists what else fits, a line each.
func (t text) otherHits(hits []Explained) {
	if len(hits) < 2 {
		return
	}
	t.heading("Other hits")
	others := hits[1:min(len(hits), maxOthers+1)]
	for _, e := range others {
		t.bullet(2, oneLine(fmt.Sprintf("%s [%s]", e.Title, e.ID)+guess(e)))
	}
	if more := len(hits) - 1 - len(others); more > 0 {
		t.prose(2, fmt.Sprintf("and %d more; say it in other words to narrow them down.", more))
	}
}

// guess marks what shares single words with the query and no more.
func guess(e Explained) string {
	if e.FoundBy == FoundByWords {
		return ", a guess"
	}
	return ""
}
