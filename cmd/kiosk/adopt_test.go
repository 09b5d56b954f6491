package main

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub"
	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/staff"
	"hangviet/data/store"
	"hangviet/ui/model"
)

// office is an organiser with a hub on the loopback.
type office struct {
	*testing.T
	dir     string
	service *hub.Service
	url     string
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, dir: t.TempDir()}
	o.publish(nil)
	service, err := hub.New(t.Context(), hub.Config{Data: filepath.Join(o.dir, "hub")})
	must(t, err)
	must(t, service.Refresh(t.Context()))
	front := httptest.NewServer(service.Handler())
	t.Cleanup(func() { front.Close(); _ = service.Close() })
	o.service, o.url = service, front.URL
	return o
}

// publish publishes a release with what is set for kiosks.
func (o *office) publish(settings []byte) {
	o.Helper()
	keyDir := filepath.Join(o.dir, "keys")
	if _, err := os.Stat(keyDir); err != nil {
		must(o, release.GenerateKeys(keyDir, ""))
	}
	keys, err := release.LoadKeys(keyDir, nil)
	must(o, err)
	in := release.Input{CatalogueDB: filepath.Join(o.dir, "catalog.db"), IssuedAt: time.Now(), Settings: settings}
	_ = os.Remove(in.CatalogueDB)
	must(o, store.WriteCatalogue(o.Context(), in.CatalogueDB, catalog.Catalogue{Organiser: catalog.Text{"vi": "Sở"}}, nil))
	_, _, err = release.Publish(o.Context(), filepath.Join(o.dir, "hub", "content"), keys, in)
	must(o, err)
}

// stick makes a set-up stick.
func (o *office) stick(to string) {
	o.Helper()
	file, err := o.service.MakeStick(o.Context(), hub.StickOrder{
		Label: "Đợt 1", Hub: o.url, Uses: 1, Valid: time.Hour, PIN: "274951", TechnicianPIN: "860254", Settings: map[string]string{"name": "Bến xe", "hours": "07:00-22:00", "every": "1s"},
	})
	must(o, err)
	path := filepath.Join(to, filepath.FromSlash(wire.SetUpFile))
	must(o, os.MkdirAll(filepath.Dir(path), 0o755))
	must(o, os.WriteFile(path, file, 0o644))
}

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("never came: %s", what)
		}
	}
}

func (h *home) set(t testing.TB, key string) string {
	t.Helper()
	value, err := h.store.Setting(t.Context(), key)
	must(t, err)
	return value
}

// TestSetUpByStick: a stick put into the open window of a new kiosk sets it up in
// one touch; it calls the hub without a restart, is approved by itself and shows the
// release. What the organiser sets later holds over what is set here.
func TestSetUpByStick(t *testing.T) {
	o, h := newOffice(t), testHome(t, t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	_, wait := h.serveOn(ctx, traffic{})
	defer func() { stop(); must(t, wait()) }()
	c := newCounter(t, h)
	stick := c.plug("setup", "")
	o.stick(stick.Path)
	c.sticks.act(model.StickAgain)
	sheet := c.until("the offer", func(s *model.Stick) bool { return s != nil && s.SetUp != nil })
	if sheet.SetUp.Label != "Đợt 1" || sheet.SetUp.Name != "Bến xe" || sheet.SetUp.Hub != o.url {
		t.Errorf("%+v", sheet.SetUp)
	}
	c.sticks.act(model.StickSetup)
	if done := c.phase(model.StickEnded); done.Fault != "" {
		t.Fatalf("%+v", done)
	}
	until(t, "approved by itself", func() bool { return h.set(t, exchange.SettingHubStatus) == "approved" })
	until(t, "the release", func() bool { n, _, err := h.own.Current(); return err == nil && n == 1 })
	until(t, "the voucher served", func() bool { return h.set(t, settingVoucher) == "" })
	desk := staff.NewDesk(h.store, time.Now)
	if m, err := desk.Enter(t.Context(), "860254"); err != nil || m.Role != staff.Technician {
		t.Errorf("the technician is %+v, %v", m, err)
	}
	if m, err := desk.Enter(t.Context(), "274951"); err != nil || m.Role != staff.Point || h.set(t, settingHours) != "07:00-22:00" {
		t.Errorf("staff: %v, hours %q", err, h.set(t, settingHours))
	}
	id := h.store.Identity().ID
	must(t, o.service.SetPlace(t.Context(), books.Place{Kiosk: id, Name: "Bến xe Miền Đông"}, map[string]string{"hours": "09:00-17:00", "rate": "900"}))
	settings, err := o.service.FleetSettings(t.Context())
	must(t, err)
	o.publish(settings)
	until(t, "what the organiser has set", func() bool { return h.set(t, settingHours) == "09:00-17:00" && h.set(t, settingRate) == "900" })
	must(t, h.store.SetSetting(t.Context(), settingHours, "00:00-01:00"))
	duty, err := h.duty(t.Context())
	if err != nil || duty.Open.Show() != "09:00 – 17:00" {
		t.Errorf("it serves %s, %v", duty.Open.Show(), err)
	}
	standing, err := h.standing(t.Context())
	if err != nil || len(standing.Set) != 3 || standing.Status != "approved" {
		t.Errorf("%+v, %v", standing, err)
	}
	until(t, "the hub knows", func() bool {
		kiosks, _, err := o.service.Kiosks(t.Context())
		return err == nil && len(kiosks) == 1 && kiosks[0].Name == "Bến xe Miền Đông"
	})
	must(t, o.service.SetPlace(t.Context(), books.Place{Kiosk: id, Name: "Bến xe Miền Đông"}, nil))
	settings, err = o.service.FleetSettings(t.Context())
	must(t, err)
	o.publish(settings)
	until(t, "left to the staff again", func() bool { return h.set(t, settingHours) == "00:00-01:00" && h.set(t, settingRate) == "" })
}

// TestAStickDoesNotLeadAway: a kiosk that trusts somebody is offered no set-up, and
// another organiser's is refused by hand, too.
func TestAStickDoesNotLeadAway(t *testing.T) {
	o, other := newOffice(t), newOffice(t)
	h := testHome(t, t.TempDir())
	dir := t.TempDir()
	o.stick(dir)
	s, err := readSetUp(dir)
	must(t, err)
	s.Crew = nil // as an older hub made it
	must(t, h.adopt(t.Context(), s))
	if m, err := staff.NewDesk(h.store, time.Now).Members(t.Context()); err != nil || len(m) != 1 || m[0].Role != staff.Point {
		t.Errorf("an older stick brought %+v, %v", m, err)
	}
	c := newCounter(t, h)
	stick := c.plug("evil", "")
	other.stick(stick.Path)
	c.sticks.act(model.StickAgain)
	if sheet := c.phase(model.StickOffered); sheet.SetUp != nil {
		t.Errorf("offered: %+v", sheet.SetUp)
	}
	evil, err := readSetUp(stick.Path)
	must(t, err)
	if err := h.adopt(t.Context(), evil); !errors.Is(err, release.ErrOtherRoot) || h.set(t, settingHub) != o.url {
		t.Errorf("%v, the hub is %s", err, h.set(t, settingHub))
	}
}

// TestObeyKnowsItsBounds: what this program does not know, does not take or must not
// be told is left out.
func TestObeyKnowsItsBounds(t *testing.T) {
	h := testHome(t, t.TempDir())
	must(t, h.obey(t.Context(), 7, map[string]string{
		"hours": "25 giờ", "rate": "900", "hub-key": "hub-x", "diagonal": "32", "future": "x", "paused": "on", "name": "A",
	}))
	n, set, err := h.store.Organised(t.Context())
	if err != nil || n != 7 || len(set) != 2 || set[settingRate] != "900" || set[settingName] != "A" {
		t.Errorf("%d %v, %v", n, set, err)
	}
}

// TestHealthRidesOnSticks: what a stick brings back tells the hub how the kiosk is.
func TestHealthRidesOnSticks(t *testing.T) {
	o, h := newOffice(t), testHome(t, t.TempDir())
	dir := t.TempDir()
	o.stick(dir)
	s, err := readSetUp(dir)
	must(t, err)
	must(t, h.adopt(t.Context(), s))
	r, err := h.report(t.Context(), time.Now())
	must(t, err)
	must(t, o.service.TakeLetter(t.Context(), r.Signed, r.Claim))
	kiosks, _, err := o.service.Kiosks(t.Context())
	if err != nil || len(kiosks) != 1 || kiosks[0].Status != wire.Approved || kiosks[0].Name != "Bến xe" || kiosks[0].How != books.ByStick {
		t.Errorf("%+v, %v", kiosks, err)
	}
}
