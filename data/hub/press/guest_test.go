package press

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"hangviet/data/edition/editiontest"
	"hangviet/data/sheet"
)

// TestGuestsAreHosted: what others bring is in the workbook and the photos before
// a check reads them, once, and an officer's workbook that comes meanwhile is not
// written over.
func TestGuestsAreHosted(t *testing.T) {
	source := filepath.Join(t.TempDir(), "1")
	if err := os.WriteFile(source, editiontest.Photo(t, 9), 0o600); err != nil {
		t.Fatal(err)
	}
	done, meanwhile := 0, func() {}
	h := newHouse(t, func(c *Config) {
		c.Guests = func(_ context.Context, rows sheet.Rows) (Guest, error) {
			meanwhile()
			if slices.ContainsFunc(rows["Products"], func(r sheet.Row) bool { return r["code"] == "SP-99" }) {
				return Guest{}, nil
			}
			next, product := maps.Clone(rows), maps.Clone(goods(1)["Products"][0])
			product["code"], product["photos"] = "SP-99", "rooms/htx-1/1.jpg"
			next["Products"] = append(slices.Clone(next["Products"]), product)
			return Guest{next, map[string]string{"rooms/htx-1/1.jpg": source}, func(context.Context) error { done++; return nil }}, nil
		}
	})
	h.draft(2)
	h.send("danh-muc.xlsx", editiontest.Workbook(h, goods(1), day))
	meanwhile = func() { // the office sends another one
		meanwhile = func() {}
		h.send("danh-muc.xlsx", editiontest.Workbook(h, goods(2), day))
	}
	c := h.check()
	if c.Summary.Products != 3 || c.Summary.Errors > 0 || done != 1 {
		t.Errorf("%d products, %d errors, hosted %d times", c.Summary.Products, c.Summary.Errors, done)
	}
	before, err := h.press.Rows(t.Context())
	h.must(err)
	h.wait(time.Second)
	if c = h.check(); c.Summary.Products != 3 || done != 1 {
		t.Errorf("checked again: %d products, hosted %d times", c.Summary.Products, done)
	}
	if _, changed, err := h.press.LastCheck(t.Context()); changed || err != nil {
		t.Errorf("what was hosted is to be checked again: %v", err)
	}
	if after, err := h.press.Rows(t.Context()); err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("%v became %v, %v", before, after, err)
	}
}

// TestAnUnreadableWorkbookIsLeftAlone: guests do not take the place of a workbook
// that the office has to mend.
func TestAnUnreadableWorkbookIsLeftAlone(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Guests = func(context.Context, sheet.Rows) (Guest, error) { return Guest{Rows: goods(1)}, nil }
	})
	h.send("danh-muc.xlsx", []byte("một lá thư"))
	if c := h.check(); c.Summary.Errors == 0 {
		t.Error("a letter is a workbook")
	}
	path, _ := h.press.Workbook()
	if data, err := os.ReadFile(path); err != nil || string(data) != "một lá thư" {
		t.Errorf("the letter has become %d bytes, %v", len(data), err)
	}
}

// TestNoWorkbookYet: producers' content alone is a draft too.
func TestNoWorkbookYet(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Guests = func(_ context.Context, rows sheet.Rows) (Guest, error) {
			if len(rows) > 0 {
				return Guest{}, nil
			}
			return Guest{Rows: goods(2)}, nil
		}
	})
	if c := h.check(); c.Summary.Products != 2 || c.Summary.Workbook != firstWorkbook {
		t.Errorf("found %+v", c.Summary)
	}
}
