package report

// appendIndented appends a JSON document with line breaks and two blanks for each level, as
// json.Indent writes it. The document comes from an encoder, so that nothing of it has to be checked;
// checking takes longer than all else about a report.
func appendIndented(out, document []byte, prefix string) []byte {
	level := 0
	for i := 0; i < len(document); i++ {
		switch c := document[i]; c {
		case '"':
			end := stringEnd(document, i)
			out = append(out, document[i:end]...)
			i = end - 1
		case '{', '[':
			out = append(out, c)
			if next := document[i+1]; next == '}' || next == ']' {
				out = append(out, next)
				i++
				continue
			}
			level++
			out = appendBreak(out, prefix, level)
		case '}', ']':
			level--
			out = append(appendBreak(out, prefix, level), c)
		case ',':
			out = appendBreak(append(out, c), prefix, level)
		case ':':
			out = append(out, c, ' ')
		default:
			out = append(out, c)
		}
	}
	return out
}

// stringEnd gives the offset behind the string that begins at start.
func stringEnd(document []byte, start int) int {
	for i := start + 1; ; i++ {
		switch document[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
}

func appendBreak(out []byte, prefix string, level int) []byte {
	out = append(append(out, '\n'), prefix...)
	for range level {
		out = append(out, "  "...)
	}
	return out
}
