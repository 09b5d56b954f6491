package model_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/booth"
	"hangviet/data/vote"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestHistory(t *testing.T) {
	home, list := model.Route{Screen: model.AtHome}, model.Route{Screen: model.AtList, Filter: model.Filter{Sector: 2}}
	h := model.NewHistory(home)
	if h.Back() {
		t.Error("there is a way back from the first screen")
	}
	h.SetScroll(120)
	h.Push(list)
	h.Push(list)
	if h.Depth() != 2 || h.Current().Route != list || h.Current().Scroll != 0 {
		t.Errorf("depth %d at %+v", h.Depth(), h.Current())
	}
	if !h.Back() || h.Current() != (model.Place{Route: home, Scroll: 120}) {
		t.Errorf("back leads to %+v", h.Current())
	}
}

func TestHistoryIsBounded(t *testing.T) {
	h := model.NewHistory(model.Route{Screen: model.AtHome})
	for i := range 500 {
		h.Push(model.Route{Screen: model.AtProduct, ID: string(rune('a' + i%26))})
	}
	if h.Depth() > 60 {
		t.Errorf("depth %d", h.Depth())
	}
	for h.Back() {
	}
	if h.Current().Route.Screen != model.AtHome {
		t.Errorf("the first screen is %v", h.Current().Route)
	}
}

func TestIdle(t *testing.T) {
	start := modeltest.Now
	idle := model.Idle{Quiet: 45 * time.Second, Grace: 15 * time.Second}
	idle.Touch(start)
	for _, c := range []struct {
		after time.Duration
		phase model.IdlePhase
		left  int
	}{
		{0, model.Active, 0},
		{44 * time.Second, model.Active, 0},
		{45 * time.Second, model.Asking, 15},
		{59500 * time.Millisecond, model.Asking, 1},
		{60 * time.Second, model.Over, 0},
	} {
		if phase, left := idle.At(start.Add(c.after)); phase != c.phase || left != c.left {
			t.Errorf("after %v: %v, %d left", c.after, phase, left)
		}
	}
	if phase, _ := idle.At(start.Add(-time.Hour)); phase != model.Active {
		t.Error("a clock that jumps back ends the visit")
	}
}

func TestDraftKeepsTheLimits(t *testing.T) {
	round := modeltest.New().Voting[2]
	d := &model.Draft{Round: round.ID}
	one := func(n string) vote.Choice { return vote.Choice{Category: "hm-1", Nominee: n} }
	two := func(n string) vote.Choice { return vote.Choice{Category: "hm-2", Nominee: n} }
	d.Toggle(round, one("n1"))
	d.Toggle(round, one("n2"))
	if d.Chosen(one("n1")) || !d.Chosen(one("n2")) {
		t.Error("in a category of one the new choice takes the place of the old")
	}
	d.Toggle(round, two("n5"))
	d.Toggle(round, two("n6"))
	if full := d.Toggle(round, two("n7")); !full || d.Count("hm-2") != 2 {
		t.Errorf("a third choice of two: full %v, %d chosen", full, d.Count("hm-2"))
	}
	d.Toggle(round, two("n5"))
	d.Toggle(round, two("not there"))
	if d.Count("") != 2 {
		t.Errorf("%d choices, want 2", d.Count(""))
	}
}

func TestDraftFollowsTheRound(t *testing.T) {
	round := modeltest.New().Voting[2]
	d := &model.Draft{Round: round.ID, Admission: &booth.Admission{Round: round.ID}}
	d.Toggle(round, vote.Choice{Category: "hm-1", Nominee: "n1"})
	d.Toggle(round, vote.Choice{Category: "hm-2", Nominee: "n5"})
	d.Toggle(round, vote.Choice{Category: "hm-2", Nominee: "n6"})
	if d.Keep(round); d.Dropped || d.Over(round) != "" {
		t.Error("something is dropped from a round that stays")
	}
	round.Categories = slices.Clone(round.Categories)
	round.Categories[0].Nominees = slices.DeleteFunc(slices.Clone(round.Categories[0].Nominees), func(n vote.Nominee) bool { return n.ID == "n1" })
	round.Categories[1].Choices = 1
	copied := d.Clone()
	if d.Keep(round); !d.Dropped || d.Count("hm-1") != 0 || d.Over(round) != "hm-2" {
		t.Errorf("a nominee that went is still chosen: %+v", d)
	}
	if copied.Count("") != 3 || copied.Dropped || copied.Admission == nil {
		t.Errorf("the copy changed: %+v", copied)
	}
}

func words(t *testing.T, lang string) map[string]string {
	t.Helper()
	names, err := fs.Glob(assets.Words, "words/"+lang+"*.json")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, name := range names {
		raw, err := fs.ReadFile(assets.Words, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func TestWordsAreCompleteInBothLanguages(t *testing.T) {
	vi, en := words(t, "vi"), words(t, "en")
	verb := regexp.MustCompile(`%(\[\d\])?[sd]`)
	verbs := func(s string) []string {
		v := verb.FindAllString(s, -1)
		slices.Sort(v)
		return v
	}
	for key, s := range vi {
		if en[key] == "" || !slices.Equal(verbs(s), verbs(en[key])) {
			t.Errorf("%s: %q and %q", key, s, en[key])
		}
	}
	for key, s := range en {
		if vi[strings.TrimSuffix(key, ".one")] == "" {
			t.Errorf("%s: %q has no Vietnamese", key, s)
		}
		if strings.Contains(s, "!") || strings.Contains(vi[key], "!") {
			t.Errorf("%s shouts", key)
		}
	}
}

// TestWordsExist looks for keys in the code of the screens that no file holds.
func TestWordsExist(t *testing.T) {
	vi := words(t, "vi")
	use := regexp.MustCompile(`(?:Say|Count)\("([a-z]+\.[a-z.]*[a-z])"`)
	for _, pattern := range []string{"*.go", "../screen/*.go", "../*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range use.FindAllStringSubmatch(string(src), -1) {
				if vi[m[1]] == "" {
					t.Errorf("%s says %q, which has no words", f, m[1])
				}
			}
		}
	}
}

func TestWordsFallBack(t *testing.T) {
	w, err := model.ParseWords(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Say("ko", "nav.home"); got != "Trang đầu" {
		t.Errorf("no Korean: %q", got)
	}
	if w.Count("en", "count.products", 1) != "1 product" || w.Count("vi", "count.products", 1) != "1 sản phẩm" {
		t.Error("one thing is told wrongly")
	}
	if langs := w.Langs(); !slices.Equal(langs, []string{"vi", "en"}) {
		t.Errorf("languages %q", langs)
	}
}
