package books

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/wire"
)

func pending(id string) Kiosk {
	return Kiosk{ID: id, PublicKey: []byte{1}, Status: wire.Pending}
}

// grow adds one to a kiosk's size, which is lost unless Updates take turns.
func grow(id string) func(*Tx) error {
	return func(tx *Tx) error {
		k, err := tx.Kiosk(id)
		if err != nil {
			return err
		}
		k.Size++
		return tx.PutKiosk(k)
	}
}

// checkTwoProcesses opens the books twice, as a server and a command do, at the
// same time and where nothing is.
func checkTwoProcesses(t *testing.T, p *place) {
	var group sync.WaitGroup
	const each = 25
	for _, id := range []string{"a", "b"} {
		group.Go(func() {
			db, err := p.open(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			update(t, db, func(tx *Tx) error { return tx.PutKiosk(pending(id)) })
			for range each {
				update(t, db, grow(id))
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	wantSizes(t, p.opened(t), each, each)
}

func wantSizes(t *testing.T, db *DB, want ...int64) {
	t.Helper()
	view(t, db, func(tx *Tx) error {
		all, err := tx.Kiosks()
		var sizes []int64
		for _, k := range all {
			sizes = append(sizes, k.Size)
		}
		equal(t, "sizes", sizes, want)
		return err
	})
}

// checkOneAtATime lets many of two processes change the same row, half of them
// alone and half beside others.
func checkOneAtATime(t *testing.T, p *place) {
	one, other := p.opened(t), p.opened(t)
	update(t, one, func(tx *Tx) error { return tx.PutKiosk(pending("a")) })
	const each = 30
	var group sync.WaitGroup
	for _, db := range []*DB{one, other} {
		for range each {
			group.Go(func() { update(t, db, grow("a")) })
			group.Go(func() {
				if err := db.UpdateOne(context.Background(), "a", grow("a")); err != nil {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	wantSizes(t, other, 4*each)
}

// checkBeside changes many kiosks at once, each by several.
func checkBeside(t *testing.T, p *place) {
	db := p.opened(t)
	const kiosks, each = 20, 10
	update(t, db, func(tx *Tx) (err error) {
		for i := range kiosks {
			err = errors.Join(err, tx.PutKiosk(pending(fmt.Sprint(i))))
		}
		return err
	})
	var group sync.WaitGroup
	for i := range kiosks {
		for range each {
			group.Go(func() {
				if err := db.UpdateOne(context.Background(), fmt.Sprint(i), grow(fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	view(t, db, func(tx *Tx) error {
		all, err := tx.Standings()
		for _, k := range all {
			if k.Size != each {
				t.Errorf("kiosk %s has %d", k.ID, k.Size)
			}
		}
		return err
	})
}

func checkWholeOrNotAtAll(t *testing.T, p *place) {
	db := p.opened(t)
	stop := errors.New("stop")
	err := db.Update(t.Context(), func(tx *Tx) error {
		if err := tx.PutKiosk(pending("a")); err != nil {
			return err
		}
		if err := tx.Append("a", 0, [][]byte{{1}}, make([]tlog.Hash, 1)); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	wantSizes(t, db)
}

// checkOneFails lets every third of many fail, and one in a statement.
func checkOneFails(t *testing.T, p *place) {
	db := p.opened(t)
	stop := errors.New("stop")
	var group sync.WaitGroup
	for i := range 30 {
		group.Go(func() {
			err := db.Update(context.Background(), func(tx *Tx) error {
				if err := tx.PutKiosk(pending(fmt.Sprint(i))); err != nil {
					return err
				}
				switch {
				case i == 0:
					return tx.Append("unknown", 0, [][]byte{{1}}, make([]tlog.Hash, 1))
				case i%3 == 0:
					return stop
				}
				return nil
			})
			if (err != nil) != (i%3 == 0) || (i > 0 && err != nil && !errors.Is(err, stop)) {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	group.Wait()
	wantSizes(t, db, make([]int64, 20)...)
}

func checkPanic(t *testing.T, p *place) {
	db := p.opened(t)
	func() {
		defer func() {
			if got := recover(); got != "oops" {
				t.Errorf("recovered %v", got)
			}
		}()
		_ = db.Update(t.Context(), func(tx *Tx) error { // it does not return
			if err := tx.PutKiosk(pending("a")); err != nil {
				return err
			}
			panic("oops")
		})
	}()
	wantSizes(t, db)
	update(t, db, func(tx *Tx) error { return tx.PutKiosk(pending("b")) })
}

func checkViewCannotWrite(t *testing.T, p *place) {
	db := p.opened(t)
	if err := db.View(t.Context(), func(tx *Tx) error { return tx.PutMeta("a", nil) }); err == nil {
		t.Error("a view has written")
	}
}

// checkViewStandsStill changes a kiosk while a view looks at it.
func checkViewStandsStill(t *testing.T, p *place) {
	db := p.opened(t)
	update(t, db, func(tx *Tx) error { return tx.PutKiosk(pending("a")) })
	view(t, db, func(tx *Tx) error {
		if _, err := tx.Kiosk("a"); err != nil {
			return err
		}
		update(t, db, grow("a"))
		k, err := tx.Kiosk("a")
		if k.Size != 0 {
			t.Errorf("the view sees what came after it began")
		}
		return err
	})
	wantSizes(t, db, 1)
}

func checkNewerBooks(t *testing.T, p *place) {
	db := p.opened(t)
	update(t, db, func(tx *Tx) error { return tx.exec(`INSERT INTO schema_steps (number) VALUES (?)`, len(migrations)+1) })
	if _, err := p.open(t.Context()); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
}

// checkEntriesOnce: the same place of the same kiosk is taken once.
func checkEntriesOnce(t *testing.T, p *place) {
	db := p.opened(t)
	add := func(tx *Tx) error { return tx.Append("a", 0, [][]byte{{1}}, make([]tlog.Hash, 1)) }
	if err := db.Update(t.Context(), add); err == nil {
		t.Error("an entry of an unknown kiosk was stored")
	}
	update(t, db, func(tx *Tx) error { return tx.PutKiosk(pending("a")) })
	update(t, db, add)
	if err := db.Update(t.Context(), add); err == nil {
		t.Error("an entry was stored twice")
	}
}

// checkChunks appends in pieces of many sizes; what is read is what was written.
func checkChunks(t *testing.T, p *place) {
	db := p.opened(t)
	update(t, db, func(tx *Tx) error { return tx.PutKiosk(pending("a")) })
	n := 0
	for _, piece := range []int{1, 1, 2, 700, 1, 1, 511, 1, 3000, 7} {
		update(t, db, func(tx *Tx) error { appendSome(t, tx, "a", n, n+piece); return nil })
		n += piece
	}
	wantLedger(t, db, "a", n)
	update(t, db, func(tx *Tx) error {
		if err := tx.Append("a", int64(n)+1, [][]byte{{1}}, nil); !errors.Is(err, errPlace) {
			t.Errorf("a gap: %v", err)
		}
		rows := 0
		err := tx.EachChunk("a", 0, func(Chunk) error { rows++; return nil })
		if rows > 8 {
			t.Errorf("%d entries lie in %d chunks", n, rows)
		}
		return err
	})
}

func checkAuditAndMarks(t *testing.T, p *place) {
	db := p.opened(t)
	update(t, db, func(tx *Tx) error {
		return errors.Join(
			tx.PutAudit(Audit{At: time.UnixMilli(5), Who: "Thảo", Act: "fork.count", Subject: "f"}),
			tx.PutAudit(Audit{At: time.UnixMilli(6), Act: "fork.aside", Subject: "g"}),
			tx.Bump(MarkForks), tx.Bump(MarkForks),
		)
	})
	view(t, db, func(tx *Tx) error {
		all, err1 := tx.Audits("")
		some, err2 := tx.Audits("g")
		n, err3 := tx.Mark(MarkForks)
		none, err4 := tx.Mark(MarkRounds)
		if len(all) != 2 || all[0].Who != "Thảo" || len(some) != 1 || some[0].Number != 2 || n != 2 || none != 0 {
			t.Errorf("%+v %+v %d %d", all, some, n, none)
		}
		return errors.Join(err1, err2, err3, err4)
	})
}

func checkKiosks(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(1_800_000_000_123).UTC()
	want := Kiosk{
		ID: "k", PublicKey: []byte{0, 1, 0xff}, Name: "Điểm bán 12 Lê Lợi", NamedAt: at, Status: wire.Approved,
		Enrolled: at.Add(1e6), Decided: at.Add(2e6), Heard: at.Add(3e6), How: ByNetwork, Size: 1 << 40,
	}
	update(t, db, func(tx *Tx) error {
		other := pending("z")
		other.How, other.Enrolled = ByNetwork, at.Add(time.Hour)
		return errors.Join(tx.PutKiosk(want), tx.PutKiosk(other), tx.Hear("k", at.Add(time.Minute), ByStick))
	})
	want.Heard, want.How = at.Add(time.Minute), ByStick
	view(t, db, func(tx *Tx) error {
		k, err1 := tx.Kiosk("k")
		_, err2 := tx.Kiosk("nobody")
		waiting, err3 := tx.Waiting()
		standings, err4 := tx.Standings()
		if fmt.Sprintf("%+v", k) != fmt.Sprintf("%+v", want) || !errors.Is(err2, ErrNotFound) || waiting != 1 || len(standings) != 2 {
			t.Errorf("%+v, %v, %d, %+v", k, err2, waiting, standings)
		}
		return errors.Join(err1, err3, err4)
	})
}

func checkForks(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77).UTC()
	f := Fork{ID: "f", Kiosk: "a", First: 3, Size: 9, Data: []byte("hai nhánh"), Received: at, How: ByStick}
	update(t, db, func(tx *Tx) error {
		if err := tx.PutKiosk(pending("a")); err != nil {
			return err
		}
		appendSome(t, tx, "a", 0, 3)
		return errors.Join(tx.PutFork(f), tx.PutFork(f), tx.PutHead("a", Head{3, []byte("n"), at}), tx.PutHead("a", Head{3, []byte("other"), at}),
			tx.Judge("f", CountToo, "Thảo", at), tx.Judge("f", SetAside, "An", at))
	})
	view(t, db, func(tx *Tx) error {
		forks, err1 := tx.Forks()
		data, err2 := tx.ForkData("f")
		kept, err3 := tx.Kept("a")
		all, err4 := tx.KeptOf(wire.Pending)
		none, err5 := tx.KeptOf(wire.Approved)
		heads, err6 := tx.Heads("a")
		bytes := int64(len(f.Data)) + total([][]byte{entry("a", 0), entry("a", 1), entry("a", 2)})
		if len(forks) != 1 || forks[0].Verdict != SetAside || forks[0].Who != "An" || !forks[0].Decided.Equal(at) || string(data) != string(f.Data) {
			t.Errorf("%+v %q", forks, data)
		}
		if kept != bytes || all != bytes || none != 0 || len(heads) != 1 || string(heads[0].Note) != "n" {
			t.Errorf("%d %d %d, want %d; %+v", kept, all, none, bytes, heads)
		}
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	update(t, db, func(tx *Tx) error { return tx.DropFork("f") })
	view(t, db, func(tx *Tx) error {
		forks, err := tx.Forks()
		if len(forks) != 0 {
			t.Errorf("%+v", forks)
		}
		return err
	})
}
