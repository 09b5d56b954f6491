package dossier_test

import (
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, catalog.Zone)

func options(t testing.TB) sheet.Options {
	t.Helper()
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		t.Fatal(err)
	}
	return sheet.Options{Now: now, Provinces: provinces, Classification: classes, CheckOnly: true}
}

func firm() dossier.Entry {
	return dossier.Entry{Form: dossier.Firm, Code: "htx-1", State: dossier.Draft, Answers: dossier.Answers{
		"name": "HTX Suối Mây (ví dụ)", "form": "Hợp tác xã", "registration": "0100000000", "role": "Giám đốc",
		"province": "Tuyên Quang", "commune": "xã Hoàng Su Phì",
	}}
}

func product(t testing.TB) (entry dossier.Entry, photos string) {
	t.Helper()
	photos = filepath.Join(t.TempDir(), "photos")
	if err := os.MkdirAll(photos, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(photos, "tra.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(i)
	}
	picture.Set(0, 0, color.Black)
	if err := jpeg.Encode(f, picture, nil); err != nil {
		t.Fatal(err)
	}
	return dossier.Entry{Form: dossier.Product, Code: "SP-1", State: dossier.Draft, Photos: []string{"tra.jpg"}, Answers: dossier.Answers{
		"name": "Trà shan tuyết", "set": "11", "province": "Tuyên Quang", "status": "certified", "stars": "4", "certificate": "1/QĐ-UBND",
		"authority": "UBND tỉnh Tuyên Quang", "issued": "05/08/2026", "price": "185.000", "unit": "hộp",
		"link1": "https://gian-hang.example/tra", "capacity": "2 tấn một tháng", "minimum_order": "50 hộp", "distributors": "Giao toàn quốc",
	}}, photos
}

func judge(t testing.TB, firm, entry dossier.Entry, photos string) []dossier.Finding {
	t.Helper()
	findings, err := dossier.Judge(t.Context(), firm, entry, photos, options(t))
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// TestARightEntryIsSendable: a firm and a product that are right in everything.
func TestARightEntryIsSendable(t *testing.T) {
	entry, photos := product(t)
	for _, e := range []dossier.Entry{firm(), entry} {
		if findings := judge(t, firm(), e, photos); !dossier.Sendable(findings) {
			t.Errorf("%s cannot be sent: %v", e.Form, findings)
		}
	}
}

// TestRulesStandAtTheField: each fault is told at the field it is in, in words.
func TestRulesStandAtTheField(t *testing.T) {
	for name, c := range map[string]struct {
		key, answer, at string
		hinders         bool
	}{
		"no name":        {"name", "", "name", true},
		"price in words": {"price", "rẻ", "price", true},
		"stars":          {"stars", "7", "stars", true},
		"date":           {"issued", "32/13/2026", "issued", true},
		"province":       {"province", "Atlantis", "province", true},
		"barcode":        {"barcode", "123", "barcode", true},
		"healing":        {"story", "Trà chữa bệnh ung thư", "story", false},
		"the best":       {"short", "Trà tốt nhất Việt Nam", "short", false},
		"payment":        {"link1", "00020101021138540010A000000727", "link1", true},
		"second shop":    {"link2", "ftp://gian-hang.example", "link2", true},
	} {
		entry, photos := product(t)
		entry.Answers[c.key] = c.answer
		if c.answer == "" {
			delete(entry.Answers, c.key)
		}
		findings := judge(t, firm(), entry, photos)
		found := false
		for _, f := range findings {
			found = found || f.Key == c.at && f.Message["vi"] != "" && f.Message["en"] != ""
		}
		if !found || dossier.Sendable(findings) == c.hinders {
			t.Errorf("%s: %v", name, findings)
		}
	}
}

// TestEveryWordIsPointedAt: of several words in a field that the law forbids each is
// told, and once.
func TestEveryWordIsPointedAt(t *testing.T) {
	entry, photos := product(t)
	entry.Answers["story"] = "Chữa bệnh ho, đặc trị cảm. Chữa bệnh!"
	var told []string
	for _, f := range judge(t, firm(), entry, photos) {
		if f.Key == "story" {
			told = append(told, f.Message["vi"])
		}
	}
	if len(told) != 2 || !strings.Contains(told[0], "chữa bệnh") || !strings.Contains(told[1], "đặc trị") {
		t.Errorf("told: %q", told)
	}
}

// TestNoPhoto: a product needs one, and a photo that is none is told.
func TestNoPhoto(t *testing.T) {
	entry, photos := product(t)
	if err := os.WriteFile(filepath.Join(photos, "tra.jpg"), []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	if findings := judge(t, firm(), entry, photos); dossier.Sendable(findings) || findings[0].Key != "photos" {
		t.Errorf("a PDF as a photo: %v", findings)
	}
	entry.Photos = nil
	if findings := judge(t, firm(), entry, photos); dossier.Sendable(findings) || findings[0].Key != "photos" {
		t.Errorf("no photo: %v", findings)
	}
}

// TestOnlyPublicAnswersLeave: what is for officers alone is in no row, and what
// a workbook says comes back the same.
func TestOnlyPublicAnswersLeave(t *testing.T) {
	entry, _ := product(t)
	entry.Answers["enter"] = "có"
	rows := dossier.Rows(firm(), entry)
	for _, all := range rows {
		for _, row := range all {
			for key, value := range row {
				if key == "registration" || key == "role" || key == "enter" || strings.Contains(value, "0100000000") {
					t.Errorf("%s = %s leaves the hub", key, value)
				}
			}
		}
	}
	if got := rows["Products"][0]["distributors"]; got != "Năng lực cung ứng: 2 tấn một tháng\nĐơn hàng tối thiểu: 50 hộp\nGiao toàn quốc" {
		t.Errorf("distributors are told %q", got)
	}
	f, products := dossier.FromRows(rows, "htx-1")
	if again := dossier.Rows(f, products...); !reflect.DeepEqual(rows, again) {
		t.Errorf("%v became %v", rows, again)
	}
}

// TestMerge: a step changes its own fields only, and what a browser sends besides
// is nobody's.
func TestMerge(t *testing.T) {
	before := dossier.Answers{"name": "Trà", "story": "Cũ", "price": "1.000"}
	after := before.Merge(dossier.Product, dossier.GroupWords, dossier.Answers{
		"story": "Mo\u0323\u0302t\r\nhai", "short": "a\x00b\nc", "name": "khác", "admin": "1", "ingredients": strings.Repeat("a", 5000),
	})
	want := dossier.Answers{"name": "Trà", "story": "Một\nhai", "short": "a b c", "price": "1.000", "ingredients": strings.Repeat("a", 4000)}
	if !reflect.DeepEqual(after, want) || before["story"] != "Cũ" {
		t.Errorf("%v became %v", before, after)
	}
	if empty := after.Merge(dossier.Product, dossier.GroupWords, nil); empty["story"] != "" || empty["name"] != "Trà" {
		t.Errorf("an emptied step leaves %v", empty)
	}
	changes := dossier.Changes(dossier.Product, before, after)
	if len(changes) != 3 || changes[0].Field.Key != "short" || changes[1].Before != "Cũ" {
		t.Errorf("changed: %v", changes)
	}
}

// TestWays walks every act from every state; only the ways of the table lead on.
func TestWays(t *testing.T) {
	acts := []dossier.Act{dossier.Save, dossier.Send, dossier.Recall, dossier.Accept, dossier.Return, dossier.Refuse}
	open := 0
	for _, s := range []dossier.State{dossier.Draft, dossier.Sent, dossier.Seconded, dossier.Returned, dossier.Accepted, dossier.Refused, "", "other"} {
		for _, a := range acts {
			next, err := s.After(a)
			if err == nil {
				open++
			} else if next != s || !errors.Is(err, dossier.ErrAct) {
				t.Errorf("%s from %q: %s, %v", a, s, next, err)
			}
			if err == nil && s.Waiting() && a == dossier.Save {
				t.Errorf("a producer writes in what officers look at: %s", s)
			}
		}
	}
	if open != 14 {
		t.Errorf("%d ways, want 14", open)
	}
}

// TestTwoOfficers: when two are wanted, the same cannot accept twice; and nobody
// returns or refuses without saying why.
func TestTwoOfficers(t *testing.T) {
	accept := func(who string) dossier.Decision { return dossier.Decision{Act: dossier.Accept, Officer: who} }
	if s, err := dossier.Sent.Decide(accept("an"), false, ""); s != dossier.Accepted || err != nil {
		t.Errorf("one officer: %s, %v", s, err)
	}
	if s, err := dossier.Sent.Decide(accept("an"), true, ""); s != dossier.Seconded || err != nil {
		t.Errorf("the first of two: %s, %v", s, err)
	}
	if s, err := dossier.Seconded.Decide(accept("an"), true, "an"); s != dossier.Seconded || !errors.Is(err, dossier.ErrSameOfficer) {
		t.Errorf("the same again: %s, %v", s, err)
	}
	if s, err := dossier.Seconded.Decide(accept("binh"), true, "an"); s != dossier.Accepted || err != nil {
		t.Errorf("the second: %s, %v", s, err)
	}
	for _, act := range []dossier.Act{dossier.Return, dossier.Refuse} {
		if _, err := dossier.Sent.Decide(dossier.Decision{Act: act, Officer: "an"}, false, ""); !errors.Is(err, dossier.ErrWhy) {
			t.Errorf("%s without a word: %v", act, err)
		}
	}
	for _, act := range []dossier.Act{dossier.Recall, dossier.Send, dossier.Save} {
		if _, err := dossier.Sent.Decide(dossier.Decision{Act: act}, false, ""); !errors.Is(err, dossier.ErrAct) {
			t.Errorf("an officer may %s: %v", act, err)
		}
	}
}

// TestDocuments: a file is what its bytes say, and nothing is kept longer than the
// rule.
func TestDocuments(t *testing.T) {
	for head, want := range map[string]string{"%PDF-1.7\n": "application/pdf", "\xff\xd8\xff\xe0": "image/jpeg", "\x89PNG\r\n\x1a\n": "image/png", "MZ": "", "<html>": "", "": ""} {
		if media, err := dossier.TypeOf([]byte(head)); media != want || (err != nil) != (want == "") {
			t.Errorf("%q is %s, %v", head, media, err)
		}
	}
	day := 24 * time.Hour
	for _, c := range []struct {
		state         dossier.State
		age           time.Duration
		content, ever bool
		want          bool
	}{
		{dossier.Draft, 91 * day, false, false, true},
		{dossier.Draft, 89 * day, false, false, false},
		{dossier.Refused, 91 * day, false, false, true},
		{dossier.Sent, 999 * day, false, false, false},
		{dossier.Accepted, 999 * day, true, true, false},
		{dossier.Accepted, 364 * day, false, true, false},
		{dossier.Accepted, 366 * day, false, true, true},
	} {
		if got := dossier.Expired(c.state, now.Add(-c.age), now, c.content, c.ever); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestFields: keys are unique, every public field that is not joined with others
// is a column of the workbook, and everything has words in both languages.
func TestFields(t *testing.T) {
	for _, form := range []dossier.Form{dossier.Firm, dossier.Product} {
		seen, steps := map[string]bool{}, map[dossier.Group]bool{}
		for _, g := range form.Groups() {
			steps[g] = true
		}
		for _, f := range form.Fields() {
			if seen[f.Key] || !steps[f.Group] || f.Label["vi"] == "" || f.Label["en"] == "" || (f.Kind == dossier.Choice) != (f.List != "") {
				t.Errorf("%s.%s: %+v", form, f.Key, f)
			}
			seen[f.Key] = true
		}
	}
	entry, photos := product(t)
	for _, f := range dossier.ProductFields() {
		if f.Public && entry.Answers[f.Key] == "" && f.Kind != dossier.Link && f.Kind != dossier.Date {
			entry.Answers[f.Key] = "1"
		}
	}
	for _, f := range judge(t, firm(), entry, photos) {
		if strings.HasPrefix(f.Code, "column") {
			t.Errorf("the workbook does not know a field: %v", f)
		}
	}
}
