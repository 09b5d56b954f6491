package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"hangviet/data/clock"
	"hangviet/data/exchange"
	"hangviet/data/hub"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

func upkeepOf(t *testing.T, h *home) (u upkeep, fetched, anew *int) {
	t.Helper()
	fetched, anew = new(int), new(int)
	return upkeep{
		home: h, complain: func(err error) { t.Log("told:", err) }, fetch: func() { *fetched++ }, anew: func() { *anew++ },
		rest: func(ctx context.Context) error { return ctx.Err() },
	}, fetched, anew
}

func castSome(t *testing.T, h *home, n int) {
	t.Helper()
	for range n {
		b, err := vote.NewBallot(vote.Round{ID: "r1", Opens: time.Now().Add(-time.Hour), Closes: time.Now().Add(time.Hour), Categories: []vote.Category{
			{ID: "an", Choices: 1, Nominees: []vote.Nominee{{ID: "SP-1"}}},
		}}, time.Now(), []vote.Choice{{Category: "an", Nominee: "SP-1"}})
		must(t, err)
		_, err = h.log.Append(t.Context(), b)
		must(t, err)
	}
}

// TestDamagedDatabaseIsMended: the window finds the damage, begins anew, mends, and
// tells staff and hub what is lost; the kiosk is who it was.
func TestDamagedDatabaseIsMended(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := testHome(t, dir)
	id := h.store.Identity().ID
	must(t, h.store.SetSetting(t.Context(), settingName, "Kiosk chợ Mẫu"))
	castSome(t, h, 60)
	u, _, anew := upkeepOf(t, h)
	u.check(t.Context(), false)
	if *anew != 0 {
		t.Fatal("a good database is to be mended")
	}
	u.minute(t.Context())
	must(t, h.store.Close())
	path := filepath.Join(dir, "kiosk.db")
	raw, err := os.ReadFile(path)
	must(t, err)
	for at, harmed := 0, 0; at+17 < len(raw) && harmed < 3; at++ {
		if string(raw[at:at+17]) == "hangviet-ballot/2" {
			copy(raw[at:], "spoilt")
			harmed, at = harmed+1, at+4000
		}
	}
	must(t, os.WriteFile(path, raw, 0o600))
	h, err = openMended(t.Context(), dir, func(err error) { t.Log("told:", err) })
	must(t, err)
	u, _, anew = upkeepOf(t, h)
	u.check(t.Context(), false)
	must(t, h.Close())
	if *anew != 1 {
		t.Fatalf("the window begins anew %d times", *anew)
	}
	h, err = openMended(t.Context(), dir, func(err error) { t.Log("told:", err) })
	must(t, err)
	defer h.Close()
	must(t, h.log.Verify(t.Context()))
	told, err := h.health(t.Context())
	must(t, err)
	if len(told.Gaps) != 1 || told.Gaps[0].Ballots() == 0 || told.Ledger+told.Gaps[0].Ballots() != 60 || !hasTrouble(told.Problems, "E-GAP") {
		t.Errorf("told %+v, %d entries, %v", told.Gaps, told.Ledger, told.Problems)
	}
	if h.store.Identity().ID != id || told.Name != "Kiosk chợ Mẫu" || isThere(filepath.Join(dir, mendMark)) {
		t.Errorf("it is %s, called %q", h.store.Identity().ID, told.Name)
	}
}

// TestUnreadableDatabaseIsMended at once: its first page is gone.
func TestUnreadableDatabaseIsMended(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := testHome(t, dir)
	id := h.store.Identity().ID
	castSome(t, h, 10)
	must(t, h.store.KeepCopy(t.Context()))
	must(t, h.store.Close())
	f, err := os.OpenFile(filepath.Join(dir, "kiosk.db"), os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt(make([]byte, 4096), 0)
	must(t, errors.Join(err, f.Close()))
	if _, err := openHome(t.Context(), dir); !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrNotOurs) {
		t.Fatalf("a command opens it: %v", err)
	}
	h, err = openMended(t.Context(), dir, func(err error) { t.Log("told:", err) })
	must(t, err)
	defer h.Close()
	if n, err := h.log.Size(t.Context()); err != nil || n != 10 || h.store.Identity().ID != id {
		t.Errorf("%d ballots of %s, %v", n, h.store.Identity().ID, err)
	}
}

// TestDamagedPhotosAreFetchedAgain, and a damaged catalogue with no release before it.
func TestDamagedPhotosAreFetchedAgain(t *testing.T) {
	t.Parallel()
	h, house := testHome(t, t.TempDir()), t.TempDir()
	h.takes(t, house)
	u, fetched, _ := upkeepOf(t, h)
	must(t, u.checkContent(t.Context()))
	if *fetched != 0 {
		t.Error("good content is fetched again")
	}
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte("a photo")))
	photo := h.own.Photo(sum)
	must(t, os.MkdirAll(filepath.Dir(photo), 0o755))
	for text, good := range map[string]bool{"a photo": true, "a phot0": false} {
		must(t, os.WriteFile(photo, []byte(text), 0o644))
		*fetched = 0
		must(t, u.checkContent(t.Context()))
		if isThere(photo) != good || (*fetched == 0) != good {
			t.Errorf("%q is there: %t, fetched %d times", text, isThere(photo), *fetched)
		}
	}
	*fetched = 0
	spoilInside(t, filepath.Join(h.dir, "content/1/catalog.db"))
	must(t, u.checkContent(t.Context()))
	if *fetched != 1 {
		t.Errorf("the damaged catalogue was asked for %d times", *fetched)
	}
}

// TestDiskFloor: what can be given back is, then staff is told, until there is room.
// See failures.md, "Disk full".
func TestDiskFloor(t *testing.T) {
	t.Parallel()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Logf("may mount no small disk: %v", err)
		return
	}
	dir := filepath.Join(disk, "kiosk")
	h, err := openHome(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() {
		if err := errors.Join(h.Close(), syscall.Unmount(disk, 0)); err != nil {
			t.Error(err)
		}
	})
	h.own.Floor = 16 << 20
	h.takes(t, t.TempDir())
	left := filepath.Join(dir, "content", "7.part")
	must(t, os.MkdirAll(left, 0o755))
	must(t, os.WriteFile(filepath.Join(left, "catalog.db"), make([]byte, 30<<20), 0o600))
	foreign := filepath.Join(disk, "foreign")
	must(t, os.WriteFile(foreign, make([]byte, 20<<20), 0o600))
	must(t, h.keepRoom(t.Context()))
	told, err := h.health(t.Context())
	must(t, err)
	if isThere(left) || hasTrouble(told.Problems, "E-ROOM") {
		t.Errorf("what an import left is there: %t; told %v", isThere(left), told.Problems)
	}
	must(t, os.WriteFile(foreign, make([]byte, 50<<20), 0o600))
	must(t, h.keepRoom(t.Context()))
	if told, err = h.health(t.Context()); err != nil || !hasTrouble(told.Problems, "E-ROOM") {
		t.Errorf("nobody is told: %v, %v", told.Problems, err)
	}
	castSome(t, h, 1) // the floor is for ballots
	must(t, os.Remove(foreign))
	must(t, h.keepRoom(t.Context()))
	if told, err = h.health(t.Context()); err != nil || hasTrouble(told.Problems, "E-ROOM") {
		t.Errorf("it is told still: %v, %v", told.Problems, err)
	}
}

// TestTheHubSaysWhatTimeItIs: failures.md, "Clock wrong": a kiosk whose clock stands
// in 1970 or ten years ahead goes by what the hub signed, from its first beat on.
func TestTheHubSaysWhatTimeItIs(t *testing.T) {
	t.Parallel()
	service, err := hub.New(t.Context(), hub.Config{Data: t.TempDir()})
	must(t, err)
	server := httptest.NewServer(service.Handler())
	t.Cleanup(func() { server.Close(); _ = service.Close() })
	for name, off := range map[string]time.Duration{"1970": -time.Since(time.Unix(0, 0)), "+10 years": 87600 * time.Hour, "right": 0} {
		h := testHome(t, t.TempDir())
		began := time.Now()
		wall := func() time.Time { return time.Now().Round(0).Add(off) }
		h.clock = clock.Watch(wall, func() time.Duration { return time.Since(began) }, began.AddDate(0, -1, 0))
		sender, err := h.sender(t.Context(), server.URL)
		must(t, err)
		sender.Beater.Now, sender.Now = wall, wall
		asked := time.Now()
		must(t, sender.SyncOnce(t.Context()))
		took := time.Since(asked) // the answer is as old as that at most
		if d := time.Since(h.clock.Now()).Abs(); d > took {
			t.Errorf("%s: it is wrong by %v, the hub was asked for %v", name, d, took)
		}
		must(t, h.keepTime(t.Context()))
		told, err := h.health(t.Context())
		must(t, err)
		if wrong := off != 0; (told.Clock != "") != wrong || hasTrouble(told.Problems, "E-TIME") != wrong {
			t.Errorf("%s: told %q, %v", name, told.Clock, told.Problems)
		}
		sender.OnTime = func(context.Context, time.Time) error { t.Error(name, ": a time that nobody signed"); return nil }
		must(t, h.store.SetSetting(t.Context(), exchange.SettingHubKey, otherHub(t)))
		if err := sender.SyncOnce(t.Context()); err == nil {
			t.Errorf("%s: another hub is believed", name)
		}
	}
}

func otherHub(t *testing.T) string {
	t.Helper()
	h := testHome(t, t.TempDir())
	key, err := ledger.HubIdentity(h.store.Identity().PrivateKey).VerifierKey()
	must(t, err)
	return key
}

// TestTheTimeIsNoted: a kiosk without a battery goes on from when it was switched off.
func TestTheTimeIsNoted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := testHome(t, dir)
	must(t, h.keepTime(t.Context()))
	noted := h.clock.Now()
	h.clock = clock.Watch(func() time.Time { return time.Unix(1000, 0) }, func() time.Duration { return 0 }, noted.AddDate(0, -1, 0))
	must(t, h.resumeClock(t.Context()))
	if d := noted.Sub(h.clock.Now()); d < 0 || d > time.Second {
		t.Errorf("it is %v, %v was noted", h.clock.Now(), noted)
	}
	if told, err := h.health(t.Context()); err != nil || told.Clock != "behind" {
		t.Errorf("told %q, %v", told.Clock, err)
	}
}
