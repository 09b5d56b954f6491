package main

import (
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/ui/model"
)

var (
	member     = staff.Member{Mark: "1", Role: staff.Point}
	technician = staff.Member{Mark: "2", Role: staff.Technician}
)

// testPanel is the panel of a kiosk whose program ends with a code that is noted.
func testPanel(t *testing.T, h *home) (p panel, ended *int, fetched *int) {
	t.Helper()
	ended, fetched = new(int), new(int)
	return panel{
		home: h, pins: staff.NewDesk(h.store, time.Now), fetch: func() { *fetched++ }, news: func() {}, quit: func(code int) { *ended = code },
	}, ended, fetched
}

// acts are what was kept, the oldest first.
func (p panel) acts(t *testing.T) (all []string) {
	t.Helper()
	kept, err := p.Acts(t.Context())
	must(t, err)
	for i := range kept {
		a := kept[len(kept)-1-i]
		all = append(all, a.Mark+" "+string(a.What)+" "+a.Note)
	}
	return all
}

// TestDeedsAreDoneAndKept: each takes effect at once, and is in the audit log with
// who did it; what is not for a role is neither done nor kept.
func TestDeedsAreDoneAndKept(t *testing.T) {
	h := testHome(t, t.TempDir())
	p, ended, _ := testPanel(t, h)
	do := func(who staff.Member, what staff.What, value string) {
		t.Helper()
		must(t, p.Do(t.Context(), who, model.Deed{What: what, Value: value}))
	}
	serves := func(want model.Screen) {
		t.Helper()
		duty, err := h.duty(t.Context())
		if err != nil || duty.Rest(time.Now()) != want {
			t.Errorf("it shows %s, %v, want %s", duty.Rest(time.Now()), err, want)
		}
	}
	do(member, staff.Pausing, "on")
	serves(model.AtPaused)
	do(member, staff.Pausing, "off")
	serves(model.AtAttract)
	do(member, staff.Exempted, model.ClosedToday)
	serves(model.AtClosed)
	do(member, staff.Exempted, "")
	serves(model.AtAttract)
	now := time.Now().In(catalog.Zone)
	away := now.Add(12*time.Hour).Format("15:04") + "-" + now.Add(13*time.Hour).Format("15:04")
	do(technician, staff.Hoursed, away)
	serves(model.AtClosed)
	do(member, staff.Exempted, "00:00-24:00")
	serves(model.AtAttract)
	if err := p.Do(t.Context(), member, model.Deed{What: staff.LeftKiosk}); !errors.Is(err, model.ErrRole) || *ended != 0 {
		t.Errorf("point staff leave to the system: %v, ended with %d", err, *ended)
	}
	do(member, staff.Restarted, "")
	if *ended != exitAgain {
		t.Errorf("a restart ends with %d", *ended)
	}
	do(technician, staff.LeftKiosk, "")
	if *ended != exitLeft {
		t.Errorf("leaving ends with %d", *ended)
	}
	today := now.Format(time.DateOnly)
	want := []string{
		"1 pause on", "1 pause off", "1 hours.today " + today + " closed", "1 hours.today ", "2 hours " + away,
		"1 hours.today " + today + " 00:00-24:00", "1 restart ", "2 leave ",
	}
	got := p.acts(t)
	if len(got) != len(want) {
		t.Fatalf("kept %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("kept %q, want %q", got[i], want[i])
		}
	}
	told, err := h.health(t.Context())
	if err != nil || len(told.Acts) != len(want) || told.Acts[0].What != "leave" || told.Acts[0].Role != "technician" {
		t.Errorf("the hub is told %+v, %v", told.Acts, err)
	}
}

// TestMembersFromThePanel: named, changed and removed for good; the refusals keep their
// own sense, nothing of a PIN is kept, and only a technician does any of it to others.
func TestMembersFromThePanel(t *testing.T) {
	h := testHome(t, t.TempDir())
	p, _, _ := testPanel(t, h)
	do := func(who staff.Member, d model.Deed) error { return p.Do(t.Context(), who, d) }
	add := func(role staff.Role, pin string) error {
		return do(technician, model.Deed{What: staff.PINAdded, Value: string(role), PIN: pin})
	}
	must(t, add(staff.Point, "471903"))
	must(t, add(staff.Technician, "860254"))
	change := func(mark, pin string) model.Deed { return model.Deed{What: staff.PINChanged, Value: mark, PIN: pin} }
	for _, c := range []struct {
		want, got error
	}{
		{staff.ErrWeak, add(staff.Point, "123456")},
		{staff.ErrTaken, add(staff.Point, "471903")},
		{staff.ErrShape, do(technician, change("1", "12"))},
		{staff.ErrRole, errors.Unwrap(add("boss", "395174"))},
		{staff.ErrLast, do(technician, model.Deed{What: staff.PINRemoved, Value: "2"})},
		{model.ErrRole, do(member, model.Deed{What: staff.PINRemoved, Value: "2"})},
		{model.ErrRole, do(member, change("2", "395174"))},
		{model.ErrRole, do(member, model.Deed{What: staff.PINAdded, Value: "technician", PIN: "395174"})},
		{model.ErrRole, do(member, model.Deed{What: staff.Founded})},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
	must(t, do(member, change("1", "395174")))
	must(t, do(technician, model.Deed{What: staff.PINRemoved, Value: "1"}))
	if _, err := p.pins.Enter(t.Context(), "395174"); !errors.Is(err, staff.ErrWrong) {
		t.Errorf("one who was removed enters: %v", err)
	}
	want := []string{"2 pin.add 1", "2 pin.add 2", "1 pin.change 1", "2 pin.remove 1"}
	if got := p.acts(t); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
}

// TestGoingBackFromThePanel leaves the release, and takes it again.
func TestGoingBackFromThePanel(t *testing.T) {
	h := twoReleases(t)
	p, _, fetched := testPanel(t, h)
	state, err := p.Content(t.Context())
	if err != nil || state.Release != 2 || state.Before != 1 || state.Left != 0 || state.Issued.IsZero() {
		t.Fatalf("%+v, %v", state, err)
	}
	must(t, p.Do(t.Context(), member, model.Deed{What: staff.WentBack}))
	if state, err = p.Content(t.Context()); err != nil || state.Release != 1 || state.Left != 2 || len(state.Problems) == 0 {
		t.Errorf("%+v, %v", state, err)
	}
	var trouble *model.TroubleError
	if err := p.Do(t.Context(), member, model.Deed{What: staff.WentBack}); !errors.As(err, &trouble) || trouble.Text["vi"] == "" {
		t.Errorf("back from the first one: %v", err)
	}
	must(t, p.Do(t.Context(), member, model.Deed{What: staff.TookAgain}))
	if state, err = p.Content(t.Context()); err != nil || state.Left != 0 || *fetched != 1 {
		t.Errorf("%+v, %v, %d looks for content", state, err, *fetched)
	}
	if got := p.acts(t); len(got) != 2 || got[0] != "1 back 1" || got[1] != "1 again 2" {
		t.Errorf("kept %q", got)
	}
}

func newHubKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	must(t, err)
	return key
}

// lockOut gives wrong PINs until the entrance is locked, over restarts, and returns the
// challenge.
func lockOut(t *testing.T, h *home) string {
	t.Helper()
	late := time.Now()
	desk := staff.NewDesk(h.store, func() time.Time { return late })
	for range staff.MostTries {
		if _, err := desk.Enter(t.Context(), "860254"); !errors.Is(err, staff.ErrWrong) {
			t.Fatal(err)
		}
		late = late.Add(1000 * time.Hour)
	}
	challenge, locked, err := desk.Locked(t.Context())
	if err != nil || !locked {
		t.Fatal(locked, err)
	}
	return challenge
}

// TestUnlockByTheHubsCode: the code that the hub makes for this kiosk and this
// challenge opens the entrance; that of another kiosk, another hub and an earlier
// challenge do not.
func TestUnlockByTheHubsCode(t *testing.T) {
	h, other := testHome(t, t.TempDir()), testHome(t, t.TempDir())
	hub, stranger := ledger.HubIdentity(newHubKey(t)), ledger.HubIdentity(newHubKey(t))
	verifier, err := hub.VerifierKey()
	must(t, err)
	must(t, h.store.SetSetting(t.Context(), exchange.SettingHubKey, verifier))
	p, _, _ := testPanel(t, h)
	steady := time.Now()
	p.pins = staff.NewDesk(h.store, func() time.Time { return steady })
	if _, err := p.pins.Add(t.Context(), "471903", staff.Point); err != nil {
		t.Fatal(err)
	}
	before := lockOut(t, h)
	code := func(hub ledger.Identity, kiosk *home, challenge string) string {
		code, err := wire.UnlockCode(hub.PrivateKey, kiosk.store.Identity().PublicKey(), kiosk.store.Identity().ID, challenge)
		must(t, err)
		return code
	}
	try := func(typed string) error {
		steady = steady.Add(time.Minute)
		return p.Unlock(t.Context(), typed)
	}
	if err := p.Unlock(t.Context(), code(hub, h, before)); !errors.As(err, new(*staff.WaitError)) {
		t.Errorf("at once after the start: %v", err)
	}
	for name, wrong := range map[string]string{
		"another kiosk's": code(hub, other, before), "another hub's": code(stranger, h, before), "another challenge's": code(hub, h, "0000-0000"), "none": "",
	} {
		if err := try(wrong); !errors.Is(err, staff.ErrCode) {
			t.Errorf("%s code: %v", name, err)
		}
	}
	must(t, try(code(hub, h, before)))
	if m, err := p.pins.Enter(t.Context(), "471903"); err != nil || m.Mark != "1" {
		t.Errorf("%v, %v", m, err)
	}
	after := lockOut(t, h)
	if err := try(code(hub, h, before)); after == before || !errors.Is(err, staff.ErrCode) {
		t.Errorf("the same code again: %v", err)
	}
	kept := p.acts(t)
	if len(kept) != 6 || kept[4] != " unlock code" || kept[5] != " unlock.wrong " {
		t.Errorf("kept %q", kept)
	}
}

// TestUnlockByStick: a file that the organiser signed opens the entrance of the kiosk
// that trusts him, once.
func TestUnlockByStick(t *testing.T) {
	h := testHome(t, t.TempDir())
	dir := filepath.Join(t.TempDir(), "keys")
	must(t, release.GenerateKeys(dir, ""))
	keys, err := release.LoadKeys(dir, nil)
	must(t, err)
	_, root, err := keys.Root()
	must(t, err)
	must(t, h.own.Pin(t.Context(), root))
	challenge := lockOut(t, h)
	id := h.store.Identity().ID
	stick := t.TempDir()
	write := func(u release.Unlock) {
		t.Helper()
		file, err := release.SignUnlock(keys, u)
		must(t, err)
		path := filepath.Join(stick, filepath.FromSlash(release.UnlockFile(id)))
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, file, 0o644))
	}
	if opened, err := h.unlockByFile(t.Context(), stick); opened || err != nil {
		t.Errorf("a stick without a file: %v, %v", opened, err)
	}
	write(release.Unlock{Kiosk: "0000000000000000", Challenge: challenge})
	if opened, err := h.unlockByFile(t.Context(), stick); opened || !errors.Is(err, release.ErrNotSigned) {
		t.Errorf("another kiosk's: %v, %v", opened, err)
	}
	write(release.Unlock{Kiosk: id, Challenge: challenge})
	if opened, err := h.unlockByFile(t.Context(), stick); !opened || err != nil {
		t.Errorf("%v, %v", opened, err)
	}
	lockOut(t, h)
	if opened, err := h.unlockByFile(t.Context(), stick); opened || !errors.Is(err, release.ErrNotSigned) {
		t.Errorf("the same file again: %v, %v", opened, err)
	}
}

// TestSelfTest runs all that needs no person, on a real data folder.
func TestSelfTest(t *testing.T) {
	h := twoReleases(t)
	p, _, _ := testPanel(t, h)
	tester := p.Tester(technician).(tester)
	var card selftest.Card
	for _, try := range []struct {
		part selftest.Part
		line selftest.Line
	}{
		{selftest.Disk, tester.disk(t.Context())},
		{selftest.Clock, tester.time(t.Context())},
		{selftest.Chain, tester.chain(t.Context())},
		{selftest.Ballot, tester.ballot(t.Context())},
		{selftest.Pulled, tester.pulled(t.Context())},
		{selftest.Hub, tester.callHub(t.Context())},
	} {
		try.line.Part = try.part
		if try.line.State == selftest.Bad {
			t.Errorf("%+v", try.line)
		}
		card.Put(try.line)
	}
	if n, err := h.log.Size(t.Context()); err != nil || n != 0 {
		t.Errorf("the kiosk's own ledger has %d entries, %v", n, err)
	}
	kept, err := tester.Keep(t.Context(), card)
	if err != nil || kept.Release != 2 || kept.Kiosk != h.store.Identity().ID {
		t.Errorf("%+v, %v", kept, err)
	}
	state, err := p.Health(t.Context())
	if err != nil || state.LastCheck == nil || len(state.LastCheck.Lines) != 6 {
		t.Errorf("%+v, %v", state.LastCheck, err)
	}
	told, err := h.health(t.Context())
	if err != nil || told.Check == nil || len(told.Check.Lines) != 6 {
		t.Errorf("the hub is told %+v, %v", told.Check, err)
	}
	_, path, err := h.own.Current()
	must(t, err)
	must(t, os.Chmod(path, 0o644))
	must(t, os.Truncate(path, 8192))
	if line := tester.chain(t.Context()); line.State != selftest.Bad || line.Code != "bad" {
		t.Errorf("a damaged release: %+v", line)
	}
}
