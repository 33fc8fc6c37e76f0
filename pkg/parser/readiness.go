package parser

import (
	"bytes"
	"slices"
	"strings"
)

// The caps on what is kept of a readiness check.
const (
	maxReadiness   = 512
	maxReadinessAt = 8
	maxNames       = 4000
	maxEvaluations = 64      // of one name: the first half and the last half
	maxEvaluated   = 8 << 20 // bytes of all values and positions together
)

// readiness gathers what a readiness check evaluated and which rules failed.
type readiness struct {
	attempt *Attempt
	kept    int // bytes of evaluations
	tagged  int // index of the failure that the last tag belongs to, or -1
	plain   Position
	message string // of the last plain line of an excerpt
}

// evaluated reads "Evaluated [Setting:NAME] [HasException:False] [Value:"V"] [ParentValue:…".
func (r *readiness) evaluated(into map[string][]Evaluation, e *Entry, prefix string) {
	name, rest, ok := bytes.Cut(e.Message[len(prefix):], []byte("]"))
	if !ok || len(name) > 256 {
		return
	}
	list, known := into[string(bytes.TrimSpace(name))]
	if !known && len(into) >= maxNames || r.kept > maxEvaluated {
		return
	}
	ev := Evaluation{HasException: bytes.Contains(rest[:min(len(rest), 30)], []byte("[HasException:True]"))}
	ev.Value, ok = evaluatedValue(rest)
	if !ok {
		return
	}
	ev.At = e.position()
	r.kept += len(ev.Value) + len(ev.At.Text)
	if len(list) >= maxEvaluations {
		copy(list[maxEvaluations/2:], list[maxEvaluations/2+1:])
		list = list[:len(list)-1]
	}
	into[string(bytes.TrimSpace(name))] = append(list, ev)
}

// evaluatedValue reads the value out of what stands behind the name.
func evaluatedValue(rest []byte) (string, bool) {
	_, value, ok := bytes.Cut(rest, []byte("[Value:"))
	if !ok {
		return "", false
	}
	if i := bytes.LastIndex(value, []byte("] [ParentValue:")); i >= 0 {
		value = value[:i]
	} else {
		value = bytes.TrimRight(firstLine(value), "]")
	}
	value = bytes.TrimSpace(value)
	if n := quoteLength(value); n > 0 && len(value) > n && endsQuote(value) {
		value = value[n:quoteBefore(value)]
	}
	if string(value) == "<NULL>" {
		return "", true
	}
	return keepString(value, maxValue), true
}

// observe takes the entries that say a rule failed.
func (r *readiness) observe(f form, e *Entry) {
	switch {
	case f == formEvaluatedSetting:
		r.evaluated(r.attempt.Settings, e, "Evaluated [Setting:")
	case f == formEvaluatedRule:
		r.evaluated(r.attempt.Rules, e, "Evaluated [Rule:")
	case f == formFailedRule:
		r.failed(e)
	case e.Tag == TagRequired || e.Tag == TagRecommended:
		r.tag(e)
	case f == formHelpURL:
		r.link(e)
	case e.Level < 0 && e.Tag == TagNone && f == formOther:
		r.bare(e)
	}
}

// failed reads "Failed [Rule:NAME] [Message:TEXT]".
func (r *readiness) failed(e *Entry) {
	rest := strings.TrimPrefix(e.Text(), failedRule)
	name, rest, _ := strings.Cut(rest, "]")
	_, message, _ := strings.Cut(rest, "[Message:")
	message, _, _ = strings.Cut(message, " Help URL:")
	message = strings.TrimSuffix(strings.TrimSpace(message), "]")
	name = strings.TrimSpace(name)
	for i := range r.attempt.Readiness {
		f := &r.attempt.Readiness[i]
		if f.Rule == name && f.Message == message {
			f.addAt(e.position())
			return
		}
	}
	r.add(ReadinessFailure{Rule: name, Message: message, At: []Position{e.position()}})
}

// tag reads a message under [REQUIRED] or [RECOMENDED]; a rule that failed with the same
// message is the same failure.
func (r *readiness) tag(e *Entry) {
	message, url := splitLink(e.Text())
	r.tagged = r.untagged(message, e.Tag)
	if r.tagged < 0 {
		r.tagged = r.add(ReadinessFailure{Message: message, Tag: e.Tag, At: []Position{e.position()}})
	} else {
		f := &r.attempt.Readiness[r.tagged]
		f.Tag = e.Tag
		f.addAt(e.position())
	}
	if url != "" {
		r.linkTo(r.tagged, url, e)
	}
}

// untagged gives the failure with that message that a tag belongs to: of several the first
// without a tag, else the first with the same one; -1 when there is none.
func (r *readiness) untagged(message string, tag Tag) int {
	same := -1
	for i := range r.attempt.Readiness {
		switch f := &r.attempt.Readiness[i]; {
		case f.Message != message:
		case f.Tag == TagNone:
			return i
		case f.Tag == tag && same < 0:
			same = i
		}
	}
	return same
}

// link reads "Help URL: …" and "For more information, visit: …", which belong to the message
// before them.
func (r *readiness) link(e *Entry) {
	_, url := splitLink(e.Text())
	if url == "" {
		return
	}
	if r.tagged >= 0 {
		r.linkTo(r.tagged, url, e)
		r.tagged = -1
		return
	}
	if rule, _ := ruleInURL([]byte(url)); rule == "" {
		return
	}
	f := ReadinessFailure{Message: r.message, At: []Position{r.plain}}
	if r.message == "" {
		f.At = nil
	}
	r.linkTo(r.add(f), url, e)
	r.message = ""
}

// bare reads a message of the console, which may carry its link with it.
func (r *readiness) bare(e *Entry) {
	r.tagged = -1
	message, url := splitLink(e.Text())
	if url == "" {
		url = linkIn(message)
	}
	if rule, _ := ruleInURL([]byte(url)); rule != "" {
		r.linkTo(r.add(ReadinessFailure{Message: message}), url, e)
		return
	}
	if message != "" && len(message) < maxValue {
		r.message, r.plain = message, e.position()
	}
}

// linkTo adds a link to a failure, or to the failure of the rule that the link names.
func (r *readiness) linkTo(i int, url string, e *Entry) {
	if i < 0 {
		return
	}
	rule, _ := ruleInURL([]byte(url))
	if name := r.attempt.Readiness[i].Rule; name != "" && rule != "" && !strings.EqualFold(name, rule) {
		if i = r.named(rule); i < 0 {
			r.add(ReadinessFailure{Rule: rule, HelpURL: url, At: []Position{e.position()}})
			return
		}
	}
	f := &r.attempt.Readiness[i]
	if f.Rule == "" {
		f.Rule = rule
	}
	f.HelpURL = url
	f.addAt(e.position())
}

// named gives the first failure of a rule, or -1.
func (r *readiness) named(rule string) int {
	return slices.IndexFunc(r.attempt.Readiness, func(f ReadinessFailure) bool { return strings.EqualFold(f.Rule, rule) })
}

func (r *readiness) add(f ReadinessFailure) int {
	if len(r.attempt.Readiness) >= maxReadiness {
		return -1
	}
	f.Message = f.Message[:min(len(f.Message), maxText)]
	r.attempt.Readiness = append(r.attempt.Readiness, f)
	return len(r.attempt.Readiness) - 1
}

// addAt adds a place, unless it is the last one already or there are enough.
func (f *ReadinessFailure) addAt(p Position) {
	if n := len(f.At); n > 0 && f.At[n-1].Ordinal == p.Ordinal || n >= maxReadinessAt {
		return
	}
	f.At = append(f.At, p)
}

// splitLink cuts the link off a message in canonical form.
func splitLink(text string) (message, url string) {
	for _, mark := range []string{moreAt, helpURL} {
		if before, rest, ok := strings.Cut(text, mark); ok {
			url, _, _ = strings.Cut(strings.TrimSpace(rest), " ")
			return strings.TrimSpace(before), url
		}
	}
	return text, ""
}

// linkIn gives the link of a readiness rule that stands alone or within a sentence.
func linkIn(text string) string {
	_, at := ruleInURL([]byte(text))
	if at == 0 {
		return ""
	}
	from := strings.LastIndexByte(text[:at], ' ') + 1
	url, _, _ := strings.Cut(text[from:], " ")
	return strings.Trim(url, `"'()<>.,;`)
}

// ruleInURL gives the name of the readiness rule in a help link, in either form of the links,
// and where it stands.
func ruleInURL(text []byte) (rule string, at int) {
	for _, mark := range []string{"ms.exch.setupreadiness.", "ms-exch-setupreadiness-"} {
		i := bytes.Index(text, []byte(mark))
		if i < 0 {
			continue
		}
		at = i + len(mark)
		end := at
		for end < len(text) && end < at+200 && isName(text[end]) {
			end++
		}
		return string(text[at:end]), at
	}
	return "", 0
}

func isName(c byte) bool { return isDigit(c) || lower(c)-'a' <= 'z'-'a' || c == '_' }
