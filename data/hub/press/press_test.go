package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition/editiontest"
	"hangviet/data/release"
	"hangviet/data/store"
)

var errorsIs = errors.Is

const (
	kioskA = "0123456789abcdef"
	kioskB = "fedcba9876543210"
)

// TestFromWorkbookToKiosk goes the whole way: a workbook with a mistake, mended,
// checked, published, taken by a real kiosk; then a change, for one kiosk first.
func TestFromWorkbookToKiosk(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	rows := goods(3)
	rows["Products"][1]["stars"] = "9"
	h.draft(3)
	h.send("danh-muc.xlsx", append(editiontest.Workbook(h, rows, day), 0)) // of another length
	c := h.check()
	if c.Summary.Errors == 0 || c.Summary.Ready() {
		t.Fatalf("a workbook with nine stars: %+v", c.Summary)
	}
	problems, err := h.press.Problems(t.Context(), c.Number, 0)
	h.must(err)
	if len(problems) == 0 || problems[0].Severity != catalog.Error || problems[0].Row != 3 {
		t.Errorf("problems %+v", problems)
	}
	path, name, err := h.press.Remarks(t.Context(), "vi")
	h.must(err)
	if data, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(data, []byte("PK")) || !strings.HasSuffix(name, ".xlsx") {
		t.Errorf("remarks %s: %v", name, err)
	}
	_, err = h.press.Ask(t.Context(), boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number}})
	h.is(err, ErrNotReady)

	h.send("danh-muc.xlsx", editiontest.Workbook(h, goods(3), day))
	if _, changed, _ := h.press.LastCheck(t.Context()); !changed {
		t.Error("the draft does not count as changed")
	}
	c = h.check()
	if !c.Summary.Ready() || c.Summary.Products != 3 || c.Summary.Photos != 6 || c.Summary.Changes.Added != 3 || c.Summary.Changes.PhotoFiles != 6 {
		t.Fatalf("check: %+v", c.Summary)
	}
	if o := h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number, Note: "Bản đầu"}}); o.Result != 1 || o.Approver != boss.Name {
		t.Errorf("published: %+v", o)
	}
	first, second := h.kiosk(kioskA), h.kiosk(kioskB)
	if h.take(first) != 1 || h.take(second) != 1 {
		t.Error("kiosks did not take release 1")
	}

	rows = goods(4)
	rows["Products"][0]["price"] = "200000"
	h.send("danh-muc.xlsx", append(editiontest.Workbook(h, rows, day), 0, 0))
	h.send("photos/tra-4.jpg", editiontest.Photo(t, 4))
	h.wait(time.Minute)
	c = h.check()
	if s := c.Summary.Changes; s.Added != 1 || s.Changed != 1 || s.Patch == 0 || s.PhotoFiles != 2 || c.Against != 1 {
		t.Errorf("changes %+v against %d", s, c.Against)
	}
	changes, err := h.press.Changes(t.Context(), c.Number, 0)
	h.must(err)
	if len(changes) != 2 || changes[0].Kind != Changed || !slices.Contains(changes[0].Fields, Field{"Price.Dong", "185000", "200000"}) {
		t.Errorf("changes %+v", changes)
	}
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number, Stage: []string{kioskA}}})
	if h.take(first) != 2 || h.take(second) != 1 {
		t.Error("the stage does not hold")
	}
	h.done(boss, Wish{Kind: ToAll})
	if h.take(first) != 3 || h.take(second) != 3 {
		t.Error("release 3 is not for all")
	}
	h.done(boss, Wish{Kind: Again, Terms: Terms{Release: 1, Reason: "giá sai"}})
	if h.take(second) != 4 {
		t.Error("release 1 did not come back")
	}
	_, db, err := second.Current()
	h.must(err)
	file, err := store.OpenCatalogue(t.Context(), db)
	h.must(err)
	defer file.Close()
	if codes, _ := file.Codes(t.Context()); len(codes) != 3 {
		t.Errorf("release 4 has %v", codes)
	}
	_, err = h.press.Ask(t.Context(), boss, Wish{Kind: Withdraw, Terms: Terms{Codes: []string{"SP-99"}, Reason: "thu hồi"}})
	h.is(err, ErrUnknown)
	h.done(boss, Wish{Kind: Withdraw, Terms: Terms{Codes: []string{"SP-02"}, Reason: "thu hồi"}})
	h.take(second)
	if w, err := second.Withdrawn(); err != nil || !slices.Equal(w.Codes, []string{"SP-02"}) {
		t.Errorf("withdrawn %v %v", w, err)
	}
}

func TestTwoPeople(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(1)
	c := h.check()
	h.must(h.press.SetTwo(t.Context(), true))
	wish := Wish{Kind: Publish, Terms: Terms{Check: c.Number}}
	o := h.order(boss, wish)
	if o.State != Asked {
		t.Fatalf("one person published: %+v", o)
	}
	h.is(h.press.Approve(t.Context(), o.Number, boss.Name), ErrSame)
	h.must(h.press.Approve(t.Context(), o.Number, "Minh"))
	h.must(h.press.Work(t.Context()))
	if o = h.orderNow(o.Number); o.State != Done || o.Approver != "Minh" {
		t.Errorf("approved: %+v", o)
	}
	h.is(h.press.Approve(t.Context(), o.Number, "Minh"), ErrState)
	if o := h.order(boss, Wish{Kind: Withdraw, Terms: Terms{Codes: []string{"SP-01"}, Reason: "gấp"}}); o.State != Done {
		t.Errorf("hiding a product waits: %+v", o)
	}
	h.must(h.press.SetTwo(t.Context(), false))
	if o := h.order(Asker{Name: "Lan"}, wish); o.State != Asked {
		t.Errorf("who may not publish did: %+v", o)
	}
}

// TestAtATime: an order waits for its time, can be paused, and the step to all
// follows its stage by itself, unless something else was published.
func TestAtATime(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(1)
	c := h.check()
	o := h.order(boss, Wish{
		Kind: Publish, Terms: Terms{Check: c.Number, Stage: []string{kioskA}}, Due: h.clock().Add(time.Hour), Then: h.clock().Add(3 * time.Hour),
	})
	if o.State != Due {
		t.Fatalf("too early: %+v", o)
	}
	h.must(h.press.Pause(t.Context(), o.Number))
	h.wait(2 * time.Hour)
	h.must(h.press.Work(t.Context()))
	if o = h.orderNow(o.Number); o.State != Paused {
		t.Fatalf("a paused order went on: %+v", o)
	}
	h.must(h.press.Resume(t.Context(), o.Number))
	h.must(h.press.Work(t.Context()))
	if o = h.orderNow(o.Number); o.State != Done || o.Result != 1 {
		t.Fatalf("resumed: %+v", o)
	}
	then := h.orderNow(o.Number + 1)
	h.wait(2 * time.Hour)
	h.must(h.press.Work(t.Context()))
	if then = h.orderNow(then.Number); then.State != Done || then.Result != 2 {
		t.Errorf("to all: %+v", then)
	}
	o = h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number, Stage: []string{kioskA}}, Then: h.clock().Add(time.Hour)})
	h.done(boss, Wish{Kind: Hold})
	h.wait(2 * time.Hour)
	h.must(h.press.Work(t.Context()))
	if then = h.orderNow(o.Number + 1); then.State != Failed {
		t.Errorf("a stage that was held went to all: %+v", then)
	}
}

// TestSignedElsewhere: with the targets key on another machine, nothing is seen
// until the signature has come.
func TestSignedElsewhere(t *testing.T) {
	h := newHouse(t)
	away := filepath.Join(t.TempDir(), "keys")
	h.must(release.GenerateKeys(away, "mật khẩu"))
	_, err := h.press.Ask(t.Context(), boss, Wish{Kind: ToAll})
	h.is(err, ErrNoKeys)
	var files []KeyFile
	for _, name := range []string{"root.json", "snapshot.key", "timestamp.key", "root.key"} {
		data, err := os.ReadFile(filepath.Join(away, name))
		h.must(err)
		files = append(files, KeyFile{name, data})
	}
	h.is(h.press.BringKeys(t.Context(), files), ErrRootKey)
	h.is(h.press.BringKeys(t.Context(), append(files[:3:3], KeyFile{"../../evil.key", []byte("x")})), ErrKeyFile)
	h.is(h.press.BringKeys(t.Context(), files[:2]), ErrKeyFile)
	h.must(h.press.BringKeys(t.Context(), files[:3]))
	h.is(h.press.BringKeys(t.Context(), files[:3]), ErrKeysThere)
	if r, err := h.press.Ring(); err != nil || r.State != SomeKeys || r.Root || !r.Locked || r.Fingerprint == "" {
		t.Errorf("keys %+v, %v", r, err)
	}
	h.press.Passphrase = func() (string, error) { return "mật khẩu", nil }
	h.draft(2)
	c := h.check()
	o := h.order(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number}})
	if o.State != Unsigned {
		t.Fatalf("without the key: %+v", o)
	}
	if n, err := h.press.Shown2(t); err != nil || n != 0 {
		t.Errorf("release %d is shown, %v", n, err)
	}
	request, err := h.press.Request(t.Context(), o.Number)
	h.must(err)
	keys, err := release.LoadKeys(away, h.press.Passphrase)
	h.must(err)
	signature, err := release.SignRequest(request, keys)
	h.must(err)
	h.is(h.press.Sign(t.Context(), o.Number, []byte("{}")), release.ErrCorrupt)
	h.must(h.press.Sign(t.Context(), o.Number, signature))
	h.must(h.press.Work(t.Context()))
	if o = h.orderNow(o.Number); o.State != Done {
		t.Fatalf("signed: %+v", o)
	}
	if h.take(h.kiosk(kioskA)) != 1 {
		t.Error("a kiosk does not take it")
	}
}

// Shown2 returns the number of the shown release.
func (p *Press) Shown2(t *testing.T) (int64, error) {
	_, n, err := p.Shown(t.Context())
	return n, err
}

// TestRenewsInTime: the hub signs anew before its signatures end.
func TestRenewsInTime(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(1)
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: h.check().Number}})
	end, known, err := h.press.Ends(t.Context())
	h.must(err)
	if !known {
		t.Fatal("no end is known")
	}
	h.wait(end.Sub(h.clock()) - 30*24*time.Hour)
	for range 2 {
		h.must(h.press.Work(t.Context()))
	}
	if later, _, _ := h.press.Ends(t.Context()); later.Sub(end) < 600*24*time.Hour {
		t.Errorf("ends %v, before %v", later, end)
	}
	k := h.kiosk(kioskA)
	if h.take(k) != 1 {
		t.Error("a kiosk does not take it")
	}
}

// TestDeadProcess: what a process left amid a check or a publishing is done by the
// next, once.
func TestDeadProcess(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(1)
	n, err := h.press.AskCheck(t.Context(), "Lan")
	h.must(err)
	if _, found, err := h.press.claimCheck(t.Context()); !found || err != nil {
		t.Fatal(found, err)
	}
	next := h.another()
	h.must(next.Work(t.Context()))
	if c, _ := next.Checked(t.Context(), n); c.State != Working {
		t.Errorf("a living process lost its check: %+v", c)
	}
	h.wait(time.Minute)
	h.must(next.Work(t.Context()))
	c, err := next.Checked(t.Context(), n)
	h.must(err)
	if c.State != Done || !c.Summary.Ready() {
		t.Fatalf("taken over: %+v", c)
	}
	number, err := h.press.Ask(t.Context(), boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number}})
	h.must(err)
	row, _, err := h.press.claimOrder(t.Context())
	h.must(err)
	dead := &printing{Press: h.press, row: row}
	h.must(dead.do(t.Context())) // published, and killed before it said so
	h.must(next.Work(t.Context()))
	if o := h.orderNow(number); o.State != Working {
		t.Errorf("order: %+v", o)
	}
	h.wait(time.Minute)
	h.must(next.Work(t.Context()))
	if o := h.orderNow(number); o.State != Done || o.Result != 1 {
		t.Errorf("order: %+v", o)
	}
	if n, _ := next.Shown2(t); n != 1 {
		t.Errorf("release %d: published twice", n)
	}
	h.is(dead.end(t.Context()), errTakenOver)
}

// TestExtras: what the hub adds goes into every release made here.
func TestExtras(t *testing.T) {
	var links []catalog.Link
	settings := func(c *Config) {
		c.Extras = func(_ context.Context, d Draft) (Extra, error) {
			if len(d.Catalogue.Products) == 0 {
				return Extra{}, fmt.Errorf("asked without products")
			}
			return Extra{Rounds: d.Rounds, Tickets: d.Tickets, Links: map[string][]catalog.Link{"SP-01": links}, Remarks: []catalog.Text{{"vi": "lưu ý", "en": "mind"}}}, nil
		}
	}
	h := newHouse(t, settings)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(1)
	c := h.check()
	if c.Summary.Warnings == 0 {
		t.Error("no remark of the hub")
	}
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number}})
	links = []catalog.Link{{Channel: "website", URL: "https://hub.example/q/1"}}
	if o := h.done(boss, Wish{Kind: Refresh}); o.Result != 2 {
		t.Errorf("refreshed: %+v", o)
	}
	shown, _, err := h.press.Shown(t.Context())
	h.must(err)
	p, err := shown.Product(t.Context(), "SP-01")
	h.must(err)
	if len(p.Links) != 1 || p.Links[0].URL != links[0].URL {
		t.Errorf("links %v", p.Links)
	}
}

// TestDamagedFolder: a content folder whose catalogue a bad disk spoilt is mended
// by publishing anew.
func TestDamagedFolder(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	h.draft(2)
	c := h.check()
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: c.Number}})
	last, err := release.Held(t.Context(), h.press.Content)
	h.must(err)
	h.must(os.WriteFile(filepath.Join(h.press.Content, "files", last[0].Manifest.Catalogue.SHA256), []byte("spoilt"), 0o644))
	h.must(os.RemoveAll(filepath.Join(h.press.Dir, "shown")))
	rows := goods(2)
	rows["Products"][0]["price"] = "1000"
	h.send("danh-muc.xlsx", append(editiontest.Workbook(h, rows, day), 0))
	h.wait(time.Minute)
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: h.check().Number}})
	if n := h.take(h.kiosk(kioskA)); n != 2 {
		t.Errorf("release %d", n)
	}
}
