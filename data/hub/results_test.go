package hub

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// TestResultsForEverybody shows what the round says, to who has not signed in.
func TestResultsForEverybody(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*vote.Round)
		status int
		shown  [2]bool // while it is open, once it is closed
	}{
		"by default":    {func(*vote.Round) {}, http.StatusOK, [2]bool{false, true}},
		"always":        {func(r *vote.Round) { r.Reveal = vote.Always }, http.StatusOK, [2]bool{true, true}},
		"never":         {func(r *vote.Round) { r.Reveal = vote.Never }, http.StatusOK, [2]bool{false, false}},
		"closed early":  {func(r *vote.Round) { r.Switch = vote.SetClose }, http.StatusOK, [2]bool{true, true}},
		"paused":        {func(r *vote.Round) { r.Switch = vote.SetPause }, http.StatusOK, [2]bool{false, true}},
		"still a draft": {func(r *vote.Round) { r.Switch, r.Reveal = vote.SetDraft, vote.Always }, http.StatusNotFound, [2]bool{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			r := testRound()
			test.change(&r)
			h.publishAndWait(r)
			k := h.enrolled("Điểm bán kín", wire.Approved)
			for range 37 {
				k.vote("food/n-tea")
			}
			k.paper(0, "1", "HN-1", 91, "")
			k.deliver()
			for i, shown := range test.shown {
				h.wait(time.Duration(i) * 49 * time.Hour)
				status, body := h.get("/results/r1")
				if status != test.status {
					t.Fatalf("%d %s", status, body)
				}
				page := string(body)
				if strings.Contains(page, "37") != shown || strings.Contains(page, "91") != shown || strings.Contains(page, "Chè Shan") != shown {
					t.Errorf("step %d: shown is not %t: %s", i, shown, page)
				}
				if test.status == http.StatusOK && (!strings.Contains(page, "chương trình quảng bá có hội đồng") || strings.Contains(page, "Điểm bán kín")) {
					t.Errorf("step %d: %s", i, page)
				}
			}
		})
	}
	h := newHouse(t)
	if status, _ := h.get("/results/none"); status != http.StatusNotFound {
		t.Errorf("no such round: %d", status)
	}
}

// TestRoundsKeepTheirFields: what a release says of a round is what the hub knows.
func TestRoundsKeepTheirFields(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	r.Switch, r.Test, r.Mode, r.Pause, r.Reveal, r.Receipts = vote.SetPause, true, vote.ByStaff, 45*time.Second, vote.Never, true
	h.publishAndWait(r)
	got := h.round().Newest
	if got.Switch != r.Switch || got.Test != r.Test || got.Mode != r.Mode || got.Pause != r.Pause || got.Reveal != r.Reveal || got.Receipts != r.Receipts {
		t.Errorf("%+v, want %+v", got, r)
	}
}

// TestExposureFromCounters adds what two kiosks counted on two days.
func TestExposureFromCounters(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(shownRound())
	for i, status := range []wire.Status{wire.Approved, wire.Approved} {
		k := h.enrolled(fmt.Sprint(i), status)
		for _, day := range []string{"2026-11-20", "2026-11-21"} {
			var counts []wire.Count
			for place := 1; place <= 3; place++ {
				for _, nominee := range []string{"n-tea", "n-rice", "n-fish"} {
					key := fmt.Sprintf("r1/food/%s/%d", nominee, place)
					counts = append(counts, wire.Count{Name: "nominee.shown", Key: key, N: 250}, wire.Count{Name: "nominee.chosen", Key: key, N: int64(100 / place)})
				}
			}
			counts = append(counts, wire.Count{Name: "nominee.shown", Key: "r2/food/n-tea/1", N: 5}, wire.Count{Name: "nominee.shown", Key: "odd", N: 5})
			_, err := h.hub.TakeReport(t.Context(), wire.NewReport(k.self.PrivateKey, day, counts, h.clock()))
			h.must(err)
		}
	}
	_, e, err := h.hub.Exposure(t.Context(), "r1")
	h.must(err)
	if len(e.Categories) != 1 || len(e.Categories[0].Showings) != 9 || e.Categories[0].Places[0].Shown != 3000 || e.Categories[0].Places[2].Chosen != 396 || e.Bias.Degrees != 2 || e.Bias.P > 1e-9 {
		t.Errorf("%+v", e)
	}
	browser := h.admin()
	page := h.page(browser, "/rounds/r1/exposure")
	for _, want := range []string{"Chè Shan tuyết", "40,0 %", "Có dấu hiệu rõ", "&lt; 0,0001", "χ² = Σ"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if csv := h.page(browser, "/rounds/r1/export?format=csv"); !strings.Contains(csv, "exposure,r1,food,n-rice") || !strings.Contains(csv, "position-bias") {
		t.Error("the export does not tell of exposure")
	}
}
