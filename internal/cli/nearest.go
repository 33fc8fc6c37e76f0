package cli

// distance counts the letters to insert, delete, change or swap with their neighbour to make b
// of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, above := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range above {
		above[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+differ(x[i], y[j]))
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above = above, row
	}
	return above[len(y)]
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}

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
	best := distance(word, name)
	for end := len(word) - 1; end <= len(word)+1; end++ {
		if end > 0 && end < len(name) {
			best = min(best, distance(word, name[:end])+1)
		}
	}
	return best
}
