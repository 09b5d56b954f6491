package model_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/vote"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func env(t *testing.T, lang string) model.Env {
	t.Helper()
	e, err := modeltest.Env(lang)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func product(t *testing.T, e model.Env, code string) model.Product {
	t.Helper()
	p, err := model.LoadProduct(context.Background(), e, modeltest.New(), code)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlaceNamesTheFormerProvince(t *testing.T) {
	for lang, want := range map[string]string{
		"vi": "xã An Hiệp, tỉnh Vĩnh Long (trước: Bến Tre)",
		"en": "An Hiep Commune, Vinh Long Province (formerly Ben Tre)",
	} {
		if got := product(t, env(t, lang), "DUA-1").Place; got != want {
			t.Errorf("%s: place %q, want %q", lang, got, want)
		}
	}
}

func TestRatingSaysOnlyWhatTheCertificateProves(t *testing.T) {
	for _, c := range []struct {
		code, title string
		stars       int
		facts, note bool
	}{
		{"TEA-1", "OCOP 4 sao", 4, true, false},
		{"OLD-1", "Hạng sao đã hết hạn", 0, false, true},
		{"POT-1", "Tiềm năng 5 sao", 0, false, true},
		{"IT-1", "", 0, false, false},
	} {
		r := product(t, env(t, "vi"), c.code).Rating
		if r.Title != c.title || r.Stars != c.stars || (len(r.Facts) > 0) != c.facts || (r.Note != "") != c.note {
			t.Errorf("%s: %+v", c.code, r)
		}
	}
	facts := product(t, env(t, "vi"), "TEA-1").Rating.Facts
	want := []string{"Quyết định: 3981/QĐ-UBND, ngày 05/08/2025", "Nơi công nhận: UBND tỉnh Lào Cai", "Có giá trị đến hết ngày 05/08/2028", "Theo: 148/QĐ-TTg"}
	if !slices.Equal(facts, want) {
		t.Errorf("facts %q, want %q", facts, want)
	}
}

func TestProductTellsWhereToBuyIt(t *testing.T) {
	tea := product(t, env(t, "vi"), "TEA-1")
	if len(tea.Shops) != 2 || tea.Shops[0].Host != "shopee.vn" || tea.Shops[0].Content != "https://shopee.vn/product/1/2" || tea.Shops[1].Host != "suongsom.example" {
		t.Errorf("shops %+v", tea.Shops)
	}
	if tea.Trace == nil || tea.Trace.Host != "truyxuat.example" {
		t.Errorf("trace %+v", tea.Trace)
	}
	if tea.Here == "" || tea.Vote == nil || tea.Vote.Nominee != "n-tra" {
		t.Errorf("here %q, vote %+v", tea.Here, tea.Vote)
	}
	if got := tea.Titles; len(got) != 1 || got[0] != "Hàng Việt Nam được người tiêu dùng yêu thích 2025, Top 1" {
		t.Errorf("titles %q", got)
	}
	if p := product(t, env(t, "vi"), "ALC-1"); len(p.Shops) != 0 || p.NoShops == "" || len(p.Notices) == 0 {
		t.Errorf("alcohol: shops %v, notices %v", p.Shops, p.Notices)
	}
}

func TestWithdrawnProductIsGone(t *testing.T) {
	for _, code := range []string{"REV-1", "NEVER-WAS"} {
		if p := product(t, env(t, "vi"), code); !p.Gone || p.Name != "" {
			t.Errorf("%s: %+v", code, p)
		}
	}
}

func TestAttractNeverShowsAlcohol(t *testing.T) {
	a, err := model.LoadAttract(context.Background(), env(t, "vi"), modeltest.New())
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, s := range a.Slides {
		codes = append(codes, s.Code)
	}
	if !slices.Contains(codes, "TEA-1") || slices.Contains(codes, "ALC-1") || slices.Contains(codes, "REV-1") {
		t.Errorf("slides %q", codes)
	}
}

func TestHomeHoldsWhatThereIs(t *testing.T) {
	h, err := model.LoadHome(context.Background(), env(t, "vi"), modeltest.New())
	if err != nil {
		t.Fatal(err)
	}
	var shelves []string
	for _, s := range h.Shelves {
		shelves = append(shelves, s.Title)
	}
	if want := []string{"Có bán tại đây", "Mới giới thiệu", "Nổi bật"}; !slices.Equal(shelves, want) {
		t.Errorf("shelves %q, want %q", shelves, want)
	}
	if len(h.Sectors) != 6 || h.Vote == nil || h.Vote.ID != "yeu-thich-2026" || len(h.Events) != 2 || !h.Events[0].Running {
		t.Errorf("sectors %d, vote %+v, events %+v", len(h.Sectors), h.Vote, h.Events)
	}
	for _, p := range h.Provinces {
		if p.Count == "" || strings.HasPrefix(p.Count, "0") {
			t.Errorf("province %s has nothing", p.Name)
		}
	}
}

func TestListNarrows(t *testing.T) {
	e := env(t, "vi")
	for _, c := range []struct {
		filter model.Filter
		title  string
		code   string // must be in it
		not    string // must not
	}{
		{model.Filter{}, "Tất cả sản phẩm", "IT-1", "REV-1"},
		{model.Filter{Province: "86"}, "Vĩnh Long", "DUA-1", "TEA-1"},
		{model.Filter{Stars: 4}, "Tất cả sản phẩm", "TEA-1", "DUA-1"},
		{model.Filter{Here: true}, "Có bán tại đây", "TEA-1", "DUA-1"},
		{model.Filter{New: true}, "Mới giới thiệu", "TEA-1", "DUA-1"},
		{model.Filter{Sector: 1}, "Thực phẩm", "TEA-1", "ALC-1"},
	} {
		l, err := model.LoadList(context.Background(), e, modeltest.New(), c.filter)
		if err != nil {
			t.Fatal(err)
		}
		has := func(code string) bool {
			for i := range l.Cards.Len() {
				if l.Cards.At(i).Code == code {
					return true
				}
			}
			return false
		}
		if l.Title != c.title || !has(c.code) || has(c.not) {
			t.Errorf("%+v: title %q, has %s %v, has %s %v", c.filter, l.Title, c.code, has(c.code), c.not, has(c.not))
		}
	}
}

func TestSearch(t *testing.T) {
	for query, want := range map[string]int{"": 0, "  ": 0, "keo dua": 1, "😀": 0} {
		c := modeltest.New()
		r, err := model.LoadSearch(context.Background(), env(t, "vi"), c, c, query)
		if err != nil || len(r.Cards) != want {
			t.Errorf("%q: %d cards, %v; want %d", query, len(r.Cards), err, want)
		}
		if complains := r.Empty != ""; complains != (query == "😀") {
			t.Errorf("%q: empty %q", query, r.Empty)
		}
	}
}

func TestEventsThatAreOverAreGone(t *testing.T) {
	l, err := model.LoadEvents(context.Background(), env(t, "en"), modeltest.New())
	if err != nil || len(l.Lines) != 2 || l.Lines[0].ID != "tuan-hang" || l.Lines[0].When != "20/11/2026 – 25/11/2026" || l.Lines[1].When != "05/12/2026" {
		t.Errorf("%+v, %v", l, err)
	}
}

func TestLoadersHandTheErrorOn(t *testing.T) {
	c := modeltest.New()
	c.Err = errors.New("disk on fire")
	ctx, e := context.Background(), env(t, "vi")
	for name, load := range map[string]func() error{
		"attract":  func() error { _, err := model.LoadAttract(ctx, e, c); return err },
		"home":     func() error { _, err := model.LoadHome(ctx, e, c); return err },
		"list":     func() error { _, err := model.LoadList(ctx, e, c, model.Filter{}); return err },
		"product":  func() error { _, err := model.LoadProduct(ctx, e, c, "TEA-1"); return err },
		"producer": func() error { _, err := model.LoadProducer(ctx, e, c, "htx-suong-som"); return err },
		"events":   func() error { _, err := model.LoadEvents(ctx, e, c); return err },
		"rounds":   func() error { _, err := model.LoadRounds(ctx, e, c, c); return err },
		"round":    func() error { _, err := model.LoadRound(ctx, e, c, "yeu-thich-2026"); return err },
		"nominees": func() error { _, err := model.LoadNominees(ctx, e, c, "yeu-thich-2026", "hm-1"); return err },
	} {
		if err := load(); !errors.Is(err, c.Err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRoundsStandInOrder(t *testing.T) {
	l, err := model.LoadRounds(context.Background(), env(t, "vi"), modeltest.New(), nil)
	if err != nil || len(l.Lines) != 3 {
		t.Fatal(l, err)
	}
	if !l.Lines[0].Open || l.Lines[1].State != "Sắp mở" || l.Lines[2].State != "Đã kết thúc" {
		t.Errorf("%+v", l.Lines)
	}
	if want := "Nhận phiếu đến 10:00 ngày 21/12/2026"; l.Lines[0].When != want {
		t.Errorf("when %q, want %q", l.Lines[0].When, want)
	}
}

// TestRoundsTellHowAndHowMany: a draft is not shown; a ballot count is, as soon
// as the round allows it.
func TestRoundsTellHowAndHowMany(t *testing.T) {
	c := modeltest.New()
	c.Voting[0].Switch, c.Voting[1].Switch = vote.SetDraft, vote.SetClose
	c.Voting[1].Test = true
	c.Voting[2].Mode, c.Voting[2].Reveal = vote.ByTicket, vote.Always
	open := c.Voting[2]
	if _, err := c.Cast(context.Background(), booth.Admission{}, open, []vote.Choice{{Category: "hm-1", Nominee: "n1"}, {Category: "hm-2", Nominee: "n5"}}, 1); err != nil {
		t.Fatal(err)
	}
	l, err := model.LoadRounds(context.Background(), env(t, "vi"), c, c)
	if err != nil || len(l.Lines) != 2 {
		t.Fatalf("%+v, %v", l, err)
	}
	if got := l.Lines[0]; got.How != "Mỗi vé một phiếu" || got.Taken != "Tại kiosk này: 1 phiếu, 2 lựa chọn" || got.Trial != "" {
		t.Errorf("%+v", got)
	}
	if got := l.Lines[1]; got.State != "Đã kết thúc" || got.When != "Ban tổ chức đã khép lại sớm" || got.Trial == "" || got.Taken != "" {
		t.Errorf("%+v", got)
	}
	open.Reveal = vote.AfterClose
	c.Voting[2] = open
	if l, _ = model.LoadRounds(context.Background(), env(t, "vi"), c, c); l.Lines[0].Taken != "" {
		t.Errorf("a count is shown while the round is open: %+v", l.Lines[0])
	}
}

func TestShutRoundsSayWhy(t *testing.T) {
	for _, test := range []struct {
		change func(*vote.Round)
		title  string
	}{
		{func(r *vote.Round) { r.Switch = vote.SetPause }, "Đợt bình chọn đang tạm dừng"},
		{func(r *vote.Round) { r.Switch = vote.SetClose }, "Đợt bình chọn đã kết thúc"},
		{func(r *vote.Round) { r.Switch = vote.SetDraft }, "Đợt bình chọn này không còn ở đây"},
		{func(r *vote.Round) { r.Opens = modeltest.Now.Add(time.Hour) }, "Đợt bình chọn chưa mở"},
		{func(r *vote.Round) { r.ID = "other" }, "Đợt bình chọn này không còn ở đây"},
	} {
		c := modeltest.New()
		test.change(&c.Voting[2])
		v, err := model.LoadRound(context.Background(), env(t, "vi"), c, "yeu-thich-2026")
		if err != nil || !v.Gone || v.Shut.Title != test.title || strings.Contains(v.Shut.Text, "%") {
			t.Errorf("%+v, %v; want %q", v.Shut, err, test.title)
		}
	}
}

func TestRefusalsAreWorded(t *testing.T) {
	now := modeltest.Now
	for _, test := range []struct {
		err  error
		part string
		wait time.Duration
	}{
		{fmt.Errorf("cast: %w", vote.ErrNotOpen), "khép lại", 0},
		{&booth.PauseError{Until: now.Add(12 * time.Second)}, "sau ít giây", 12 * time.Second},
		{&booth.SlowError{Until: now.Add(5 * time.Second)}, "sai nhiều lần", 5 * time.Second},
		{booth.ErrTicketUsed, "đã được dùng", 0},
		{booth.ErrTicketShape, "từng ký tự", 0},
		{booth.ErrNeedsStaff, "gọi nhân viên", 0},
		{errors.New("disk full"), "chưa được ghi nhận", 0},
	} {
		got := model.NewRefusal(env(t, "vi"), test.err, now)
		if !strings.Contains(got.Text, test.part) || got.Wait != test.wait {
			t.Errorf("%v: %+v", test.err, got)
		}
	}
	if got := model.NewRefusal(env(t, "vi"), nil, now); got != (model.Refusal{}) {
		t.Errorf("nothing refused: %+v", got)
	}
}

func TestReceiptLeadsToTheRecord(t *testing.T) {
	e := env(t, "vi")
	if v := model.NewConfirmed(e, 2, false, "ABCD-EFGH", "https://hub.example/receipt/"); v.QR != "https://hub.example/receipt/ABCD-EFGH" || v.Code != "ABCD-EFGH" || v.Trial != "" {
		t.Errorf("%+v", v)
	}
	if v := model.NewConfirmed(e, 2, true, "ABCD-EFGH", ""); v.QR != "ABCD-EFGH" || v.Trial == "" {
		t.Errorf("without an address: %+v", v)
	}
	if v := model.NewConfirmed(e, 2, false, "", "https://hub.example/"); v.QR != "" || v.Code != "" {
		t.Errorf("without a receipt: %+v", v)
	}
}

func TestNomineesAreMixedForEachVisit(t *testing.T) {
	orders := map[string]bool{}
	for seed := range uint64(8) {
		e := env(t, "vi")
		e.Seed = seed
		v, err := model.LoadNominees(context.Background(), e, modeltest.New(), "yeu-thich-2026", "hm-1")
		if err != nil || len(v.Nominees) != 5 || v.Next != "hm-2" {
			t.Fatal(v, err)
		}
		var order []string
		for _, n := range v.Nominees {
			order = append(order, n.Choice.Nominee)
		}
		orders[strings.Join(order, " ")] = true
	}
	if len(orders) < 3 {
		t.Errorf("only %d orders in 8 visits", len(orders))
	}
}

func TestReviewFollowsTheRound(t *testing.T) {
	c := modeltest.New()
	d := &model.Draft{Round: "yeu-thich-2026"}
	for _, choice := range []vote.Choice{{Category: "hm-2", Nominee: "n6"}, {Category: "hm-1", Nominee: "n-tra"}} {
		d.Toggle(c.Voting[2], choice)
	}
	v, err := model.LoadReview(context.Background(), env(t, "vi"), c, d)
	if err != nil || v.Count != 2 || len(v.Groups) != 2 || v.Groups[0].Chosen[0].Code != "TEA-1" || v.Gone {
		t.Errorf("%+v, %v", v.Groups, err)
	}
	d.Round = "yeu-thich-2025"
	if v, err := model.LoadReview(context.Background(), env(t, "vi"), c, d); err != nil || !v.Gone {
		t.Errorf("closed round: gone %v, %v", v.Gone, err)
	}
}

func TestLongNameIs110Characters(t *testing.T) {
	if n := len([]rune(catalog.NFC(modeltest.LongName))); n != 110 {
		t.Errorf("%d characters", n)
	}
}

func TestPlacesAreWholeInEnglish(t *testing.T) {
	for _, c := range []struct {
		place  catalog.Place
		vi, en string
	}{
		{catalog.Place{Commune: "phường Vườn Lài", Province: "79"}, "phường Vườn Lài, thành phố Hồ Chí Minh", "Vuon Lai Ward, Ho Chi Minh City"},
		{catalog.Place{Commune: "Phường Cây Tre", Province: "01"}, "Phường Cây Tre, thành phố Hà Nội", "Cay Tre Ward, Hanoi"},
		{catalog.Place{Commune: "xã An Hiệp", Province: "86", FormerName: "Bến Tre"}, "xã An Hiệp, tỉnh Vĩnh Long (trước: Bến Tre)", "An Hiep Commune, Vinh Long Province (formerly Ben Tre)"},
		{catalog.Place{Commune: "đặc khu Lý Sơn", Province: "51"}, "đặc khu Lý Sơn, tỉnh Quảng Ngãi", "Ly Son Special Zone, Quang Ngai Province"},
		{catalog.Place{Commune: "Đồng Mới", Province: "75"}, "Đồng Mới, thành phố Đồng Nai", "Dong Moi, Dong Nai City"},
	} {
		events := modeltest.New()
		events.Catalogue.Events = []catalog.Event{{ID: "e", Name: catalog.Text{"vi": "e"}, From: catalog.Date{Year: 2026, Month: 12, Day: 5}, To: catalog.Date{Year: 2026, Month: 12, Day: 5}, Place: c.place}}
		for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
			l, err := model.LoadEvents(context.Background(), env(t, lang), events)
			if err != nil || len(l.Lines) != 1 || l.Lines[0].Place != want {
				t.Errorf("%s: %+v, %v; want %q", lang, l.Lines, err, want)
			}
		}
	}
}
