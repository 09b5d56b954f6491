package books

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"
)

func checkSheets(t *testing.T, p *place) {
	db := p.opened(t)
	many := map[string][]byte{}
	for i := range 250 {
		many[fmt.Sprintf("p%03d", i)] = []byte{byte(i), 1}
	}
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutSheets("product", "2026-08", many),
			tx.PutSheets("product", "2026-08", map[string][]byte{"p001": {9}, "p002": nil, "none": nil}),
			tx.PutSheets("product", "2026", map[string][]byte{"p001": {7}}), tx.PutSheets("product", "2026", nil))
	})
	view(t, db, func(tx *Tx) error {
		some, err1 := tx.Sheets("product", "2026-08", []string{"p000", "p001", "p002", "p249", "'"})
		alike(t, "some", some, map[string][]byte{"p000": {0, 1}, "p001": {9}, "p249": {249, 1}})
		none, err2 := tx.Sheets("product", "2026-08", nil)
		alike(t, "none", none, map[string][]byte{})
		n := 0
		err3 := tx.EachSheet("product", "2026-08", func(_, _ []byte) error { n++; return nil })
		if n != 249 {
			t.Errorf("%d sheets", n)
		}
		return errors.Join(err1, err2, err3)
	})
	update(t, db, func(tx *Tx) error { return tx.DropSheets() })
	view(t, db, func(tx *Tx) error {
		return tx.EachSheet("product", "2026", func(_, _ []byte) error { return errors.New("a sheet is left") })
	})
}

func checkGoods(t *testing.T, p *place) {
	db := p.opened(t)
	tea := Good{Product: "TEA", Producer: "p1", Name: "Chè", NameEn: "Tea"}
	rice := Good{Product: "RICE", Producer: "p2", Name: "Gạo"}
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutGoods(3, []Good{tea, rice}, []Maker{{Producer: "p1", Name: "HTX"}}),
			tx.PutGoods(4, []Good{{Product: "TEA", Producer: "p2", Name: "Chè mới"}}, nil))
	})
	view(t, db, func(tx *Tx) error {
		goods, err1 := tx.Goods()
		makers, err2 := tx.Makers()
		release, err3 := tx.GoodsRelease()
		rice.Release = 3
		alike(t, "goods", goods, []Good{rice, {Product: "TEA", Producer: "p2", Name: "Chè mới", Release: 4}})
		alike(t, "makers", makers, []Maker{{Producer: "p1", Name: "HTX", Release: 3}})
		alike(t, "release", release, int64(4))
		return errors.Join(err1, err2, err3)
	})
}

func checkShopLinks(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(1_800_000_000_000).UTC()
	shop := ShopLink{Code: "abc", Product: "TEA", Channel: "shopee", URL: "https://shopee.vn/a"}
	sick := ShopHealth{Checked: at, Since: at.Add(-time.Hour), Fails: 3, Last: "404"}
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutShopLinks(3, []ShopLink{shop, {Code: "old", Product: "RICE"}}), tx.PutShopHealth("abc", sick),
			tx.PutShopLinks(4, []ShopLink{shop, shop}), tx.KnowShopLinks([]ShopLink{shop}),
			tx.Scan("abc", "2026-08-05"), tx.Scan("abc", "2026-08-05"), tx.Scan("abc", "2026-08-06"),
			tx.SetSwitch("short", "on"), tx.SetSwitch("short", "off"))
	})
	view(t, db, func(tx *Tx) error {
		want := shop
		want.Release, want.ShopHealth = 4, sick
		found, err1 := tx.ShopLink("abc")
		_, err2 := tx.ShopLink("none")
		all, err3 := tx.AllShopLinks()
		links, checked, err10 := tx.CountShopLinks(4)
		failing, err4 := tx.Failing(4)
		due, err5 := tx.Unchecked(4, at, 10)
		late, err6 := tx.Unchecked(4, at.Add(time.Second), 10)
		scans, err7 := tx.Scans("TEA", "2026-08-01", "2026-08-05")
		value, err8 := tx.Switch("short")
		unset, err9 := tx.Switch("none")
		alike(t, "link", found, want)
		alike(t, "all", len(all), 2)
		alike(t, "count", []int{links, checked}, []int{1, 1})
		alike(t, "failing", failing, []ShopLink{want})
		alike(t, "due", len(due), 0)
		alike(t, "late", len(late), 1)
		alike(t, "scans", scans, map[string]int64{"2026-08-05": 2})
		if value != "off" || unset != "" || !errors.Is(err2, ErrNotFound) || !want.Dead(3) || want.Dead(4) {
			t.Errorf("%q %q %v", value, unset, err2)
		}
		return errors.Join(err1, err3, err4, err5, err6, err7, err8, err9, err10)
	})
}

func alike(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
