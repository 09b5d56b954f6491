package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/plan"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

var opens = time.Date(2026, 9, 1, 8, 0, 0, 0, catalog.Zone)

func round() vote.Round {
	return vote.Round{
		ID: "r-2026", Title: vote.Text{"vi": "Hàng Việt được yêu thích"}, Opens: opens, Closes: opens.Add(240 * time.Hour), Mode: vote.ByPause, Reveal: vote.AfterClose,
		Categories: []vote.Category{
			{ID: "food", Title: vote.Text{"vi": "Thực phẩm"}, Choices: 2, Nominees: []vote.Nominee{{ID: "A", Product: "A"}, {ID: "B", Product: "B"}}},
			{ID: "craft", Title: vote.Text{"vi": "Thủ công"}, Choices: 1, Nominees: []vote.Nominee{{ID: "C", Product: "C"}}},
		},
	}
}

// shop knows products A to F, of the firm that their letter in lower case says but
// for D, E and F, which are A's.
func shop(product string) (string, bool) {
	if strings.Contains("DEF", product) {
		return "a", true
	}
	return strings.ToLower(product), strings.Contains("ABC", product)
}

// TestThereAndBack: a round is the same after it stood in a form and on a disk.
func TestThereAndBack(t *testing.T) {
	r := round()
	r.Pause, r.Receipts, r.Rules, r.Switch = 45*time.Second, true, vote.Text{"vi": "Một\nHai", "en": "x"}, vote.SetPause
	text, err := plan.From(r).Encode()
	if err != nil {
		t.Fatal(err)
	}
	d, err := plan.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	got, faults := d.Tidy().Round(shop)
	got.Opens, got.Closes = got.Opens.UTC(), got.Closes.UTC()
	r.Opens, r.Closes = r.Opens.UTC(), r.Closes.UTC()
	if fmt.Sprint(got) != fmt.Sprint(r) || len(faults) > 0 {
		t.Errorf("got\n%v %v, want\n%v", got, faults, r)
	}
}

func TestFaults(t *testing.T) {
	for want, spoil := range map[string]func(*plan.Draft){
		"":                                 func(*plan.Draft) {},
		"id id []":                         func(d *plan.Draft) { d.ID = "a b" },
		"title.vi none []":                 func(d *plan.Draft) { d.Title = vote.Text{"en": "x"} },
		"title.en long [120]":              func(d *plan.Draft) { d.Title["en"] = strings.Repeat("ệ", 121) },
		"rules.vi control []":              func(d *plan.Draft) { d.Rules = vote.Text{"vi": "a\x00b"} },
		"opens time []":                    func(d *plan.Draft) { d.Opens = "31/02/2026 08:00" },
		"closes none []":                   func(d *plan.Draft) { d.Closes = "" },
		"closes order []":                  func(d *plan.Draft) { d.Closes = d.Opens },
		"mode unknown []":                  func(d *plan.Draft) { d.Mode = "x" },
		"reveal unknown []":                func(d *plan.Draft) { d.Reveal = "" },
		"pause number [1 86400]":           func(d *plan.Draft) { d.Pause = "1,5" },
		"pause pause []":                   func(d *plan.Draft) { d.Pause, d.Mode = "5", vote.ByTicket },
		"categories empty []":              func(d *plan.Draft) { d.Categories = nil },
		"category.1.title.vi none []":      func(d *plan.Draft) { d.Categories[1].Title = nil },
		"category.1.title.vi twice [food]": func(d *plan.Draft) { d.Categories[1].ID = "food" },
		"category.0.choices number [1 100]": func(d *plan.Draft) {
			d.Categories[0].Choices = "0"
		},
		"category.0.choices few [3 2]": func(d *plan.Draft) { d.Categories[0].Choices = "3" },
		"category.1.nominees empty []": func(d *plan.Draft) { d.Categories[1].Nominees = nil },
		"category.1.nominees gone [X]": func(d *plan.Draft) { d.Categories[1].Nominees = []vote.Nominee{{ID: "X", Product: "X"}} },
		"category.1.nominees twice [C]": func(d *plan.Draft) {
			d.Categories[1].Nominees = append(d.Categories[1].Nominees, vote.Nominee{ID: "c", Product: "C"})
		},
		"category.1.nominees firm [a 3]": func(d *plan.Draft) {
			for _, p := range []string{"D", "E", "F"} {
				d.Categories[1].Nominees = append(d.Categories[1].Nominees, vote.Nominee{ID: p, Product: p})
			}
		},
	} {
		d := plan.From(round())
		d.Title = vote.Text{"vi": d.Title["vi"]}
		spoil(&d)
		_, faults := d.Round(shop)
		var got []string
		for _, f := range faults {
			got = append(got, f.String())
		}
		if all := strings.Join(got, "; "); all != want {
			t.Errorf("got %q, want %q", all, want)
		}
	}
}

// TestTyped: instants are read as people write them, categories get ids of their own.
func TestTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"2026-09-01T08:00": "2026-09-01T08:00", " 1/9/2026 8:05 ": "2026-09-01T08:05", "08:00 01/09/2026": "2026-09-01T08:00", "mai": "mai",
	} {
		if got := (plan.Draft{Opens: typed}).Tidy().Opens; got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	d := plan.Draft{Categories: []plan.Category{{Title: vote.Text{"vi": "Đồ uống"}}, {Title: vote.Text{"vi": "Quà Tết  & đặc sản"}}, {Title: vote.Text{"vi": "Đồ uống"}}, {Title: vote.Text{"vi": "!"}}}}
	var ids []string
	for _, c := range d.Tidy().Categories {
		ids = append(ids, c.ID)
	}
	if !slices.Equal(ids, []string{"drinks", "qua-tet-dac-san", "drinks-2", ""}) {
		t.Errorf("ids %q", ids)
	}
}

func TestWhatMayChange(t *testing.T) {
	before, during, after := opens.Add(-time.Hour), opens.Add(time.Hour), opens.Add(1000*time.Hour)
	for name, c := range map[string]struct {
		change           func(*vote.Round)
		open, afterwards string // codes of faults; before it opens there is none
	}{
		"title":         {func(r *vote.Round) { r.Title = vote.Text{"vi": "Tên khác"} }, "", ""},
		"rules":         {func(r *vote.Round) { r.Rules = vote.Text{"vi": "Thể lệ"} }, "", ""},
		"longer":        {func(r *vote.Round) { r.Closes = r.Closes.Add(time.Hour) }, "", "closed"},
		"pause":         {func(r *vote.Round) { r.Pause = time.Minute }, "", ""},
		"paused":        {func(r *vote.Round) { r.Switch = vote.SetPause }, "", "closed"},
		"closed":        {func(r *vote.Round) { r.Switch = vote.SetClose }, "", ""},
		"draft":         {func(r *vote.Round) { r.Switch = vote.SetDraft }, "published", "closed"},
		"mode":          {func(r *vote.Round) { r.Mode = vote.ByTicket }, "fixed", "closed"},
		"opens":         {func(r *vote.Round) { r.Opens = r.Opens.Add(-time.Hour) }, "fixed", "closed"},
		"past":          {func(r *vote.Round) { r.Closes = opens.Add(time.Minute) }, "past", "closed"},
		"trial":         {func(r *vote.Round) { r.Test = true }, "fixed", "closed"},
		"reveal":        {func(r *vote.Round) { r.Reveal = vote.Always }, "fixed", "closed"},
		"more choices":  {func(r *vote.Round) { r.Categories[1].Choices = 2 }, "fixed", "closed"},
		"less":          {func(r *vote.Round) { r.Categories = r.Categories[:1] }, "fixed", "closed closed"},
		"one withdrawn": {func(r *vote.Round) { r.Categories[0].Nominees = r.Categories[0].Nominees[:1] }, "", "closed"},
		"one added": {func(r *vote.Round) {
			r.Categories[0].Nominees = append(r.Categories[0].Nominees, vote.Nominee{ID: "D", Product: "D"})
		}, "", "closed"},
		"one moved": {func(r *vote.Round) { r.Categories[1].Nominees[0].Product = "D" }, "moved", "moved"},
	} {
		next := round()
		c.change(&next)
		for at, want := range map[time.Time]string{during: c.open, after: c.afterwards} {
			var codes []string
			for _, f := range plan.CheckChange(round(), next, at) {
				codes = append(codes, f.Code)
			}
			if got := strings.Join(codes, " "); got != want {
				t.Errorf("%s at %v: %q, want %q", name, at, got, want)
			}
		}
		if faults := plan.CheckChange(round(), next, before); len(faults) > 0 && name != "one moved" {
			t.Errorf("%s before it opens: %v", name, faults)
		}
	}
}

// TestOver: of two rounds with one id the hub's wins, with a remark; what is not
// shown is left out of it.
func TestOver(t *testing.T) {
	workbook := []vote.Round{round(), {ID: "other"}}
	made := round()
	made.Title = vote.Text{"vi": "Tạo ở máy chủ"}
	fresh := round()
	fresh.ID = "fresh"
	m := plan.Made{Rounds: []vote.Round{made, fresh}}
	all, remarks := m.Over(workbook, func(p string) bool { return p != "C" && p != "B" })
	if len(all) != 3 || all[0].Title["vi"] != "Tạo ở máy chủ" || all[1].ID != "other" || all[2].ID != "fresh" {
		t.Errorf("rounds %+v", all)
	}
	if c := all[0].Categories; len(c) != 1 || len(c[0].Nominees) != 1 || c[0].Choices != 1 || workbook[0].Title["vi"] == "Tạo ở máy chủ" {
		t.Errorf("categories %+v", c)
	}
	var codes []string
	for _, r := range remarks {
		codes = append(codes, r.Code+" "+r.Round+" "+r.Product)
		if r.Text["vi"] == "" || r.Text["en"] == "" {
			t.Errorf("%+v", r)
		}
	}
	want := []string{"nominee-gone r-2026 B", "nominee-gone r-2026 C", "round-made r-2026 ", "nominee-gone fresh B", "nominee-gone fresh C"}
	if !slices.Equal(codes, want) {
		t.Errorf("remarks %q", codes)
	}
	if all, remarks = m.Over(nil, func(string) bool { return false }); len(all) != 0 || remarks[len(remarks)-1].Code != "round-gone" {
		t.Errorf("nothing is shown: %+v", all)
	}
}

// TestLists: tickets of the last release hold on, those made at the hub come to them,
// dropped ones go.
func TestLists(t *testing.T) {
	list := func(round string, marks ...byte) ticket.List {
		var all []ticket.Mark
		for _, m := range marks {
			all = append(all, ticket.Mark{7: m})
		}
		return ticket.NewList(round).With(all)
	}
	m := plan.Made{Tickets: []ticket.List{list("a", 3, 4)}, Dropped: []ticket.List{list("a", 2, 9)}}
	got, err := m.Lists([]ticket.List{list("a", 1, 2), list("gone", 5), list("b", 6)}, []vote.Round{{ID: "a"}, {ID: "b"}, {ID: "c"}})
	if err != nil || len(got) != 2 || fmt.Sprint(got[0].Marks) != fmt.Sprint(list("a", 1, 3, 4).Marks) || got[1].Round != "b" {
		t.Errorf("%+v %v", got, err)
	}
	m.Tickets[0].Cost.KiB = 8
	if _, err := m.Lists([]ticket.List{list("a", 1)}, []vote.Round{{ID: "a"}}); err == nil {
		t.Error("lists of another cost are added")
	}
}

func TestSearch(t *testing.T) {
	p := plan.NewProducts(3, []plan.Product{
		{Code: "CHE-01", Name: vote.Text{"vi": "Chè Shan tuyết"}, Producer: "p1", Maker: vote.Text{"vi": "HTX Sao Mai"}},
		{Code: "GAO-01", Name: vote.Text{"vi": "Gạo nếp"}, Producer: "p2", Maker: vote.Text{"vi": "Công ty Đồng Quê"}},
	})
	for query, want := range map[string]int{"": 2, "che shan": 1, "SAO MAI chè": 1, "gao-01": 1, "dong que": 1, "không có": 0} {
		if _, n := p.Search(query, 1); n != want {
			t.Errorf("%q finds %d, want %d", query, n, want)
		}
	}
	if firm, known := p.Find("CHE-01"); firm != "p1" || !known {
		t.Errorf("firm %q", firm)
	}
}
