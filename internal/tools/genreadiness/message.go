package main

import (
	"regexp"
	"strings"
)

// unnamedGroup is how the table writes what varies in a message.
const unnamedGroup = `(.*?)`

// messagePattern turns the expression of the table into a pattern of the rule language: found
// anywhere, since people leave the beginning of a sentence out, and with named groups.
func messagePattern(c check, groups []string) string {
	pattern := strings.TrimPrefix(c.messageRegex, "^")
	for _, name := range groups {
		pattern = strings.Replace(pattern, unnamedGroup, "(?<"+name+">.+?)", 1)
	}
	pattern = strings.TrimSuffix(pattern, unnamedGroup)
	switch {
	case strings.HasSuffix(pattern, `.+?)`): // to the end of the message, before the link
		return pattern + `(?: For more information|\]?$)`
	case strings.HasSuffix(pattern, `.+?)\.`): // the full stop of the sentence, not one in a name
		return pattern + `(?: |\]?$)`
	}
	return pattern
}

// sentenceEnd is a full stop in an expression, with the blank after it.
const sentenceEnd = `\. `

// shorten leaves out the last sentences of a pattern as long as nothing is captured there and no
// other message matches what is left: people cut messages when they paste them.
func shorten(pattern string, others []string) string {
	short := ""
	for rest := pattern; ; {
		sentence, after, more := strings.Cut(rest, sentenceEnd)
		short += sentence
		if !more || len(short) >= enoughText && !strings.Contains(after, "(?<") && !matchesAny(short, others) {
			break
		}
		short += sentenceEnd
		rest = after
	}
	return short
}

// enoughText is how long a shortened pattern is at least, so that it is a sentence still.
const enoughText = 30

func matchesAny(pattern string, texts []string) bool {
	re, err := regexp.Compile("(?i)" + pattern)
	if err != nil {
		return true // not ours to judge; the whole pattern stays
	}
	for _, text := range texts {
		if re.MatchString(text) {
			return true
		}
	}
	return false
}

var variable = regexp.MustCompile(`\{[^{}]*\}`)

// fillMessage puts values in the place of what varies: the same value for the same variable.
func fillMessage(message string, value func(n int) string) string {
	var seen []string
	return variable.ReplaceAllStringFunc(message, func(v string) string {
		for i, have := range seen {
			if have == v {
				return value(i)
			}
		}
		seen = append(seen, v)
		return value(len(seen) - 1)
	})
}

// sample is the message with the values of the advice.
func sample(c check, values []string) string {
	return fillMessage(c.message, func(n int) string {
		if n < len(values) {
			return values[n]
		}
		return ""
	})
}

// variables counts what varies in a message.
func variables(message string) int {
	n := 0
	fillMessage(message, func(i int) string {
		n = max(n, i+1)
		return ""
	})
	return n
}

// shown is the message as a text names it: an ellipsis for what varies.
func shown(message string) string {
	return fillMessage(message, func(int) string { return "…" })
}
