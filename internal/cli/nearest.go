package cli

import "github.com/setuplogreview/setuplogreview/internal/words"

// nearest gives the name that is most like the word. The beginnings of a name count too, since
// beginnings are accepted. On a tie the first name wins.
func nearest(word string, names []string) (best string, steps int) {
	steps = len(word) + 1
	for _, name := range names {
		if d := distanceToBeginning(fold(word), fold(name)); d < steps {
			best, steps = name, d
		}
	}
	return best, steps
}

func distanceToBeginning(word, name string) int {
	best := words.Distance(word, name)
	for end := len(word) - 1; end <= len(word)+1; end++ {
		if end > 0 && end < len(name) {
			best = min(best, words.Distance(word, name[:end])+1)
		}
	}
	return best
}
