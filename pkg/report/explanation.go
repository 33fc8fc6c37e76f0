package report

import (
	"fmt"
	"io"

	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Explanation is what the program knows about something that somebody asked for.
type Explanation struct {
	// Query as it was typed; untrusted.
	Query string
	// Notes say what is to be known before the hits are read: that they are guesses, that several
	// know the code, or that nothing does.
	Notes []string
	// Hits, the best first.
	Hits []Explained
}

// The kinds of knowledge.
const (
	KindRule    = "rule"
	KindArticle = "article"
)

// Explained is one rule or article that fits the query.
type Explained struct {
	ID, Kind, Title, Category string
	// FoundBy says what the hit was found by: id, log, code, name, phrase or words.
	FoundBy string
	// Severity and Confidence are those of the rule, or of what it matched; empty for an article.
	Severity   rules.Severity
	Confidence rules.Confidence
	// Symptoms are what users see, in their own words.
	Symptoms    []string
	Cause       string
	Evidence    []review.Evidence // lines of the query that a rule matched
	Remediation []review.Remedy
	References  []rules.Reference
	SeeAlso     []string
}

// FoundByWords is what a hit is found by that only shares single words with the query: a guess.
const FoundByWords = "words"

// Risk says what a step puts at risk and whether anybody has reported that it helps, or "".
func Risk(s review.Remedy) string { return risk(s) }

// maxExplained is how many hits a JSON document holds, maxQuery how many characters of the query.
const (
	maxExplained = 20
	maxQuery     = 1000
)

// ExplanationFormats lists the formats of an explanation, the default first.
func ExplanationFormats() []string { return []string{"text", "json"} }

// WriteExplanation writes an explanation in the named format; an empty name is the default.
func WriteExplanation(w io.Writer, name string, e Explanation, opts Options) error {
	switch name {
	case "", "text":
		_, err := io.WriteString(w, explanationText(e, opts))
		return err
	case "json":
		return encode(w, newExplanation(e, opts), true)
	}
	return fmt.Errorf("there is no format %q for an explanation", name)
}

// explanationDoc is the JSON document, version 1.
type explanationDoc struct {
	SchemaVersion string         `json:"schemaVersion"`
	Tool          toolDoc        `json:"tool"`
	Query         string         `json:"query"`
	Found         int            `json:"found"`
	Notes         []string       `json:"notes"`
	Hits          []explainedDoc `json:"hits"`
}

type explainedDoc struct {
	ID          string         `json:"id"`
	Kind        string         `json:"kind"`
	Title       string         `json:"title"`
	Category    string         `json:"category"`
	FoundBy     string         `json:"foundBy"`
	Severity    string         `json:"severity,omitempty"`
	Confidence  string         `json:"confidence,omitempty"`
	Symptoms    []string       `json:"symptoms"`
	Cause       string         `json:"cause"`
	Evidence    []evidenceDoc  `json:"evidence"`
	Remediation []remedyDoc    `json:"remediation"`
	References  []referenceDoc `json:"references"`
	SeeAlso     []string       `json:"seeAlso"`
}

func newExplanation(e Explanation, opts Options) explanationDoc {
	return explanationDoc{
		SchemaVersion: schemaVersion, Tool: toolDoc{toolName, opts.ToolVersion}, Query: shorten(e.Query, maxQuery),
		Found: len(e.Hits), Notes: each(e.Notes, same), Hits: each(e.Hits[:min(len(e.Hits), maxExplained)], newExplained),
	}
}

func newExplained(e Explained) explainedDoc {
	return explainedDoc{
		ID: e.ID, Kind: e.Kind, Title: e.Title, Category: e.Category, FoundBy: e.FoundBy,
		Severity: string(e.Severity), Confidence: string(e.Confidence),
		Symptoms: each(e.Symptoms, same), Cause: e.Cause,
		Evidence:    each(e.Evidence, newEvidence),
		Remediation: each(e.Remediation, newRemedy),
		References:  each(e.References, func(r rules.Reference) referenceDoc { return referenceDoc(r) }),
		SeeAlso:     each(e.SeeAlso, same),
	}
}
