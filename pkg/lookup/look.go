package lookup

import (
	"math"
	"slices"
)

// look reads the texts of a document for the words and codes of the query.
func (d *document) look(q *query) {
	d.code = places
	d.knows = make([]bool, len(q.codes))
	for _, text := range d.texts[inTitle] {
		eachWord(text, func([]byte) { d.length++ })
	}
	for at := range places {
		d.found[at] = make([]bool, len(q.common))
		for _, text := range d.texts[at] {
			d.read(q, at, text)
		}
	}
	for _, c := range d.codes {
		if n := slices.Index(q.codes, c); n >= 0 {
			d.strong, d.knows[n] = true, true
		}
	}
}

// read reads one text. The words of the query that stand in a row as in the query make a run.
func (d *document) read(q *query, at place, text string) {
	run := runs{all: q.all}
	eachWord(text, func(word []byte) {
		if len(q.codes) > 0 {
			d.readCode(q, at, string(word))
		}
		n, known := q.known[string(stem(word))]
		if !known {
			n = -1
		} else {
			d.found[at][n] = true
		}
		d.run[at] = max(d.run[at], run.next(n))
	})
}

func (d *document) readCode(q *query, at place, word string) {
	c, ok := parseCode(word, false)
	if n := slices.Index(q.codes, c); ok && n >= 0 {
		d.code, d.knows[n] = min(d.code, at), true
	}
}

// runs follows how many words of the query stand in a row.
type runs struct {
	all     []int
	lengths []int // by position in the query: length of the run that ends there
}

// next takes the next word of the text and gives the length of the longest run that ends with it.
func (r *runs) next(word int) int {
	if word < 0 {
		r.lengths = r.lengths[:0]
		return 0
	}
	if len(r.lengths) == 0 {
		r.lengths = append(r.lengths, make([]int, len(r.all))...)
	}
	longest := 0
	for i := len(r.all) - 1; i >= 0; i-- {
		length := 0
		if r.all[i] == word {
			length = 1
			if i > 0 {
				length += r.lengths[i-1]
			}
		}
		r.lengths[i] = length
		longest = max(longest, length)
	}
	return longest
}

// rarities gives each word of the query its weight: the rarer the more. A word that stands nowhere
// weighs half as much as the rarest.
func rarities(q *query, docs []document) []int {
	weights := make([]int, len(q.common))
	for n := range weights {
		count := 0
		for i := range docs {
			if docs[i].has(n) {
				count++
			}
		}
		weights[n] = int(100 * math.Log(1+float64(len(docs))/float64(count+1)))
		if count == 0 {
			weights[n] /= 2 // a name of the user's own, most likely
		}
	}
	return weights
}

func (d *document) has(word int) bool {
	return slices.ContainsFunc(d.found[:], func(found []bool) bool { return found[word] })
}

// Bounds of what counts as a hit by words alone: what part of the weight of the query has to
// stand in a document, in hundredths.
const enough = 50

// hit judges what was found in the document.
func (d *document) hit(q *query, weights []int) (Hit, bool) {
	h := d.is
	score, covered := d.score(q, weights)
	h.score, h.length = score, d.length
	switch {
	case h.ID == q.id:
		h.By = ByID
	case d.strong || d.code.tells():
		h.By = ByCode
		h.score += d.codeScore()
	case slices.ContainsFunc(d.names, func(name string) bool { return q.names[name] }):
		h.By = ByName
		h.score += nameScore
	case q.bare || !d.tells(q):
		return Hit{}, false
	case d.phrase(q):
		h.By = ByPhrase
	case covered >= enough:
		h.By = ByWords
	default:
		return Hit{}, false
	}
	return h, true
}

// tells says whether any word stands in the document that more than a filler is.
func (d *document) tells(q *query) bool {
	return slices.ContainsFunc(q.words, func(n int) bool { return !q.filler[n] && d.has(n) })
}

// What is added where a code or a name was found: words only order hits of the same kind. What
// declares a code is about the code in general, and comes before what has it in its title, which is
// one case of it.
const (
	nameScore   = 2_000_000
	strongScore = 2_000_000
	titleScore  = 1_500_000
	codeStep    = 100_000
)

func (d *document) codeScore() int {
	switch {
	case d.strong:
		return strongScore
	case d.code == inTitle:
		return titleScore
	}
	return int(places-d.code) * codeStep
}

// phrase says whether the whole query stands in the document as it was typed.
func (d *document) phrase(q *query) bool {
	return len(q.words) > 1 && slices.Max(d.run[:]) >= len(q.all)
}

// score sums up the weights of the words found, each at the best place where it stands, and what
// part of the whole query they are, in hundredths. Words that stand in a row count more.
func (d *document) score(q *query, weights []int) (score, covered int) {
	total, have := 0, 0
	for _, n := range q.words {
		total += weights[n]
		for at := range places {
			if d.found[at][n] {
				score += weights[n] * at.weight()
				have += weights[n]
				break
			}
		}
	}
	if total == 0 {
		return 0, 0
	}
	row := 0
	for at := range places {
		if d.run[at] > 1 {
			row = max(row, d.run[at]*at.weight())
		}
	}
	return score + score*row/(5*len(q.all)), have * 100 / total
}
