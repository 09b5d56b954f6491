package staff_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"hangviet/data/staff"
	"hangviet/data/store"
)

// desk is a desk over a real kiosk.db, with a clock that the test turns.
func desk(t *testing.T, dir string, now *time.Time) *staff.Desk {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return staff.NewDesk(s, func() time.Time { return *now })
}

func TestMembers(t *testing.T) {
	now, ctx := time.Now(), t.Context()
	d := desk(t, t.TempDir(), &now)
	first, err := d.Add(ctx, "471903", staff.Point)
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.Add(ctx, "860254", staff.Technician)
	if err != nil || first.Mark == second.Mark {
		t.Fatalf("%v, %v, %v", first, second, err)
	}
	if _, err := d.Add(ctx, "471903", staff.Technician); !errors.Is(err, staff.ErrTaken) {
		t.Errorf("a PIN of another: %v", err)
	}
	if m, err := d.Enter(ctx, "860254"); err != nil || m != second {
		t.Errorf("%v, %v", m, err)
	}
	if err := d.Remove(ctx, second.Mark); !errors.Is(err, staff.ErrLast) {
		t.Errorf("the last technician goes: %v", err)
	}
	if m, err := d.Add(ctx, "395174", staff.Technician); err != nil || d.Remove(ctx, second.Mark) != nil || d.Remove(ctx, m.Mark) == nil {
		t.Fatalf("one of two technicians does not go: %v", err)
	}
	if _, err := d.Enter(ctx, "860254"); !errors.Is(err, staff.ErrWrong) {
		t.Errorf("a PIN of one who went: %v", err)
	}
	third, err := d.Add(ctx, "860254", staff.Point)
	if err != nil || third.Mark == second.Mark {
		t.Errorf("a mark is given twice: %v, %v", third, err)
	}
	if all, err := d.Members(ctx); err != nil || len(all) != 3 || all[0] != first || all[2] != third {
		t.Errorf("%v, %v", all, err)
	}
	if err := d.Remove(ctx, "99"); !errors.Is(err, staff.ErrNobody) {
		t.Errorf("removed nobody: %v", err)
	}
}

// TestChange: another PIN in place of the one before, for the same member.
func TestChange(t *testing.T) {
	now, ctx := time.Now(), t.Context()
	d := desk(t, t.TempDir(), &now)
	for _, pin := range []string{"471903", "860254"} {
		if _, err := d.Add(ctx, pin, staff.Technician); err != nil {
			t.Fatal(err)
		}
	}
	for want, pin := range map[error]string{staff.ErrWeak: "121212", staff.ErrShape: "47190", staff.ErrTaken: "860254"} {
		if err := d.Change(ctx, "1", pin); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", pin, err, want)
		}
	}
	if err := d.Change(ctx, "7", "395174"); !errors.Is(err, staff.ErrNobody) {
		t.Errorf("changed nobody's: %v", err)
	}
	if err := d.Change(ctx, "1", "395174"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Enter(ctx, "471903"); !errors.Is(err, staff.ErrWrong) {
		t.Errorf("the PIN before: %v", err)
	}
	if m, err := d.Enter(ctx, "395174"); err != nil || m != (staff.Member{Mark: "1", Role: staff.Technician}) {
		t.Errorf("%v, %v", m, err)
	}
}

func TestPINsThatAreNotTaken(t *testing.T) {
	now := time.Now()
	d := desk(t, t.TempDir(), &now)
	for want, pins := range map[error]string{
		staff.ErrShape: "12345 1234567 12345a ١٢٣٤٥٦",
		staff.ErrWeak: "000000 111111 121212 112211 123456 654321 890123 210987 483483 437734 471471 020990 311285 112233 998877 102030 147258 " +
			"010190 900131 121985 199012 201503",
	} {
		for _, pin := range strings.Fields(pins) {
			if _, err := d.Add(t.Context(), pin, staff.Point); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", pin, err, want)
			}
		}
	}
	if _, err := d.Add(t.Context(), "471903", "boss"); !errors.Is(err, staff.ErrRole) {
		t.Errorf("role: %v", err)
	}
}

// TestGuessingIsSlow also over restarts, until nobody is heard any more.
func TestGuessingIsSlow(t *testing.T) {
	now, ctx, dir := time.Now(), t.Context(), t.TempDir()
	d := desk(t, dir, &now)
	if _, err := d.Add(ctx, "471903", staff.Point); err != nil {
		t.Fatal(err)
	}
	for range staff.FreeTries {
		if _, err := d.Enter(ctx, "860254"); !errors.Is(err, staff.ErrWrong) {
			t.Fatal(err)
		}
	}
	for wait, tries := 15*time.Second, staff.FreeTries; tries < staff.MostTries; tries++ {
		d = desk(t, dir, &now) // started anew
		var slow *staff.WaitError
		if _, err := d.Enter(ctx, "471903"); !errors.As(err, &slow) || slow.Until.Sub(now) != wait {
			t.Fatalf("after %d wrong ones: %v, want a wait of %v", tries, err, wait)
		}
		if now, wait = now.Add(wait), wait*2; tries == staff.FreeTries+1 {
			if _, err := d.Enter(ctx, "12"); !errors.Is(err, staff.ErrShape) {
				t.Error(err)
			}
		}
		if _, err := d.Enter(ctx, "860254"); !errors.Is(err, staff.ErrWrong) {
			t.Fatal(err)
		}
	}
	now = now.Add(1000 * time.Hour)
	if _, err := d.Enter(ctx, "471903"); !errors.Is(err, staff.ErrLocked) {
		t.Fatalf("after %d wrong ones: %v", staff.MostTries, err)
	}
	if err := d.Unlock(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Enter(ctx, "471903"); err != nil {
		t.Errorf("after the unlocking: %v", err)
	}
}

func TestARightPINEndsTheCount(t *testing.T) {
	now, ctx := time.Now(), t.Context()
	d := desk(t, t.TempDir(), &now)
	if _, err := d.Add(ctx, "471903", staff.Point); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		for range staff.FreeTries - 1 {
			if _, err := d.Enter(ctx, "860254"); !errors.Is(err, staff.ErrWrong) {
				t.Fatal(err)
			}
		}
		if _, err := d.Enter(ctx, "471903"); err != nil {
			t.Fatal(err)
		}
	}
}

// answers is what proves a code right that is the challenge with an ending.
func answers(typed string) func(string) (bool, error) {
	return func(challenge string) (bool, error) { return typed == challenge+"!", nil }
}

// locked makes a desk whose entrance is locked, with its challenge.
func locked(t *testing.T, dir string, now *time.Time) (*staff.Desk, string) {
	t.Helper()
	d := desk(t, dir, now)
	for range staff.MostTries {
		if _, err := d.Enter(t.Context(), "860254"); err != nil && !errors.Is(err, staff.ErrWrong) {
			t.Fatal(err)
		}
		*now = now.Add(100 * 24 * time.Hour)
	}
	challenge, is, err := d.Locked(t.Context())
	if err != nil || !is || len(challenge) != 9 {
		t.Fatalf("challenge %q, locked %v, %v", challenge, is, err)
	}
	return d, challenge
}

// TestUnlockByCode: only an answer to the challenge on the screen opens a locked
// entrance, once, and guessing is slow, also over restarts.
func TestUnlockByCode(t *testing.T) {
	now, ctx, dir := time.Now(), t.Context(), t.TempDir()
	d := desk(t, dir, &now)
	if _, err := d.Add(ctx, "471903", staff.Point); err != nil {
		t.Fatal(err)
	}
	if err := d.UnlockBy(ctx, answers("!")); !errors.Is(err, staff.ErrOpen) {
		t.Errorf("an open entrance: %v", err)
	}
	if _, is, err := d.Locked(ctx); is || err != nil {
		t.Errorf("locked at once, %v", err)
	}
	d, challenge := locked(t, dir, &now)
	if err := d.UnlockBy(ctx, answers("wrong")); !errors.Is(err, staff.ErrCode) {
		t.Errorf("a wrong code: %v", err)
	}
	var slow *staff.WaitError
	if err := d.UnlockBy(ctx, answers(challenge+"!")); !errors.As(err, &slow) {
		t.Errorf("at once after a wrong one: %v", err)
	}
	d = desk(t, dir, &now)
	if err := d.UnlockBy(ctx, answers(challenge+"!")); !errors.As(err, &slow) {
		t.Errorf("at once after a restart: %v", err)
	}
	if again, is, err := d.Locked(ctx); again != challenge || !is || err != nil {
		t.Errorf("after a restart %q, %v, %v", again, is, err)
	}
	now = now.Add(15 * time.Second)
	if err := d.UnlockBy(ctx, answers(challenge+"!")); err != nil {
		t.Fatal(err)
	}
	if m, err := d.Enter(ctx, "471903"); err != nil || m.Mark != "1" {
		t.Errorf("%v, %v", m, err)
	}
	d, next := locked(t, dir, &now)
	if next == challenge {
		t.Error("a challenge came again")
	}
	now = now.Add(time.Minute)
	if err := d.UnlockBy(ctx, answers(challenge+"!")); !errors.Is(err, staff.ErrCode) {
		t.Errorf("a code that has served: %v", err)
	}
}

// TestUnlockIsCutOff: whatever an unlocking that is cut off leaves, its code does not
// open the entrance a second time.
func TestUnlockIsCutOff(t *testing.T) {
	now, dir := time.Now(), t.TempDir()
	_, challenge := locked(t, dir, &now)
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	cut := staff.NewDesk(full{s}, func() time.Time { return now })
	if _, _, err := cut.Locked(t.Context()); err != nil {
		t.Fatal(err)
	}
	_ = cut.UnlockBy(t.Context(), answers("begun")) // its wait begins with the program
	now = now.Add(time.Minute)
	if err := cut.UnlockBy(t.Context(), answers(challenge+"!")); err == nil {
		t.Fatal("the count was kept on a full disk")
	}
	now = now.Add(time.Minute)
	d := desk(t, dir, &now)
	if next, is, err := d.Locked(t.Context()); !is || next == challenge || err != nil {
		t.Errorf("challenge %q, locked %v, %v", next, is, err)
	}
}

// full is a store that cannot count.
type full struct{ *store.Store }

func (f full) SetSetting(ctx context.Context, key, value string) error {
	if key == "staff.tries" {
		return errors.New("disk is full")
	}
	return f.Store.SetSetting(ctx, key, value)
}
