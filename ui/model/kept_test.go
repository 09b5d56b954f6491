package model_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	qrcode "github.com/skip2/go-qrcode"

	"hangviet/data/catalog"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestKeep(t *testing.T) {
	var k model.Keep
	if !k.Toggle("A") || !k.Toggle("B") || k.Toggle("A") || k.Has("A") || !k.Has("B") || k.Count() != 1 {
		t.Errorf("%q", k.Codes())
	}
	k.Toggle("C")
	asked := k.Codes()
	k.Toggle("D")
	k.Retain(asked, []string{"C"})
	if got := strings.Join(k.Codes(), " "); got != "C D" {
		t.Errorf("kept %s", got)
	}
}

// names are products of that many characters each.
func named(count, length int) *modeltest.Catalogue {
	c := modeltest.New()
	for i := range count {
		name := string([]rune(fmt.Sprintf("Số %d ", i) + strings.Repeat("ấ", length))[:length])
		c.Products = append(c.Products, catalog.Product{
			Code: fmt.Sprintf("K-%02d", i), Name: catalog.Text{"vi": name}, Producer: "htx-suong-som",
			Place: catalog.Place{Province: "01"}, Price: catalog.Price{Dong: 50_000},
		})
	}
	return c
}

// codes are of the first products of [named].
func codes(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("K-%02d", i))
	}
	return all
}

func TestKeptListIsTakenAlong(t *testing.T) {
	for _, c := range []struct {
		name    string
		src     *modeltest.Catalogue
		codes   []string
		content string // how it begins
		lines   int
		note    string // a part of it
	}{
		{"lines", modeltest.New(), []string{"DUA-1", "P-2"}, "Kẹo dừa Sông Xanh – Vĩnh Long\nSản phẩm số 2 – Hà Nội – 40.000\u00a0₫", 2, ""},
		{"a link that is shorter", modeltest.New(), []string{"TEA-1"}, "https://shopee.vn/product/1/2", 1, ""},
		{"alcohol has no link", modeltest.New(), []string{"ALC-1"}, "Rượu nếp nương", 1, ""},
		{"names when it is long", named(8, 25), codes(8), "Số 0 ", 8, "chỉ ghi tên"},
		{"the first names", named(30, 110), codes(30), "Số 0 ", 2, "1 sản phẩm đầu tiên"},
	} {
		l, err := model.LoadKept(context.Background(), env(t, "vi"), c.src, c.codes)
		if err != nil || l.QR == nil {
			t.Fatal(c.name, l, err)
		}
		content := l.QR.Content
		if n := strings.Count(content, "\n") + 1; !strings.HasPrefix(content, c.content) || n != c.lines || !strings.Contains(l.Note, c.note) || (c.note == "") != (l.Note == "") {
			t.Errorf("%s: %d lines %q, note %q", c.name, n, content, l.Note)
		}
		if code, err := qrcode.New(content, qrcode.Medium); err != nil || code.VersionNumber > 20 {
			t.Errorf("%s: version %d, %v", c.name, code.VersionNumber, err)
		}
	}
}

// TestKeptListFitsTheScreen asks for the code of a screen that shows small ones only.
func TestKeptListFitsTheScreen(t *testing.T) {
	for _, room := range []int{14, 106, 213, 504} {
		on := env(t, "vi")
		on.Room = room
		for _, count := range []int{1, 3, 30} {
			l, err := model.LoadKept(context.Background(), on, named(count, 110), codes(count))
			if err != nil || l.QR == nil || len(l.QR.Content) > room || l.QR.Content == "" || !utf8.ValidString(l.QR.Content) {
				t.Errorf("%d products in %d bytes: %+v, %v", count, room, l.QR, err)
			}
		}
	}
}

func TestKeptListForgetsWhatIsWithdrawn(t *testing.T) {
	l, err := model.LoadKept(context.Background(), env(t, "vi"), modeltest.New(), []string{"REV-1", "TEA-1", "NEVER-WAS", "DUA-1"})
	if err != nil || strings.Join(l.Codes, " ") != "TEA-1 DUA-1" || l.Count != "2 sản phẩm" {
		t.Errorf("%q, %s, %v", l.Codes, l.Count, err)
	}
	if l, err := model.LoadKept(context.Background(), env(t, "vi"), modeltest.New(), nil); err != nil || l.QR != nil {
		t.Errorf("empty: %+v, %v", l, err)
	}
}
