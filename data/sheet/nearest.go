package sheet

// nearest returns the one of names that is most like want, when one is like it
// enough that a slip of the finger explains the difference; otherwise "".
func nearest(want string, names []string) string {
	w := []rune(key(want))
	best, distance := "", len(w)/3+1
	for _, name := range names {
		if d := edits(w, []rune(key(name)), distance); d < distance {
			best, distance = name, d
		}
	}
	return best
}

// edits counts the insertions, deletions, replacements and swaps of neighbours
// that lead from a to b; it gives up at limit.
func edits(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+unlike(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit)
}

func unlike(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
