package vote

import (
	"slices"
	"testing"
)

func drawn(c Category, seed uint64) (ids []string) {
	for _, n := range c.Drawn(seed) {
		ids = append(ids, n.ID)
	}
	return ids
}

func TestDrawn(t *testing.T) {
	c := round().Categories[0]
	// sha256sum of "hangviet-order/1 0000000000000007 food tea" and so on, sorted
	if got, want := drawn(c, 7), []string{"honey", "rice", "tea"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := drawn(c, 7); !slices.Equal(got, drawn(c, 7)) || c.Nominees[0].ID != "tea" {
		t.Errorf("drawn anew: %v, from %v", got, c.Nominees)
	}
	first := map[string]int{}
	for seed := range uint64(3000) {
		all := drawn(c, seed)
		first[all[0]]++
		fewer := c
		fewer.Nominees = c.Nominees[1:]
		if got := slices.DeleteFunc(all, func(id string) bool { return id == "tea" }); !slices.Equal(got, drawn(fewer, seed)) {
			t.Fatalf("seed %d: without tea %v, want %v", seed, drawn(fewer, seed), got)
		}
	}
	for id, n := range first {
		if n < 900 || n > 1100 {
			t.Errorf("%s comes first %d times in 3000", id, n)
		}
	}
}
