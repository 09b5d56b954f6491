package store

import "strconv"

// Places of rows that must hardly move from one release to the next, because a
// kiosk takes the difference of the two files: a row that has its place by
// counting would move with every row that comes before it. So a product or
// producer has its place by the first letters of its name and an image by the
// first bits of its hash; rows that meet at one place stand behind each other.
const (
	nameLetters = 7 // of a name that decide its place
	letterBits  = 6
	roomBits    = 5  // places between two such beginnings: 47 bits in all, six bytes in a row
	hashDigits  = 8  // hexadecimal digits that decide an image's place, but for the last bit
	firstLetter = 2  // least byte of a sort key but for the mark between levels
	lastLetter  = 63 // greatest that fits
)

// namedPlaces gives rows in the order of the sort keys of their names their places,
// by id.
func namedPlaces(names []string, id func(i int) string) map[string]int {
	return spread(len(names), func(i int) (string, int) { return id(i), namePlace(names[i]) })
}

// spread gives n rows places that grow, each the one it wants or the next free.
func spread(n int, row func(i int) (id string, wants int)) map[string]int {
	at, next := make(map[string]int, n), 0
	for i := range n {
		id, place := row(i)
		place = max(place, next)
		at[id], next = place, place+1
	}
	return at
}

// namePlace is a number that grows with the sort keys of names.
func namePlace(key string) (place int) {
	for i := range nameLetters {
		letter := 0
		if i < len(key) && key[i] >= firstLetter {
			letter = min(int(key[i])-firstLetter+1, lastLetter)
		} else {
			key = "" // the level of letters has ended
		}
		place = place<<letterBits | letter
	}
	return place << roomBits
}

// hashPlace is a number that grows with the hash.
func hashPlace(sha256 string) int {
	n, err := strconv.ParseUint(sha256[:min(hashDigits, len(sha256))], 16, 64)
	if err != nil {
		return 0 // whoever writes the row refuses what is no hash
	}
	return int(n >> 1)
}
