package vote

import (
	"errors"
	"slices"
	"testing"
)

func TestRoundsThatFollow(t *testing.T) {
	with := func(change func(*Round)) []Round {
		r := round()
		change(&r)
		return []Round{r}
	}
	for name, next := range map[string][]Round{
		"the same":       with(func(*Round) {}),
		"none":           nil,
		"another order":  with(func(r *Round) { slices.Reverse(r.Categories[0].Nominees) }),
		"one withdrawn":  with(func(r *Round) { r.Categories[0].Nominees = r.Categories[0].Nominees[1:] }),
		"one added":      with(func(r *Round) { r.Categories[1].Nominees = append(r.Categories[1].Nominees, Nominee{"lamp", "P-9"}) }),
		"another round":  with(func(r *Round) { r.ID = "2027"; r.Categories[0].Nominees[0].Product = "P-9" }),
		"other category": with(func(r *Round) { r.Categories[1].Nominees[0] = Nominee{"tea", "P-9"} }),
	} {
		if err := CheckFollows([]Round{round()}, next); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	swapped := with(func(r *Round) {
		n := r.Categories[0].Nominees
		n[0].Product, n[1].Product = n[1].Product, n[0].Product
	})
	var moved *MovedError
	if err := CheckFollows([]Round{round()}, swapped); !errors.As(err, &moved) ||
		*moved != (MovedError{"2026", "food", "tea", "P-tea", "P-honey"}) {
		t.Errorf("two nominees that changed places: %v", err)
	}
}
