package model_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestKnock(t *testing.T) {
	at := func(ms ...int) (opened []int) {
		var k model.Knock
		for i, n := range ms {
			corner := n >= 0
			if k.At(modeltest.Now.Add(time.Duration(max(n, -n))*time.Millisecond), corner) {
				opened = append(opened, i)
			}
		}
		return opened
	}
	for name, c := range map[string]struct {
		touches []int // milliseconds; below zero elsewhere
		opened  []int
	}{
		"five":                 {[]int{0, 900, 1800, 2700, 3700}, []int{4}},
		"four":                 {[]int{0, 100, 200, 300}, nil},
		"one too late":         {[]int{0, 100, 200, 300, 1301}, nil},
		"late, then five":      {[]int{0, 2000, 2100, 2200, 2300, 2400}, []int{5}},
		"one elsewhere":        {[]int{0, 100, 200, -300, 400, 500}, nil},
		"ten are two":          {[]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, []int{4, 9}},
		"a clock that is back": {[]int{5000, 5100, 5200, 5300, 4000}, nil},
	} {
		if got := at(c.touches...); !slices.Equal(got, c.opened) {
			t.Errorf("%s: opened at %v, want %v", name, got, c.opened)
		}
	}
}

// count is the field of a nominee of the open round.
func count(category, nominee string) model.Field {
	return model.Field{Category: category, Nominee: nominee}
}

// newBatch is a batch of the open round, whose categories allow 1 and 2 choices.
func newBatch() *model.Batch {
	b := model.NewBatch(modeltest.New().Voting[2], nil, staff.Member{Mark: "1"})
	b.Name, b.Second = "A-1", staff.Member{Mark: "2"}
	for pass := range 2 {
		b.Type(pass, model.FieldSheets, "10")
		b.Type(pass, model.FieldInvalid, "0")
	}
	return b
}

func TestStepsOfABatch(t *testing.T) {
	b := newBatch()
	at, way := model.Step{What: model.StepName}, ""
	for range 12 {
		way += fmt.Sprint(at.What, at.Pass, " ")
		at = b.After(at)
	}
	want := "name0 sheets0 category/hm-10 category/hm-20 second1 sheets1 category/hm-11 category/hm-21 check1 check1 check1 check1 "
	if way != want {
		t.Errorf("way %s, want %s", way, want)
	}
}

func TestWhatCanBeOnPaper(t *testing.T) {
	one, two := model.Step{What: model.OfCategory + "hm-1"}, model.Step{What: model.OfCategory + "hm-2"}
	for name, c := range map[string]struct {
		at     model.Step
		typed  map[model.Field]string
		done   bool
		single []model.Field // that cannot be, each by itself
	}{
		"nothing":                   {one, nil, true, nil},
		"all of them":               {one, map[model.Field]string{count("hm-1", "n1"): "10"}, true, nil},
		"together too many":         {one, map[model.Field]string{count("hm-1", "n1"): "6", count("hm-1", "n2"): "5"}, false, nil},
		"two choices a sheet":       {two, map[model.Field]string{count("hm-2", "n5"): "10", count("hm-2", "n6"): "10"}, true, nil},
		"three":                     {two, map[model.Field]string{count("hm-2", "n5"): "10", count("hm-2", "n6"): "10", count("hm-2", "n7"): "1"}, false, nil},
		"more than sheets":          {two, map[model.Field]string{count("hm-2", "n5"): "11"}, false, []model.Field{count("hm-2", "n5")}},
		"what is no number is none": {one, map[model.Field]string{count("hm-1", "n1"): "-1", count("hm-1", "n2"): "x"}, true, nil},
		"zeros before it":           {one, map[model.Field]string{count("hm-1", "n1"): "0010"}, true, nil},
	} {
		b := newBatch()
		for f, text := range c.typed {
			b.Type(0, f, text)
		}
		if got := b.Done(c.at); got != c.done {
			t.Errorf("%s: done %t", name, got)
		}
		for _, f := range b.Fields(c.at) {
			if got, want := b.Impossible(0, f), slices.Contains(c.single, f); got != want {
				t.Errorf("%s: %s impossible %t", name, f.ID(), got)
			}
		}
	}
}

func TestBatchFitsOnlyWhenBothAgree(t *testing.T) {
	tea, rice := count("hm-1", "n-tra"), count("hm-2", "n5")
	for name, c := range map[string]struct {
		change func(*model.Batch)
		fits   bool
		differ int
	}{
		"alike":                {func(*model.Batch) {}, true, 0},
		"one number":           {func(b *model.Batch) { b.Type(1, tea, "6") }, false, 1},
		"zero and nothing":     {func(b *model.Batch) { b.Type(1, rice, "0") }, true, 0},
		"sheets":               {func(b *model.Batch) { b.Type(0, model.FieldSheets, "11") }, false, 1},
		"invalid sheets":       {func(b *model.Batch) { b.Type(0, model.FieldInvalid, "1") }, false, 1},
		"invalid not typed":    {func(b *model.Batch) { b.Type(1, model.FieldInvalid, "") }, false, 0},
		"both say what cannot": {func(b *model.Batch) { b.Type(0, tea, "11"); b.Type(1, tea, "11") }, false, 0},
		"nobody is second":     {func(b *model.Batch) { b.Second = staff.Member{} }, false, 0},
		"without a number":     {func(b *model.Batch) { b.Name = "" }, false, 0},
	} {
		b := newBatch()
		b.Type(0, tea, "7")
		b.Type(1, tea, "7")
		c.change(b)
		if got := b.Fit(); got != c.fits {
			t.Errorf("%s: fits %t", name, got)
		}
		if got := b.Differing(); len(got) != c.differ {
			t.Errorf("%s: differ in %v", name, got)
		}
	}
}

func TestSheetOfABatch(t *testing.T) {
	b := newBatch()
	b.Corrects = &vote.Paper{ID: "old", Batch: "A-1", Sheets: 9, Counts: []vote.Count{{Choice: vote.Choice{Category: "hm-1", Nominee: "n-tra"}, Sheets: 4}}}
	b.Type(0, count("hm-1", "n-tra"), "7")
	b.Type(0, count("hm-1", "n1"), "0")
	s := b.Sheet()
	if s.Batch != "A-1" || s.Corrects != "old" || s.Staff != [2]string{"1", "2"} || s.Sheets != 10 || len(s.Counts) != 1 || s.Counts[0].Sheets != 7 {
		t.Errorf("got %+v", s)
	}
	for f, want := range map[model.Field]int{model.FieldSheets: 9, model.FieldInvalid: 0, count("hm-1", "n-tra"): 4, count("hm-1", "n1"): 0} {
		if got, ok := b.Was(f); got != want || !ok {
			t.Errorf("%s was %d, want %d", f.ID(), got, want)
		}
	}
	c := b.Clone()
	c.Type(0, count("hm-1", "n-tra"), "1")
	if b.Number(0, count("hm-1", "n-tra")) != 7 {
		t.Error("typing into a copy changes the batch")
	}
}

func TestEveryRefusalOfTheDeskIsASentence(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		env, err := modeltest.Env(lang)
		if err != nil {
			t.Fatal(err)
		}
		failed := env.Say("staff.failed")
		for _, err := range []error{
			staff.ErrWrong, staff.ErrLocked, staff.ErrShape, model.ErrSamePerson, booth.ErrBatchEntered, booth.ErrCorrected, booth.ErrNoBatch,
			vote.ErrCount, vote.ErrUnknown, vote.ErrPaperShape, vote.ErrNotOpen, booth.ErrAdmission,
		} {
			if got := model.NewDeskRefusal(env, fmt.Errorf("more: %w", err), modeltest.Now); got.Text == failed || got.Wait != 0 {
				t.Errorf("%s: %v is told as %q", lang, err, got.Text)
			}
		}
		if got := model.NewDeskRefusal(env, errors.New("disk full"), modeltest.Now).Text; got != failed {
			t.Errorf("%s: told as %q", lang, got)
		}
		slow := model.NewDeskRefusal(env, &staff.WaitError{Until: modeltest.Now.Add(15 * time.Second)}, modeltest.Now)
		if slow.Wait != 15*time.Second {
			t.Errorf("%s: waits %v", lang, slow.Wait)
		}
	}
}

func TestWhichRoundsStaffWorkOn(t *testing.T) {
	env, err := modeltest.Env("vi")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change       func(*vote.Round)
		opens, paper int
	}{
		"anybody votes":   {func(*vote.Round) {}, 0, 2}, // and the closed one of last year
		"supervised":      {func(r *vote.Round) { r.Mode = vote.ByStaff }, 1, 2},
		"not open yet":    {func(r *vote.Round) { r.Mode, r.Opens = vote.ByStaff, modeltest.Now.AddDate(0, 0, 1) }, 0, 1},
		"paused":          {func(r *vote.Round) { r.Mode, r.Switch = vote.ByStaff, vote.SetPause }, 0, 2},
		"a draft":         {func(r *vote.Round) { r.Mode, r.Switch = vote.ByStaff, vote.SetDraft }, 0, 1},
		"closed by hand":  {func(r *vote.Round) { r.Mode, r.Switch = vote.ByStaff, vote.SetClose }, 0, 2},
		"needs a ticket":  {func(r *vote.Round) { r.Mode = vote.ByTicket }, 0, 2},
		"supervised test": {func(r *vote.Round) { r.Mode, r.Test = vote.ByStaff, true }, 1, 2},
	} {
		goods, d := modeltest.New(), &modeltest.Desk{}
		c.change(&goods.Voting[2])
		desk, err := model.LoadDesk(t.Context(), env, goods, d, staff.Member{Mark: "1"})
		if err != nil || len(desk.Rounds) != c.opens || (desk.None == "") != (c.opens > 0) {
			t.Errorf("%s: %+v, %v", name, desk.Rounds, err)
		}
		papers, err := model.LoadPapers(t.Context(), env, goods, d, "", nil)
		if err != nil || len(papers.Rounds) != c.paper {
			t.Errorf("%s: paper into %d rounds, %v", name, len(papers.Rounds), err)
		}
	}
}
