package press

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/update/updatetest"
)

// has puts a package at the hub.
func (h *house) has(path string) Package {
	h.Helper()
	f, err := os.Open(path)
	h.must(err)
	defer f.Close()
	x, err := h.press.PutPackage(h.Context(), f)
	h.must(err)
	return x
}

func (h *house) deb(version string) Package {
	h.Helper()
	return h.has(updatetest.Deb(h, updatetest.Label{Version: version, Arch: runtime.GOARCH}, "program "+version))
}

// released is a house with keys and one release.
func released(t *testing.T, change ...func(*Config)) *house {
	t.Helper()
	h := newHouse(t, change...)
	h.must(h.press.MakeKeys(h.Context()))
	h.draft(2)
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: h.check().Number}})
	return h
}

func (h *house) offered() release.Programs {
	h.Helper()
	list, err := h.press.Offered(h.Context())
	h.must(err)
	return list
}

const here = "linux/" + runtime.GOARCH

// TestProgramIsGivenOut goes from a package to a kiosk that keeps it, to some kiosks
// first, to all, and back.
func TestProgramIsGivenOut(t *testing.T) {
	h := released(t)
	first := h.kiosk("0000000000000001")
	other := h.kiosk("0000000000000002")
	first.Build, other.Build = "v1.0.0", "v1.0.0"
	x := h.deb("v1.1.0")
	if x.Platform != here || x.Version != "v1.1.0" || len(x.SHA256) != 64 {
		t.Fatalf("read off the file: %+v", x)
	}
	o := h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}, Stage: []string{first.Kiosk}}, Then: day.Add(2 * time.Hour)})
	if o.Result != 1 || h.take(first) != 1 || h.take(other) != 1 {
		t.Errorf("order %+v", o)
	}
	if kept, ok := first.StagedProgram(); !ok || kept.Version != "v1.1.0" || kept.SHA256 != x.SHA256 {
		t.Errorf("the first kiosk keeps %+v", kept)
	}
	if kept, ok := other.StagedProgram(); ok {
		t.Errorf("the other kiosk keeps %+v", kept)
	}
	h.wait(3 * time.Hour)
	h.must(h.press.Work(h.Context()))
	if all := h.orderNow(o.Number + 1); all.Kind != OfferAll || all.State != Done || all.Result != 2 {
		t.Errorf("then: %+v", all)
	}
	h.take(other)
	if _, ok := other.StagedProgram(); !ok {
		t.Error("the other kiosk keeps none after its hour")
	}
	h.done(boss, Wish{Kind: EndOffer, Terms: Terms{End: []string{here}, Reason: "treo máy"}})
	h.take(other)
	if kept, ok := other.StagedProgram(); ok || len(h.offered().List) != 0 {
		t.Errorf("taken back, and still kept: %+v", kept)
	}
}

// TestProgramIsHeld: what some kiosks have goes to no further one, also once that of
// another platform was taken back.
func TestProgramIsHeld(t *testing.T) {
	h := released(t)
	first, other := h.kiosk("0000000000000001"), h.kiosk("0000000000000002")
	first.Build, other.Build = "v1.0.0", "v1.0.0"
	both := []Package{h.deb("v1.1.0"), h.has(updatetest.Zip(h, updatetest.Label{Version: "v1.1.0"}, "x"))}
	h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: both, Stage: []string{first.Kiosk}}})
	h.take(first)
	h.done(boss, Wish{Kind: OfferHold})
	h.done(boss, Wish{Kind: EndOffer, Terms: Terms{End: []string{"windows/amd64"}, Reason: "treo máy"}})
	h.take(other)
	if kept, ok := other.StagedProgram(); ok {
		t.Errorf("the other kiosk keeps %+v", kept)
	}
	if list := h.offered(); len(list.List) != 1 || list.Number != 3 || list.ForKiosk(first.Kiosk) {
		t.Errorf("given out is %+v", list)
	}
}

// TestProgramWithTheNextRelease: such an order waits for new content, and for nothing
// else that is signed.
func TestProgramWithTheNextRelease(t *testing.T) {
	h := released(t)
	o := h.order(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0")}, Next: true}})
	h.done(boss, Wish{Kind: Withdraw, Terms: Terms{Codes: []string{"SP-01"}, Reason: "thu hồi"}})
	if now := h.orderNow(o.Number); now.State != Next || len(h.offered().List) != 0 {
		t.Fatalf("it did not wait: %+v", now)
	}
	h.is(h.press.RemovePackage(h.Context(), o.Terms.Packages[0].SHA256), ErrNeeded)
	if told, err := h.press.Orders(h.Context(), 1); err != nil || len(told) != 2 || told[0].Kind != Withdraw || told[1].Number != o.Number {
		t.Errorf("what waits is not told of after newer ones: %+v, %v", told, err)
	}
	h.draft(3)
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: h.check().Number}})
	if now := h.orderNow(o.Number); now.State != Done || len(h.offered().List) != 1 {
		t.Errorf("after the release: %+v, %+v", now, h.offered())
	}
}

// TestProgramDoesNotWaitAnyLonger: who does not want to wait for the next release has it
// now, or gives it up; the hour at which all are to have it is its own.
func TestProgramDoesNotWaitAnyLonger(t *testing.T) {
	h := released(t)
	wish := Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0")}, Next: true, Stage: []string{"0000000000000001"}}, Then: day.Add(2 * time.Hour)}
	dropped := h.order(boss, wish)
	h.must(h.press.Drop(h.Context(), dropped.Number))
	h.must(h.press.Drop(h.Context(), dropped.Number+1))
	o := h.order(boss, wish)
	h.must(h.press.Resume(h.Context(), o.Number))
	h.must(h.press.Work(h.Context()))
	if now := h.orderNow(o.Number); now.State != Done || h.offered().ForKiosk("0000000000000002") {
		t.Fatalf("it still waits: %+v", now)
	}
	h.wait(3 * time.Hour)
	h.must(h.press.Work(h.Context()))
	if all := h.orderNow(o.Number + 1); all.State != Done || !h.offered().ForKiosk("0000000000000002") {
		t.Errorf("its hour has come: %+v", all)
	}
}

// TestProgramsHour: the hour at which all are to have it is that of one list, and not of
// what was given out since.
func TestProgramsHour(t *testing.T) {
	h := released(t)
	some := []string{"0000000000000001"}
	o := h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0")}, Stage: some}, Then: day.Add(2 * time.Hour)})
	h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.2.0")}, Stage: some}})
	h.wait(3 * time.Hour)
	h.must(h.press.Work(h.Context()))
	if all := h.orderNow(o.Number + 1); all.State != Failed || h.offered().ForKiosk("0000000000000002") {
		t.Errorf("another one went to all: %+v", all)
	}
}

// TestProgramsStage: who has it first keeps it when another platform's is taken back,
// and what is held goes to nobody.
func TestProgramsStage(t *testing.T) {
	h := released(t)
	windows := h.has(updatetest.Zip(h, updatetest.Label{Version: "v1.1.0"}, "x"))
	h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0"), windows}, Stage: []string{"0000000000000001"}}})
	h.done(boss, Wish{Kind: EndOffer, Terms: Terms{End: []string{"windows/amd64"}, Reason: "treo máy"}})
	if now := h.offered(); len(now.List) != 1 || !now.ForKiosk("0000000000000001") || now.ForKiosk("0000000000000002") {
		t.Errorf("after one was taken back: %+v", now)
	}
	h.done(boss, Wish{Kind: OfferHold})
	if now := h.offered(); now.ForKiosk("0000000000000001") {
		t.Errorf("held: %+v", now)
	}
	h.done(boss, Wish{Kind: OfferAll})
	if now := h.offered(); !now.ForKiosk("0000000000000002") {
		t.Errorf("to all: %+v", now)
	}
}

// TestProgramThatChangedMeanwhile: what lies at the hub must be what was approved.
func TestProgramThatChangedMeanwhile(t *testing.T) {
	h := released(t)
	h.must(h.press.SetTwo(h.Context(), true))
	x := h.deb("v1.1.0")
	o := h.order(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}}})
	h.must(os.Rename(updatetest.Deb(h, updatetest.Label{Version: "v1.1.0", Arch: runtime.GOARCH}, "another"), h.press.packageFile(x.SHA256)))
	h.must(h.press.Approve(h.Context(), o.Number, "Bình"))
	h.must(h.press.Work(h.Context()))
	if now := h.orderNow(o.Number); now.State != Failed || len(h.offered().List) != 0 {
		t.Errorf("order %+v, %+v", now, h.offered())
	}
}

// TestProgramNeedsTwo: where two people are wanted they are wanted here as well, but
// for taking back.
func TestProgramNeedsTwo(t *testing.T) {
	h := released(t)
	h.must(h.press.SetTwo(h.Context(), true))
	x := h.deb("v1.1.0")
	o := h.order(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}}})
	if o.State != Asked {
		t.Fatalf("one person was enough: %+v", o)
	}
	h.is(h.press.RemovePackage(h.Context(), x.SHA256), ErrNeeded)
	h.is(h.press.Approve(h.Context(), o.Number, boss.Name), ErrSame)
	h.must(h.press.Approve(h.Context(), o.Number, "Bình"))
	h.must(h.press.Work(h.Context()))
	if now := h.orderNow(o.Number); now.State != Done {
		t.Errorf("approved: %+v", now)
	}
	for _, kind := range []string{OfferAll, OfferHold} {
		if o := h.order(boss, Wish{Kind: kind}); o.State != Asked {
			t.Errorf("one person was enough: %+v", o)
		}
	}
	next := h.order(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}, Next: true}})
	h.must(h.press.Approve(h.Context(), next.Number, "Bình"))
	if next = h.orderNow(next.Number); next.State != Next {
		t.Errorf("approved for the next release: %+v", next)
	}
	h.must(h.press.Drop(h.Context(), next.Number))
	h.done(boss, Wish{Kind: EndOffer, Terms: Terms{End: []string{here}, Reason: "treo máy"}})
	h.must(h.press.RemovePackage(h.Context(), x.SHA256))
	h.is(h.press.RemovePackage(h.Context(), x.SHA256), books.ErrNotFound)
}

// TestProgramSignedElsewhere: the targets key is not at the hub.
func TestProgramSignedElsewhere(t *testing.T) {
	h := released(t)
	h.must(os.Rename(filepath.Join(h.dir, "keys", "targets.key"), filepath.Join(h.dir, "targets.key")))
	o := h.order(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0")}}})
	if o.State != Unsigned || len(h.offered().List) != 0 {
		t.Fatalf("order %+v", o)
	}
	request, err := h.press.Request(h.Context(), o.Number)
	h.must(err)
	h.must(os.Rename(filepath.Join(h.dir, "targets.key"), filepath.Join(h.dir, "keys", "targets.key")))
	keys, err := h.press.keys()
	h.must(err)
	signature, err := release.SignRequest(request, keys)
	h.must(err)
	h.must(h.press.Sign(h.Context(), o.Number, signature))
	h.must(h.press.Work(h.Context()))
	if now := h.orderNow(o.Number); now.State != Done || len(h.offered().List) != 1 {
		t.Errorf("signed: %+v", now)
	}
}

// TestProgramsThatAreNotTaken: what cannot be given out is refused before anybody
// waits for it.
func TestProgramsThatAreNotTaken(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Limits.Program = 2_000_000 })
	h.must(h.press.MakeKeys(h.Context()))
	x := h.deb("v1.1.0")
	_, err := h.press.Ask(h.Context(), boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}}})
	h.is(err, release.ErrNoRelease)
	h.draft(1)
	h.done(boss, Wish{Kind: Publish, Terms: Terms{Check: h.check().Number}})
	_, err = h.press.Ask(h.Context(), boss, Wish{Kind: OfferAll})
	h.is(err, release.ErrNoProgram)
	h.done(boss, Wish{Kind: Offer, Terms: Terms{Packages: []Package{x}}})
	old := h.deb("v1.0.0")
	for what, test := range map[string]struct {
		wish  Wish
		class error
	}{
		"nothing":      {Wish{Kind: Offer}, ErrTerms},
		"not here":     {Wish{Kind: Offer, Terms: Terms{Packages: []Package{{Platform: here, Version: "v2.0.0", SHA256: "00"}}}}, books.ErrNotFound},
		"misnamed":     {Wish{Kind: Offer, Terms: Terms{Packages: []Package{{Platform: here, Version: "v2.0.0", SHA256: old.SHA256}}}}, books.ErrNotFound},
		"older":        {Wish{Kind: Offer, Terms: Terms{Packages: []Package{old}}}, release.ErrOlder},
		"twice":        {Wish{Kind: Offer, Terms: Terms{Packages: []Package{x, x}}}, ErrTerms},
		"no reason":    {Wish{Kind: EndOffer, Terms: Terms{End: []string{here}}}, ErrTerms},
		"not offered":  {Wish{Kind: EndOffer, Terms: Terms{End: []string{"windows/amd64"}, Reason: "x"}}, release.ErrNoProgram},
		"all of never": {Wish{Kind: "programs"}, ErrTerms},
	} {
		if _, err := h.press.Ask(h.Context(), boss, test.wish); !errorsIs(err, test.class) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, test := range map[string]struct {
		path  string
		class error
	}{
		"other machine": {updatetest.Deb(h, updatetest.Label{Arch: "riscv64"}, "x"), ErrPlatform},
		"another's":     {updatetest.Deb(h, updatetest.Label{Package: "bash"}, "x"), ErrPackage},
		"no package":    {filepath.Join(h.dir, "keys", "root.json"), ErrPackage},
		"too large":     {large(h), ErrTooLarge},
		"cut off":       {cutOff(h), ErrPackage},
		"many files":    {crowded(h), ErrPackage},
	} {
		data, err := os.ReadFile(test.path)
		h.must(err)
		if _, err := h.press.PutPackage(h.Context(), bytes.NewReader(data)); !errorsIs(err, test.class) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if parts, err := filepath.Glob(filepath.Join(h.dir, "press", "packages", "*.part")); err != nil || len(parts) > 0 {
		t.Errorf("left behind: %v %v", parts, err)
	}
}

// TestPackagesAreBounded: no more packages lie at the hub than it can keep an eye on; one
// that is here already may be sent again.
func TestPackagesAreBounded(t *testing.T) {
	h := newHouse(t)
	for i := range maxPackages {
		h.deb(fmt.Sprintf("v1.%d.0", i))
	}
	h.deb("v1.0.0")
	more, err := os.Open(updatetest.Deb(h, updatetest.Label{Version: "v2.0.0"}, "x"))
	h.must(err)
	defer more.Close()
	_, err = h.press.PutPackage(h.Context(), more)
	h.is(err, ErrTooMany)
}

// crowded is a package with so many files that the list of them alone would fill a
// small hub's memory, were it longer.
func crowded(h *house) string {
	path := filepath.Join(h.TempDir(), "crowded.zip")
	good, err := zip.OpenReader(updatetest.Zip(h, updatetest.Label{Version: "v1.2.0"}, "x"))
	h.must(err)
	defer good.Close()
	f, err := os.Create(path)
	h.must(err)
	z := zip.NewWriter(f)
	for _, entry := range good.File {
		h.must(z.Copy(entry))
	}
	for range maxParts {
		_, err := z.CreateHeader(&zip.FileHeader{Name: "a"})
		h.must(err)
	}
	h.must(errors.Join(z.Close(), f.Close()))
	return path
}

func cutOff(h *house) string {
	path := updatetest.Deb(h, updatetest.Label{Version: "v1.2.0"}, "program")
	h.must(os.Truncate(path, 400))
	return path
}

func large(h *house) string {
	path := filepath.Join(h.TempDir(), "large")
	h.must(os.WriteFile(path, make([]byte, 2_000_001), 0o600))
	return path
}

// TestProgramOrderKilled: a worker that died after it had signed does not sign again, and
// what it took back is not missed.
func TestProgramOrderKilled(t *testing.T) {
	h := released(t)
	for i, wish := range []Wish{
		{Kind: Offer, Terms: Terms{Packages: []Package{h.deb("v1.1.0")}}},
		{Kind: EndOffer, Terms: Terms{End: []string{here}, Reason: "treo máy"}},
	} {
		o := h.done(boss, wish)
		h.must(h.db.Update(h.Context(), func(tx *books.Tx) error { // as it stood before the end was noted
			row, err := tx.Order(o.Number)
			row.State, row.Owner, row.Ended = Working, "dead", time.Time{}
			return errors.Join(err, tx.PutOrder(row))
		}))
		h.wait(time.Minute)
		h.must(h.press.Work(h.Context()))
		if now := h.orderNow(o.Number); now.State != Done || h.offered().Number != int64(i+1) {
			t.Errorf("order %+v, list %d", now, h.offered().Number)
		}
	}
}
