package store_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/staff"
)

func TestActs(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	at := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	first := staff.Act{N: 1, Time: at, Sure: true, Mark: "2", Role: staff.Technician, What: staff.Exempted, Note: "08:00-23:00"}
	second := staff.Act{N: 2, Time: at.Add(-time.Hour), What: staff.Refused}
	for _, a := range []staff.Act{first, second} {
		if err := s.AddAct(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	s = openStore(t, dir) // another process
	got, err := s.Acts(t.Context(), 10)
	if err != nil || len(got) != 2 || got[0] != second || got[1] != first {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = s.Acts(t.Context(), 1); err != nil || len(got) != 1 || got[0].N != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestChecksAreBounded: the oldest cards go, and no number is given twice.
func TestChecksAreBounded(t *testing.T) {
	s := openStore(t, t.TempDir())
	for i := range 40 {
		if err := s.AddCheck(t.Context(), strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	cards, err := s.Checks(t.Context())
	if err != nil || len(cards) != 24 || cards[0] != "39" || cards[23] != "16" {
		t.Errorf("%v, %v", cards, err)
	}
}

// kiosk-v3.db was made by the version before acts: that of kiosk-v2.db, with a name.
func TestDatabaseBeforeActsIsBroughtUpToDate(t *testing.T) {
	s := openStore(t, copyFixture(t, "kiosk-v3.db"))
	l := ledger.Open(s, s.Identity())
	counts, err := l.Counts(t.Context(), "")
	name, err2 := s.Setting(t.Context(), "name")
	if err := errors.Join(err, err2, l.Verify(t.Context()), s.AddAct(t.Context(), staff.Act{Time: time.Now(), What: staff.Entered})); err != nil || counts.Ballots != 5 || name != "Bến xe" {
		t.Errorf("%+v, %q, %v", counts, name, err)
	}
}
