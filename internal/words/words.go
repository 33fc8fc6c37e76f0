// Package words compares a word that somebody typed with those that are known.
package words

import "strings"

// Nearest gives the known word that is most like the one that was typed, or "" when none is near.
// Letter case does not count; on a tie the first word wins.
func Nearest(word string, known []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, candidate := range known {
		if d := Distance(strings.ToLower(word), strings.ToLower(candidate)); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// Distance counts the letters to insert, delete, change or swap with their neighbour to make b
// of a.
func Distance(a, b string) int {
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
