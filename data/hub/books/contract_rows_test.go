package books

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

func checkCounters(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77).UTC()
	first := []wire.Count{{Name: "left", Key: "1 crash", N: 1}, {Name: "shown", Key: "x", N: 5}}
	update(t, db, func(tx *Tx) (err error) {
		for i, id := range []string{"a", "b", "c"} {
			k := pending(id)
			if i < 2 {
				k.Status = wire.Approved
			}
			err = errors.Join(err, tx.PutKiosk(k), tx.PutReport(id, "2026-08-05", at, first, nil))
		}
		return errors.Join(err, tx.PutReport("a", "2026-08-05", at.Add(1e6), []wire.Count{{Name: "shown", Key: "x", N: 1e9}, {Name: "chosen", Key: "x", N: 2}}, first[:1]),
			tx.PutReport("a", "2026-08-07", at, first, nil))
	})
	view(t, db, func(tx *Tx) error {
		all, err1 := tx.CountersOf("a", "2026-08-05", "2026-08-06")
		named, err2 := tx.Named("shown")
		held, err3 := tx.ReportOf("b", "2026-08-05")
		made, err4 := tx.ReportMade("a", "2026-08-05")
		_, err5 := tx.ReportMade("a", "2026-08-06")
		days, err6 := tx.ReportedDays("a")
		seen, err7 := tx.Seen("a", "2026-08-01", "2026-08-31", "shown", "left")
		slices.SortFunc(seen, func(a, b wire.Count) int { return strings.Compare(a.Name, b.Name) })
		equal(t, "report", held, first)
		equal(t, "days", days, []string{"2026-08-05", "2026-08-07"})
		equal(t, "seen", seen, []wire.Count{{Name: "left", Key: "1 crash", N: 1}, {Name: "shown", Key: "x", N: 1e9 + 5}})
		if len(all) != 2 || all[0].Name != "chosen" || len(named) != 3 || named[0].N != 1e9 || named[1].N != 5 {
			t.Errorf("%+v\n%+v", all, named)
		}
		if !made.Equal(at.Add(1e6)) || !errors.Is(err5, ErrNotFound) {
			t.Errorf("%v %v", made, err5)
		}
		return errors.Join(err1, err2, err3, err4, err6, err7)
	})
}

func checkRounds(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77)
	update(t, db, func(tx *Tx) error {
		return errors.Join(
			tx.PutRelease(1, []Round{{1, "r1", "{}"}, {1, "R2", "{}"}}, at),
			tx.PutRelease(2, []Round{{2, "r1", "{2}"}}, at), tx.PutRelease(2, []Round{{2, "r1", "{3}"}}, at),
			tx.PutMeta("key", []byte{1, 0}), tx.PutMeta("key", []byte{2}),
		)
	})
	view(t, db, func(tx *Tx) error {
		number, err1 := tx.Release()
		rounds, err2 := tx.Rounds()
		value, err3 := tx.Meta("key")
		_, err4 := tx.Meta("none")
		mark, err5 := tx.Mark(MarkRounds)
		equal(t, "rounds", rounds, []Round{{2, "r1", "{3}"}, {1, "R2", "{}"}, {1, "r1", "{}"}})
		if number != 2 || string(value) != "\x01\x00" || !errors.Is(err4, ErrNotFound) || mark != 3 {
			t.Errorf("%d %q %v %d", number, value, err4, mark)
		}
		return errors.Join(err1, err2, err3, err5)
	})
}

func checkAccounts(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(1_000_000).UTC()
	thao := Account{Name: "Thảo", Password: "p", Role: people.Editor, Created: at, Seen: at, Epoch: 1}
	later := thao
	later.Password, later.Role, later.Epoch, later.Secret, later.Step = "q", people.Administrator, 2, "s", 7
	update(t, db, func(tx *Tx) error {
		return errors.Join(
			tx.PutAccount(thao), tx.PutAccount(later), tx.PutAccount(Account{Name: "An", Role: people.Viewer, Created: at}),
			tx.PutLogin(Login{Token: "1", Data: []byte{1, 0}, Since: at, Used: at, Expires: at.Add(time.Hour)}),
			tx.PutLogin(Login{Token: "2", Data: []byte{2}, Since: at, Used: at, Expires: at}),
			tx.TouchLogin(Login{Token: "1", Used: at.Add(time.Minute), Expires: at.Add(2 * time.Hour)}),
			tx.TouchLogin(Login{Token: "none", Used: at}), tx.DropLoginsBefore(at.Add(time.Minute)),
			tx.PutTries(Tries{"Thảo", "v", 3, at, at}), tx.PutTries(Tries{"Thảo", "w", 4, at, at.Add(time.Hour)}), tx.DropTriesBefore(at.Add(time.Minute)),
		)
	})
	view(t, db, func(tx *Tx) error {
		found, err1 := tx.Account("Thảo")
		_, err2 := tx.Account("thảo")
		login, err3 := tx.Login("1")
		_, err4 := tx.Login("2")
		_, err5 := tx.Login("none")
		forgotten, err6 := tx.Tries("Thảo", "v")
		kept, err7 := tx.Tries("Thảo", "w")
		some, err8 := tx.CountRole(people.Administrator)
		all, err9 := tx.CountRole("")
		equal(t, "account", []Account{found}, []Account{later})
		for _, err := range []error{err2, err4, err5} {
			if !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
		}
		if string(login.Data) != "\x01\x00" || !login.Expires.Equal(at.Add(2*time.Hour)) || !login.Since.Equal(at) {
			t.Errorf("%+v", login)
		}
		if forgotten.Failures != 0 || kept.Failures != 4 || some != 1 || all != 2 {
			t.Errorf("%+v %+v %d %d", forgotten, kept, some, all)
		}
		return errors.Join(err1, err3, err6, err7, err8, err9)
	})
	update(t, db, func(tx *Tx) error { return errors.Join(tx.DropLogin("1"), tx.DropAccount("Thảo")) })
	view(t, db, func(tx *Tx) error {
		_, err1 := tx.Login("1")
		_, err2 := tx.Account("Thảo")
		kept, err := tx.Tries("Thảo", "w")
		if !errors.Is(err1, ErrNotFound) || !errors.Is(err2, ErrNotFound) || kept.Failures != 0 {
			t.Errorf("%v %v %+v", err1, err2, kept)
		}
		return err
	})
}

// checkClaims lets several ask for one task; at each moment one has it.
func checkClaims(t *testing.T, p *place) {
	db := p.opened(t)
	now := time.UnixMilli(1_000_000)
	claim := func(holder string, at time.Duration) (mine bool) {
		update(t, db, func(tx *Tx) (err error) {
			mine, err = tx.Claim("mail", holder, now.Add(at), now.Add(at+time.Minute))
			return err
		})
		return mine
	}
	got := []bool{
		claim("a", 0), claim("b", time.Second), claim("a", 30*time.Second), // prolonged
		claim("b", time.Minute), claim("b", 90*time.Second), claim("a", 2*time.Minute),
	}
	equal(t, "claims", got, []bool{true, false, true, false, true, false})
	update(t, db, func(tx *Tx) error { return errors.Join(tx.Unclaim("mail", "a"), tx.Unclaim("mail", "b")) })
	if !claim("a", 2*time.Minute) {
		t.Error("a task that was let go is held")
	}
}

// checkOrder: texts are ordered by their bytes, whatever language the database is
// set up for.
func checkOrder(t *testing.T, p *place) {
	db := p.opened(t)
	update(t, db, func(tx *Tx) error {
		k := pending("k")
		k.Status = wire.Approved
		var counts []wire.Count
		for key := range strings.FieldsSeq("a B đ z Z é - 1 ă") {
			counts = append(counts, wire.Count{Name: "n", Key: key, N: 1})
		}
		return errors.Join(tx.PutKiosk(k), tx.PutReport("k", "2026-01-01", time.UnixMilli(1), counts, nil))
	})
	view(t, db, func(tx *Tx) error {
		all, err := tx.Named("n")
		var keys []string
		for _, c := range all {
			keys = append(keys, c.Key)
		}
		equal(t, "keys", keys, strings.Fields("- 1 B Z a z é ă đ"))
		return err
	})
}
