package store_test

import (
	"fmt"
	"os"
	"testing"

	"hangviet/data/catalog"
)

// TestSmallEditsLeaveMostPagesAlone holds what small patches rest on: a row does
// not move because another one grew or took other photos.
func TestSmallEditsLeaveMostPagesAlone(t *testing.T) {
	before := shop(600)
	for name, edit := range map[string]func(*catalog.Catalogue){
		"a price": func(c *catalog.Catalogue) { c.Products[300].Price.Dong++ },
		"a text":  func(c *catalog.Catalogue) { c.Products[20].Story = vi("Một truyện khác, dài hơn trước.") },
		"a photo": func(c *catalog.Catalogue) { c.Products[44].Photos = []catalog.Photo{photo("ảnh mới")} },
	} {
		after := shop(600)
		edit(&after)
		if same, all := samePages(t, before, after); same*100 < all*70 {
			t.Errorf("%s: only %d of %d pages are as they were", name, same, all)
		}
	}
}

// shop is a catalogue of n products with names that begin in many ways.
func shop(n int) catalog.Catalogue {
	c, _ := sample()
	heads := []string{"Mật ong", "Chè", "Nước mắm", "Gạo", "Bánh tráng", "Rượu", "Cà phê", "Tranh", "Khăn"}
	for i := range n {
		p := full()
		p.Code = fmt.Sprintf("SP-%04d", i)
		p.Name = vi(fmt.Sprintf("%s %c%c số %d", heads[i%len(heads)], 'a'+i%23, 'a'+i/23%23, i))
		p.Photos = []catalog.Photo{photo(p.Code)}
		c.Products = append(c.Products, p)
	}
	return c
}

// samePages counts the pages of the second file that are in the first as well.
func samePages(t *testing.T, before, after catalog.Catalogue) (same, all int) {
	t.Helper()
	const page = 4096
	known := map[string]bool{}
	old, err := os.ReadFile(write(t, before, nil))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(old); i += page {
		known[string(old[i:i+page])] = true
	}
	next, err := os.ReadFile(write(t, after, nil))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(next); i += page {
		if all++; known[string(next[i:i+page])] {
			same++
		}
	}
	return same, all
}

func TestNamesAlikeKeepTheirOrder(t *testing.T) {
	c := catalog.Catalogue{Organiser: vi("Sở Công Thương")}
	for i := range 90 { // more than there is room for between two places
		c.Products = append(c.Products, catalog.Product{Code: fmt.Sprintf("%03d", 89-i), Name: vi(fmt.Sprintf("Nước mắm %02d", i/3))})
	}
	cards, err := openCatalogue(t, write(t, c, nil)).Cards(t.Context(), catalog.CardFilter{})
	if err != nil || len(cards) != 90 {
		t.Fatalf("%d cards, %v", len(cards), err)
	}
	for i := 1; i < len(cards); i++ {
		a, b := cards[i-1], cards[i]
		if order := catalog.Compare(a.Name.In("vi"), b.Name.In("vi")); order > 0 || order == 0 && a.Code > b.Code {
			t.Errorf("%s %s stands before %s %s", a.Name.In("vi"), a.Code, b.Name.In("vi"), b.Code)
		}
	}
}
