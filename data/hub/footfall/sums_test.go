package footfall_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/wire"
)

var start = time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)

// rows are the books with some kiosks in them.
type rows struct {
	*testing.T
	db     *books.DB
	kiosks []string
}

func open(t *testing.T, kiosks int) *rows {
	t.Helper()
	db, err := books.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "hub.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := &rows{T: t, db: db}
	for i := range kiosks {
		id := fmt.Sprintf("kiosk-%02d", i)
		r.kiosks = append(r.kiosks, id)
		r.update(func(tx *books.Tx) error {
			return tx.PutKiosk(books.Kiosk{ID: id, PublicKey: []byte{1}, Status: wire.Approved})
		})
	}
	return r
}

func (r *rows) update(f func(*books.Tx) error) {
	r.Helper()
	if err := r.db.Update(r.Context(), f); err != nil {
		r.Fatal(err)
	}
}

// report keeps a report of a day in place of the one before.
func (r *rows) report(kiosk string, day footfall.Day, counts []wire.Count) {
	r.Helper()
	r.update(func(tx *books.Tx) error {
		before, err := tx.ReportOf(kiosk, footfall.ShowDay(day))
		if err != nil {
			return err
		}
		changed, gone := footfall.Diff(before, counts)
		if err := tx.PutReport(kiosk, footfall.ShowDay(day), day, changed, gone); err != nil {
			return err
		}
		return footfall.Keep(tx, kiosk, day, before, counts)
	})
}

// sums are all sheets of the scopes that there can be.
func (r *rows) sums(days int) map[string]string {
	r.Helper()
	scopes := []footfall.Scope{footfall.All, footfall.Kiosks, footfall.Products, footfall.Searches, footfall.Nominees, footfall.Showings("r1")}
	for i := range products {
		scopes = append(scopes, footfall.AtKiosks(fmt.Sprintf("P%d", i)))
	}
	spans := map[string]bool{"": true}
	for i := range days {
		day := start.AddDate(0, 0, i)
		spans[day.Format("2006-01")], spans[day.Format("2006")] = true, true
	}
	all := map[string]string{}
	r.update(func(tx *books.Tx) error {
		for _, scope := range scopes {
			for span := range spans {
				err := tx.EachSheet(string(scope), span, func(subject, data []byte) error {
					all[fmt.Sprintf("%s %s %s", scope, span, subject)] = fmt.Sprintf("%x", data)
					return nil
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	return all
}

const products = 7

// counts is a report of anything.
func counts(random *rand.Rand) []wire.Count {
	all := map[[2]string]int64{}
	names := []string{wire.Shown, wire.Opened, wire.QR, wire.Kept}
	for range random.IntN(20) {
		all[[2]string{names[random.IntN(4)], fmt.Sprintf("P%d", random.IntN(products))}] = 1 + random.Int64N(300)
	}
	for range random.IntN(3) {
		all[[2]string{wire.Unmet, fmt.Sprintf("tim %d", random.IntN(4))}] = 3 + random.Int64N(5)
		all[[2]string{wire.Chosen, fmt.Sprintf("r1/c/n%d/%d", random.IntN(3), random.IntN(3))}] = 1 + random.Int64N(9)
		all[[2]string{wire.Nominee, fmt.Sprintf("r1/c/n%d/%d", random.IntN(3), random.IntN(3))}] = 1 + random.Int64N(9)
		all[[2]string{wire.Visits, ""}] = 1 + random.Int64N(40)
		all[[2]string{wire.LeftRelease, "3 crash"}] = 1
	}
	var list []wire.Count
	for _, id := range slices.SortedFunc(maps.Keys(all), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		list = append(list, wire.Count{Name: id[0], Key: id[1], N: all[id]})
	}
	return list
}

// TestSumsAreWhatTheRowsAddUpTo: whatever is reported, sent again, replaced or
// taken out, the sums are those that a recount of the rows gives.
func TestSumsAreWhatTheRowsAddUpTo(t *testing.T) {
	const days = 60
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(7, seed))
		r := open(t, 5)
		out := map[string]bool{}
		for range 150 {
			kiosk, day := r.kiosks[random.IntN(5)], start.AddDate(0, 0, random.IntN(days))
			switch {
			case random.IntN(20) == 0:
				sign := int64(-1)
				if out[kiosk] {
					sign = 1
				}
				out[kiosk] = !out[kiosk]
				r.update(func(tx *books.Tx) error { return footfall.AddKiosk(tx, kiosk, sign) })
			case !out[kiosk]:
				r.report(kiosk, day, counts(random))
			}
		}
		var in []string
		for _, k := range r.kiosks {
			if !out[k] {
				in = append(in, k)
			}
		}
		kept := r.sums(days)
		r.update(func(tx *books.Tx) error {
			if err := tx.DropSheets(); err != nil {
				return err
			}
			return footfall.Recount(tx, in)
		})
		if again := r.sums(days); len(again) == 0 || !reflect.DeepEqual(kept, again) {
			t.Fatalf("seed %d: the sums were\n%v\nand the rows add up to\n%v", seed, kept, again)
		}
	}
}

// TestPagesReadWhatTheRowsAddUpTo: of any period, however it lies in months and
// years.
func TestPagesReadWhatTheRowsAddUpTo(t *testing.T) {
	const days = 800
	random := rand.New(rand.NewPCG(1, 2))
	r := open(t, 3)
	type row struct {
		day    footfall.Day
		kiosk  string
		counts []wire.Count
	}
	var all []row
	for i := range days {
		if random.IntN(3) > 0 {
			continue
		}
		one := row{start.AddDate(0, 0, i), r.kiosks[random.IntN(3)], counts(random)}
		all = append(all, one)
		r.report(one.kiosk, one.day, one.counts)
	}
	for range 200 {
		from := start.AddDate(0, 0, random.IntN(days))
		p, err := footfall.NewPeriod(from, from.AddDate(0, 0, random.IntN(days)))
		if err != nil {
			t.Fatal(err)
		}
		opened, atKiosk, daily := map[string]int64{}, map[string]int64{}, make([]int64, p.Days())
		for _, one := range all {
			if one.day.Before(p.From) || one.day.After(p.To) {
				continue
			}
			for _, c := range one.counts {
				if c.Name != wire.Opened {
					continue
				}
				opened[c.Key] += c.N
				daily[int(one.day.Sub(p.From)/(24*time.Hour))] += c.N
				if c.Key == "P1" {
					atKiosk[one.kiosk] += c.N
				}
			}
		}
		r.compare(p, opened, atKiosk, daily)
	}
}

func (r *rows) compare(p footfall.Period, opened, atKiosk map[string]int64, daily []int64) {
	r.Helper()
	only := func(sums []footfall.Sum, err error) map[string]int64 {
		if err != nil {
			r.Fatal(err)
		}
		out := map[string]int64{}
		for _, one := range sums {
			if c := one.Counts; c[footfall.Opened] != 0 {
				out[one.Subject] = c[footfall.Opened]
			}
		}
		return out
	}
	r.update(func(tx *books.Tx) error {
		if got := only(footfall.Read(tx, footfall.Products, p)); !maps.Equal(got, opened) {
			r.Errorf("%v: products %v, want %v", p, got, opened)
		}
		if got := only(footfall.Read(tx, footfall.AtKiosks("P1"), p)); !maps.Equal(got, atKiosk) {
			r.Errorf("%v: at kiosks %v, want %v", p, got, atKiosk)
		}
		days, err := footfall.Daily(tx, footfall.All, p, "")
		for i, c := range days {
			if c[footfall.Opened] != daily[i] {
				r.Errorf("%v: day %d has %d, want %d", p, i, c[footfall.Opened], daily[i])
			}
		}
		return err
	})
}

func TestPeriods(t *testing.T) {
	day := func(s string) footfall.Day {
		d, err := footfall.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if p := footfall.Last(7, day("2026-03-02")); footfall.ShowDay(p.From) != "2026-02-24" || p.Days() != 7 {
		t.Errorf("%v", p)
	}
	if _, err := footfall.NewPeriod(day("2026-03-02"), day("2026-03-01")); err != footfall.ErrOrder {
		t.Error(err)
	}
	if _, err := footfall.NewPeriod(day("2016-03-02"), day("2026-03-01")); err != footfall.ErrLong {
		t.Error(err)
	}
	for _, bad := range []string{"", "2026-02-30", "1/2/2026", "2026-2-3"} {
		if _, err := footfall.ParseDay(bad); err != footfall.ErrDay {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte{0, 1, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := footfall.ParseSheet(data)
		if err != nil {
			return
		}
		if again, err := footfall.ParseSheet(s.Bytes()); err != nil || !reflect.DeepEqual(again.Bytes(), s.Bytes()) {
			t.Errorf("%x: %v", data, err)
		}
	})
}
