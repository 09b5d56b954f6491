package tally

import (
	"math"
	"testing"
)

// TestChiSquareTail compares with printed tables.
func TestChiSquareTail(t *testing.T) {
	for _, c := range []struct {
		x       float64
		degrees int
		want    float64
	}{
		{3.841458820694124, 1, 0.05},
		{6.634896601021213, 1, 0.01},
		{18.307038053275146, 10, 0.05},
		{2.5582, 10, 0.99},
		{124.342113, 100, 0.05},
		{0, 3, 1},
		{5, 0, 1},
		{1000, 2, math.Exp(-500)},
	} {
		if got := chiSquareTail(c.x, c.degrees); math.Abs(got-c.want) > 1e-5*max(c.want, 1e-3) {
			t.Errorf("chi-square %v of %d: %v, want %v", c.x, c.degrees, got, c.want)
		}
	}
}

func TestParseShowing(t *testing.T) {
	if s, ok := ParseShowing("2026", "2026/do-uong/n/1/12"); !ok || s != (Showing{Category: "do-uong", Nominee: "n/1", Place: 12}) {
		t.Errorf("%+v %t", s, ok)
	}
	for _, bad := range []string{"", "2026", "2026/a/b", "2025/a/b/1", "2026/a/b/0", "2026/a/b/x", "2026//b/1", "20266/a/b/1", "2026/a/1"} {
		if s, ok := ParseShowing("2026", bad); ok {
			t.Errorf("%q is %+v", bad, s)
		}
	}
}

// TestExposure: without bias P is large, with the first place chosen twice as
// often it is next to nothing.
func TestExposure(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	r := c.round(t)
	var fair, biased []Showing
	for _, nominee := range []string{"a", "b", "gone"} {
		for place := range int64(5) {
			chosen := 100 + (place*7)%5
			fair = append(fair, Showing{"c", nominee, int(place) + 1, 1000, chosen})
			if place == 0 {
				chosen *= 2
			}
			biased = append(biased, Showing{"c", nominee, int(place) + 1, 1000, chosen})
		}
	}
	e := NewExposure(r, fair)
	if len(e.Categories) != 1 || len(e.Categories[0].Nominees) != 2 || len(e.Categories[0].Places) != 5 {
		t.Fatalf("%+v", e)
	}
	if a := e.Categories[0].Nominees[0]; a.Nominee != "a" || a.Shown != 5000 || math.Abs(a.Rate()-0.102) > 1e-9 {
		t.Errorf("%+v", a)
	}
	if e.Bias.P < 0.9 || e.Bias.Degrees != 4 {
		t.Errorf("without bias: %+v", e.Bias)
	}
	// By hand: shown 2000 at each place, chosen 400 206 202 208 204 → r = 0.122,
	// χ² = Σ (chosen − 244)² / (244 · 0.878) = 30440 / 214.232.
	b := NewExposure(r, []Showing{
		{"c", "a", 1, 2000, 400}, {"c", "a", 2, 2000, 206}, {"c", "a", 3, 2000, 202}, {"c", "a", 4, 2000, 208}, {"c", "a", 5, 2000, 204},
	}).Bias
	if math.Abs(b.ChiSquare-142.089) > 0.01 || b.P > 1e-20 || math.Abs(b.First-400.0/244) > 1e-9 {
		t.Errorf("with bias: %+v", b)
	}
	if got := NewExposure(r, biased).Bias; got.P > 1e-20 {
		t.Errorf("with bias: %+v", got)
	}
	if e := NewExposure(r, nil); e.Bias.Degrees != 0 || e.Bias.P != 1 || len(e.Categories) != 0 {
		t.Errorf("without showings: %+v", e)
	}
	if b := newBias([]Showing{{Place: 1, Shown: 5, Chosen: 5}}); b.Degrees != 0 || b.P != 1 {
		t.Errorf("all chosen: %+v", b)
	}
}

func TestFewAreTakenTogether(t *testing.T) {
	rows := joined([]Showing{{Shown: 10}, {Shown: 45}, {Shown: 60}, {Shown: 3}}, 0.1)
	if len(rows) != 2 || rows[0].Shown != 55 || rows[1].Shown != 63 {
		t.Errorf("%+v", rows)
	}
}
