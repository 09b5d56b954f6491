package press

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition/editiontest"
	"hangviet/data/exchange"
	"hangviet/data/hub/books"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/release"
	"hangviet/data/sheet"
	"hangviet/data/store"
)

// day is the moment at which the tests begin.
var day = time.Date(2026, 11, 21, 9, 0, 0, 0, catalog.Zone)

// house is a hub's folder with a press in it.
type house struct {
	*testing.T
	dir   string
	at    string // of the database; "": a file in dir
	db    *books.DB
	press *Press
	mu    sync.Mutex
	now   time.Time
}

func newHouse(t *testing.T, change ...func(*Config)) *house {
	t.Helper()
	h := &house{T: t, dir: t.TempDir(), at: pgtest.Place(t), now: day}
	db, err := openBooks(t.Context(), h.at, h.dir)
	h.must(err)
	h.db = db
	h.press = h.another(change...)
	t.Cleanup(func() { h.must(db.Close()) })
	return h
}

// openBooks opens the database at an address, or in a folder.
func openBooks(ctx context.Context, at, dir string) (*books.DB, error) {
	if at != "" {
		return books.OpenPostgres(ctx, at)
	}
	return books.OpenSQLite(ctx, filepath.Join(dir, "hub.db"))
}

// another is a press over the same folder and database, as of another process.
func (h *house) another(change ...func(*Config)) *Press {
	h.Helper()
	c := Config{
		DB: h.db, Dir: filepath.Join(h.dir, "press"), Content: filepath.Join(h.dir, "content"), Keys: filepath.Join(h.dir, "keys"),
		Now: h.clock,
	}
	for _, f := range change {
		f(&c)
	}
	p, err := New(c)
	h.must(err)
	h.Cleanup(func() { h.must(p.Close()) })
	return p
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) is(err, class error) {
	h.Helper()
	if !errorsIs(err, class) {
		h.Fatalf("got error %v, want %v", err, class)
	}
}

// goods is a small workbook that is right in everything, of so many products.
func goods(n int) sheet.Rows {
	rows := sheet.Rows{
		"About":     {{"organiser": "Ban tổ chức"}},
		"Producers": {{"id": "htx-1", "name": "Hợp tác xã Suối Mây", "province": "Tuyên Quang"}},
	}
	for i := range n {
		rows["Products"] = append(rows["Products"], sheet.Row{
			"code": fmt.Sprintf("SP-%02d", i+1), "name": fmt.Sprintf("Trà shan tuyết %d", i+1), "set": "11", "producer": "htx-1",
			"province": "Tuyên Quang", "status": "certified", "stars": "4", "certificate": "1/QĐ-UBND", "authority": "UBND tỉnh Tuyên Quang",
			"issued": "05/08/2026", "price": fmt.Sprint(185000 + i), "photos": fmt.Sprintf("tra-%d.jpg", i+1),
		})
	}
	return rows
}

// send puts a whole file into the draft.
func (h *house) send(name string, data []byte) {
	h.Helper()
	got, err := h.press.Put(h.Context(), File{name, int64(len(data)), day}, 0, bytes.NewReader(data))
	h.must(err)
	if !got.Done {
		h.Fatalf("%s: %+v", name, got)
	}
}

// draft sends a workbook of n products with their photos.
func (h *house) draft(n int) {
	h.Helper()
	h.send("danh-muc.xlsx", editiontest.Workbook(h, goods(n), day))
	for i := range n {
		h.send(fmt.Sprintf("ảnh/tra-%d.jpg", i+1), editiontest.Photo(h, i+1))
	}
	h.wait(time.Second)
}

// check has the draft checked and returns what was found.
func (h *house) check() Check {
	h.Helper()
	n, err := h.press.AskCheck(h.Context(), "Lan")
	h.must(err)
	h.must(h.press.Work(h.Context()))
	c, err := h.press.Checked(h.Context(), n)
	h.must(err)
	if c.State != Done {
		h.Fatalf("check: %+v", c)
	}
	return c
}

var boss = Asker{Name: "Thảo", May: true}

// order has something published and returns how that ended.
func (h *house) order(by Asker, w Wish) Order {
	h.Helper()
	n, err := h.press.Ask(h.Context(), by, w)
	h.must(err)
	h.must(h.press.Work(h.Context()))
	return h.orderNow(n)
}

func (h *house) orderNow(number int64) Order {
	h.Helper()
	all, err := h.press.Orders(h.Context(), 1000)
	h.must(err)
	for _, o := range all {
		if o.Number == number {
			return o
		}
	}
	h.Fatalf("order %d is gone", number)
	return Order{}
}

// done is an order that has to succeed.
func (h *house) done(by Asker, w Wish) Order {
	h.Helper()
	o := h.order(by, w)
	if o.State != Done {
		h.Fatalf("order: %+v", o)
	}
	return o
}

// kiosk is a kiosk that trusts this organiser.
func (h *house) kiosk(id string) *exchange.Content {
	h.Helper()
	c := &exchange.Content{Dir: h.TempDir(), Kiosk: id, Now: h.clock, Open: func(ctx context.Context, path string) (exchange.Catalogue, error) {
		return store.OpenCatalogue(ctx, path)
	}}
	root, err := h.press.RootFile()
	h.must(err)
	h.must(c.Pin(h.Context(), root))
	return c
}

// take lets a kiosk take what is published, and returns the release it shows.
func (h *house) take(c *exchange.Content) int64 {
	h.Helper()
	src, err := release.Dir(filepath.Join(h.dir, "content"))
	h.must(err)
	if _, err := c.Import(h.Context(), src, nil); err != nil && !errorsIs(err, exchange.ErrStage) {
		h.Fatal(err)
	}
	n, _, err := c.Current()
	h.must(err)
	return n
}
