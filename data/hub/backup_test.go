package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"sync"
	"testing"

	"hangviet/data/exchange"
	"hangviet/data/hub/backup"
	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/wire"
	"hangviet/data/update/updatetest"
)

// snapshot writes the house's database as one SQLite file.
func (h *house) snapshot(ctx context.Context, to string) (err error) {
	if h.db == "" {
		return books.Snapshot(ctx, filepath.Join(h.dir, "hub.db"), to)
	}
	from, err := books.OpenPostgres(ctx, h.db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	file, err := books.OpenSQLite(ctx, to)
	if err != nil {
		return err
	}
	_, err = books.Copy(ctx, from, file, "")
	return errors.Join(err, file.Close())
}

// TestRestoredHubGetsItsBallotsBack: a backup is taken while kiosks vote; the hub is
// lost later and comes back from it. Ballots that had a receipt and are not in the
// backup are sent again by the kiosks; none is lost, none is counted twice, and the
// same accounts and keys are there.
func TestRestoredHubGetsItsBallotsBack(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.must(h.hub.AddAccount(t.Context(), "lan", password, people.Administrator))
	kiosks := []*kiosk{h.enrolled("Điểm 1", wire.Approved), h.enrolled("Điểm 2", wire.Approved)}
	senders := make([]*exchange.Sender, len(kiosks))
	for i, k := range kiosks {
		senders[i] = &exchange.Sender{Identity: k.self, Name: k.name, Log: k.log, Notes: k.store, Now: h.clock}
	}
	cast := func(times int) {
		for range times {
			for i, k := range kiosks {
				k.vote("food/n-tea")
				senders[i].Hub = h.url
				h.must(senders[i].SyncOnce(t.Context()))
			}
		}
	}
	cast(3)
	file := filepath.Join(t.TempDir(), "hub.tar")
	var taking sync.WaitGroup
	taking.Go(func() {
		if _, err := backup.Write(context.Background(), h.dir, file, h.clock(), h.snapshot); err != nil {
			t.Error(err)
		}
	})
	cast(20)
	taking.Wait()
	cast(4)
	h.wantCounts(54, map[string]int{"n-tea": 54})
	for _, k := range kiosks {
		if unsent, err := k.log.Unsent(t.Context()); err != nil || unsent != 0 {
			t.Fatalf("%d unsent, %v", unsent, err)
		}
	}
	h.stopped()
	key := h.hub.Key()

	h.db, h.dir = "", filepath.Join(t.TempDir(), "restored")
	_, err := backup.Restore(t.Context(), file, h.dir)
	h.must(err)
	h.start()
	if h.hub.Key() != key || h.hub.Problem() != nil {
		t.Errorf("another hub came back: %s, %v", h.hub.Key(), h.hub.Problem())
	}
	for range 2 { // a kiosk that knew of no unsent ballot, then once more
		for _, s := range senders {
			s.Hub = h.url
			h.must(s.SyncOnce(t.Context()))
		}
		h.wantCounts(54, map[string]int{"n-tea": 54})
	}
	cast(1)
	h.wantCounts(56, map[string]int{"n-tea": 56})
	h.enter("lan", password)
}

// TestRestoredHubHasItsPackages: an order that waited when the backup was taken gives
// out its package at the hub that came back.
func TestRestoredHubHasItsPackages(t *testing.T) {
	h := newHouse(t)
	boss := h.as(people.Administrator)
	h.pressed()
	h.must(h.hub.Press().SetTwo(t.Context(), true))
	if status, page := h.packages(boss, updatetest.Deb(t, updatetest.Label{Version: "v1.1.0"}, "mới")); status != http.StatusSeeOther {
		t.Fatalf("package: %d %s", status, page)
	}
	if status, page := h.sent(boss, "/programs/order", url.Values{"kind": {press.Offer}, "package": {h.sha("linux/amd64", "v1.1.0")}}); status != http.StatusSeeOther {
		t.Fatalf("ask: %d %s", status, page)
	}
	file := filepath.Join(t.TempDir(), "hub.tar")
	_, err := backup.Write(t.Context(), h.dir, file, h.clock(), h.snapshot)
	h.must(err)
	h.stopped()
	h.db, h.dir = "", filepath.Join(t.TempDir(), "restored")
	_, err = backup.Restore(t.Context(), file, h.dir)
	h.must(err)
	h.start()
	orders, err := h.hub.Press().Orders(t.Context(), 1)
	h.must(err)
	h.must(h.hub.Press().Approve(t.Context(), orders[0].Number, "Bình"))
	h.offers("linux/amd64", "v1.1.0")
}
