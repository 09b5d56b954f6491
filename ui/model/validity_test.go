package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
)

// priced is a catalogue of one product with a price.
type priced struct{ model.Catalogue }

func (priced) Cards(context.Context, catalog.CardFilter) ([]catalog.Card, error) {
	return []catalog.Card{{Code: "A", Featured: true, Price: catalog.Price{Dong: 1000}}}, nil
}

func (priced) Product(context.Context, string) (catalog.Product, error) {
	return catalog.Product{Code: "A", Featured: true, Price: catalog.Price{Dong: 1000}}, nil
}

// TestOldButHonest: past its validity a release stays on screen, says of when it
// is and gives no prices and promotions.
func TestOldButHonest(t *testing.T) {
	issued := time.Date(2026, 11, 21, 8, 0, 0, 0, catalog.Zone)
	v := model.Validity{Issued: issued, Expires: issued.AddDate(2, 0, 0)}
	now := issued.AddDate(1, 0, 0)
	src := model.Honest(priced{}, v, func() time.Time { return now })
	look := func() (catalog.Card, catalog.Product, int) {
		cards, err := src.Cards(t.Context(), catalog.CardFilter{})
		if err != nil || len(cards) != 1 {
			t.Fatalf("%d cards, %v", len(cards), err)
		}
		p, err := src.Product(t.Context(), "A")
		if err != nil {
			t.Fatal(err)
		}
		featured, err := src.Cards(t.Context(), catalog.CardFilter{Featured: true})
		if err != nil {
			t.Fatal(err)
		}
		return cards[0], p, len(featured)
	}
	if c, p, n := look(); c.Price.Dong != 1000 || p.Price.Dong != 1000 || n != 1 {
		t.Errorf("valid: %+v, %+v, %d featured", c, p, n)
	}
	now = issued.AddDate(2, 0, 1)
	if c, p, n := look(); c.Price.Dong != 0 || p.Price.Dong != 0 || c.Featured || p.Featured || n != 0 {
		t.Errorf("past: %+v, %+v, %d featured", c, p, n)
	}
	e := env(t, "vi")
	if e.Now = now; !strings.Contains(v.Line(e), "lần cuối 21/11/2026") {
		t.Errorf("it says %q", v.Line(e))
	}
	if e.Now = issued; v.Line(e) != "" || (model.Validity{}).Past(now) {
		t.Error("a valid release says that it is old")
	}
}
