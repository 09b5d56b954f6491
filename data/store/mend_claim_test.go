package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// TestANameWithoutItsEntryIsNotBelieved: of a pruned entry the name is left, which
// nothing proves any more. Damaged, it may be that of another ballot, which then is
// neither lost nor in the way of the mending.
func TestANameWithoutItsEntryIsNotBelieved(t *testing.T) {
	w := newWrecked(t)
	const torn = 170 // its bytes are damaged: those after it are added again
	for what, c := range map[string]struct{ from, to int }{
		"of a later one without its entry":    {10, 20},
		"of an earlier one without its entry": {20, 10},
		"of one that stays":                   {10, mendAcked + 10},
		"of one that is added again":          {10, torn + 10},
	} {
		raw := bytes.ReplaceAll(w.files["kiosk.db"], []byte(w.votes[c.from]), []byte(w.votes[c.to]))
		raw = bytes.ReplaceAll(raw, []byte(fmt.Sprintf("SP-%d", torn)), []byte("SP-1x0"))
		m := w.mended(what, w.harm(map[string][]byte{"kiosk.db": raw}))
		if m.Kept != torn || m.Moved != mendVotes-torn-1 || len(m.Lost) != 1 {
			t.Errorf("%s: %+v", what, m)
		}
	}
}

// TestATicketWithoutItsEntryIsNotBelieved: so it is with the ticket of a pruned entry.
func TestATicketWithoutItsEntryIsNotBelieved(t *testing.T) {
	w := newWrecked(t)
	for what, to := range map[string]int{
		"of a later one without its entry":    20,
		"of an earlier one without its entry": 5,
		"of one that stays":                   mendAcked + 10,
	} {
		raw := bytes.ReplaceAll(w.files["kiosk.db"], usedTicket(15), usedTicket(to))
		m := w.mended(what, w.harm(map[string][]byte{"kiosk.db": raw, "kiosk.db-wal": nil}))
		if m.Kept < mendMoved-1 {
			t.Errorf("%s: %+v", what, m)
		}
	}
}

// usedTicket is how the ticket of ballot i stands in the table of those that are used.
func usedTicket(i int) []byte { return append([]byte("r1"), 0, 0, 0, 0, 0, 0, 0, byte(i+7)) }

// TestATicketOfNoFormHidesNoOther: rows that no ticket can have are passed over, and
// the tickets between them stay used.
func TestATicketOfNoFormHidesNoOther(t *testing.T) {
	w := newWrecked(t)
	dir := w.harm(nil)
	harmBySQL(t, dir,
		"DROP TRIGGER used_tickets_stay", "PRAGMA ignore_check_constraints = 1",
		"UPDATE used_tickets SET mark = x'00' WHERE idx = 5", "UPDATE used_tickets SET test = 7 WHERE idx = 10",
		"UPDATE used_tickets SET test = 9 WHERE idx = 140", "UPDATE used_tickets SET mark = x'ffffffffffffffffffff' WHERE idx = 145",
	)
	w.mended("tickets of no form", dir)
	s, err := store.Open(t.Context(), dir)
	noErr(t, err)
	defer s.Close()
	for i := 15; i < mendVotes; i += 5 {
		if i == 140 || i == 145 {
			continue
		}
		used, err := ledger.Open(s, s.Identity()).TicketUsed(t.Context(), ledger.Use{Round: "r1", Mark: fmt.Sprintf("%016x", i+7)})
		if err != nil || !used {
			t.Errorf("the ticket of ballot %d is good again: %v", i, err)
		}
	}
}

// TestARowOfNoFormHidesNoOther: nor do other tables end where a row cannot be taken.
func TestARowOfNoFormHidesNoOther(t *testing.T) {
	w := newWrecked(t)
	dir := w.harm(nil)
	for _, statements := range [][]string{{
		"INSERT INTO counters VALUES ('2026-07-31', 'view', 'first', 1), ('2026-08-02', 'view', 'between', 2), ('2026-08-03', 'view', 'last', 3)",
		"PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT,', '') WHERE name = 'counters'",
	}, {
		"UPDATE counters SET n = 'many' WHERE key IN ('first', 'last')",
	}} {
		harmBySQL(t, dir, statements...)
	}
	w.mended("rows of no form", dir)
	s, err := store.Open(t.Context(), dir)
	noErr(t, err)
	defer s.Close()
	counters, err := s.Counters(t.Context())
	noErr(t, err)
	if want := "[{2026-08-01 view SP-1 3} {2026-08-02 view between 2}]"; fmt.Sprint(counters) != want {
		t.Errorf("%v, not %s", counters, want)
	}
}

// harmBySQL changes the database in dir past what holds whoever tries.
func harmBySQL(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "kiosk.db"))
	noErr(t, err)
	db.SetMaxOpenConns(1) // a pragma is the connection's
	for _, statement := range statements {
		_, err := db.ExecContext(t.Context(), statement)
		noErr(t, err)
	}
	noErr(t, db.Close())
}

// TestMisplacedBytes: pages that were written to the place of another one, and digits
// that became others, so that what stands there looks whole.
func TestMisplacedBytes(t *testing.T) {
	w := newWrecked(t)
	rounds := 10
	if os.Getenv("SIEGE") != "" {
		rounds = 600
	}
	for round := range rounds {
		seed := rand.Uint64()
		random := rand.New(rand.NewPCG(seed, 0)) // #nosec G404 -- damage, not a secret
		raw := slices.Clone(w.files["kiosk.db"])
		change := map[string][]byte{"kiosk.db": raw}
		if round%2 == 0 {
			change["kiosk.db-wal"] = nil
		}
		for range 1 << (round % 5) {
			misplacePage(random, raw)
			misplaceDigits(random, raw)
		}
		w.mended(fmt.Sprintf("round %d by seed %d", round, seed), w.harm(change))
	}
}

// misplacePage writes one page, but for the first, over another.
func misplacePage(random *rand.Rand, raw []byte) {
	const page = 4096
	pages := len(raw)/page - 1
	from, to := page*(1+random.IntN(pages)), page*(1+random.IntN(pages))
	copy(raw[to:to+page], slices.Clone(raw[from:from+page]))
}

// misplaceDigits makes other digits of some.
func misplaceDigits(random *rand.Rand, raw []byte) {
	const digits = "0123456789abcdef"
	for changed := 0; changed < 20; {
		if at := random.IntN(len(raw)); strings.IndexByte(digits, raw[at]) >= 0 {
			raw[at] = digits[random.IntN(len(digits))]
			changed++
		}
	}
}
