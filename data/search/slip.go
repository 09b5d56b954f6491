package search

import "math/bits"

// maxSlips is how many typing slips a word is forgiven; the cost of one is
// slipUnit, less when the keys are neighbours or the letters are confused by ear.
const (
	maxSlips = 2
	slipUnit = 4
	slipNear = 3 // a key beside the right one, two letters swapped, a letter doubled
)

// letterSet is the set of letters and digits of a key, to tell cheaply that two
// keys are too far apart.
type letterSet uint64

func lettersOf(key string) letterSet {
	var set letterSet
	for i := range len(key) {
		set |= 1 << letterClass(key[i])
	}
	return set
}

func letterClass(c byte) uint {
	switch {
	case 'a' <= c && c <= 'z':
		return uint(c - 'a')
	case '0' <= c && c <= '9':
		return 26 + uint(c-'0')
	}
	return 63
}

// apart is a lower bound of how many slips lie between two keys.
func (s letterSet) apart(other letterSet) int {
	return max(bits.OnesCount64(uint64(s&^other)), bits.OnesCount64(uint64(other&^s)))
}

// keyboard holds the rows of the Latin keyboard, for who is whose neighbour.
var keyboard = [...]string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

// beside tells which keys touch: a table made once, 36 by 36.
var beside = func() (table [64]letterSet) {
	for row, keys := range keyboard {
		for i := range len(keys) {
			for _, at := range [][2]int{{row, i - 1}, {row, i + 1}, {row - 1, i}, {row - 1, i + 1}, {row + 1, i - 1}, {row + 1, i}} {
				if at[0] >= 0 && at[0] < len(keyboard) && at[1] >= 0 && at[1] < len(keyboard[at[0]]) {
					table[letterClass(keys[i])] |= 1 << letterClass(keyboard[at[0]][at[1]])
				}
			}
		}
	}
	return table
}()

func neighbours(a, b byte) bool { return beside[letterClass(a)]&(1<<letterClass(b)) != 0 }

// slips compares typed keys with words; it keeps its working memory.
type slips struct{ rows [3][maxLetters + 1]int }

// cost returns what it takes to make typed of met: the cheapest sequence of
// letters left out, put in, exchanged or swapped, in units of slipUnit a slip.
// With start set, typed may be the beginning of met. Beyond limit it may return
// any number above limit.
func (s *slips) cost(typed, met string, start bool, limit int) int {
	if len(met) > maxLetters || len(typed) > maxLetters {
		return limit + 1
	}
	before, last, this := &s.rows[0], &s.rows[1], &s.rows[2]
	for j := range len(typed) + 1 {
		last[j] = j * slipUnit
	}
	best := last[len(typed)]
	for i := range len(met) {
		this[0] = (i + 1) * slipUnit
		least := this[0]
		for j := range len(typed) {
			c := min(last[j]+exchange(met[i], typed[j]), last[j+1]+leftOut(met, i), this[j]+putIn(typed, j))
			if i > 0 && j > 0 && met[i] == typed[j-1] && met[i-1] == typed[j] && met[i] != met[i-1] {
				c = min(c, before[j-1]+slipNear)
			}
			this[j+1] = c
			least = min(least, c)
		}
		if least > limit {
			return least
		}
		before, last, this = last, this, before
		if start && i+1 >= len(typed)-1 {
			best = min(best, last[len(typed)])
		}
	}
	if start {
		return min(best, last[len(typed)])
	}
	return last[len(typed)]
}

func exchange(a, b byte) int {
	switch {
	case a == b:
		return 0
	case neighbours(a, b):
		return slipNear
	}
	return slipUnit
}

// leftOut is the cost of a letter of met that was not typed.
func leftOut(met string, i int) int {
	if i > 0 && met[i] == met[i-1] {
		return slipNear
	}
	return slipUnit
}

// putIn is the cost of a letter typed too many.
func putIn(typed string, j int) int {
	if j > 0 && (typed[j] == typed[j-1] || neighbours(typed[j], typed[j-1])) {
		return slipNear
	}
	return slipUnit
}

// soundKey writes alike what many people say alike: ch and tr, s and x, d, gi
// and r, l and n, i and y, and the ends n and ng, c and t.
func soundKey(key string) string {
	head, rime := key, ""
	for i := range len(key) {
		switch key[i] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			head, rime = key[:i], key[i:]
		default:
			continue
		}
		break
	}
	switch head {
	case "tr":
		head = "ch"
	case "x":
		head = "s"
	case "r", "gi":
		head = "d"
	case "n":
		head = "l"
	case "g":
		if len(rime) > 1 && rime[0] == 'i' {
			head, rime = "d", rime[1:]
		}
	}
	return head + soundEnd(rime)
}

func soundEnd(rime string) string {
	n := len(rime)
	if n < 2 {
		return rime
	}
	switch {
	case rime[n-1] == 'g' && rime[n-2] == 'n':
		return rime[:n-1]
	case rime[n-1] == 'c':
		return rime[:n-1] + "t"
	}
	return rime
}
