package exchange_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/drive"
	"hangviet/data/drive/drivetest"
	"hangviet/data/exchange"
	"hangviet/data/release"
)

func TestPreviewTellsWhatAnImportWouldDo(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B", "C")
	o.publish("B", "C", "D", "E")
	before := tree(t, c.Dir)
	p, err := c.Preview(t.Context(), o.source(), nil)
	must(t, err)
	if p.Number != 2 || p.Shown != 1 || p.Same() || p.Stranger || p.Root == "" || p.Issued.IsZero() || !p.Expires.After(p.Issued) {
		t.Errorf("the release is %+v", p)
	}
	ch := p.Changes
	if ch.Products != 4 || ch.Added.Count != 2 || ch.Withdrawn.Count != 1 || ch.Changed.Count != 0 || ch.Withdrawn.First[0].In("vi") != "Sản phẩm A" {
		t.Errorf("the changes are %+v", ch)
	}
	if p.Files != 4 || p.Bytes != 2*23_000 || !p.Fits() || p.After() != p.Free-p.Bytes {
		t.Errorf("to be taken: %+v", p)
	}
	mustShow(t, c, 1)
	src := spyOn(o.source())
	m, err := c.Take(t.Context(), src, p, nil)
	must(t, err)
	if taken := src.read("files/" + m.Catalogue.SHA256); taken != 0 {
		t.Errorf("%d bytes of the catalogue were taken twice", taken)
	}
	mustShow(t, c, 2)
	if len(before) == 0 || !mustPreview(t, c, o.source()).Same() {
		t.Error("what is shown is not told from something new")
	}
}

func mustPreview(t *testing.T, c *exchange.Content, src release.Source) exchange.Preview {
	t.Helper()
	p, err := c.Preview(t.Context(), src, nil)
	must(t, err)
	return p
}

func TestPreviewRefusesWhatAnImportWould(t *testing.T) {
	t.Parallel()
	o, stranger := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	old := o.copy()
	m := o.publish("A", "B")
	stranger.publish("A")
	c := newContent(t, o)
	importFrom(t, c, o.source())
	o.publish("A", "B", "C")
	damaged := o.copy()
	flip("metadata/3.targets.json")(damaged)
	for name, tc := range map[string]struct {
		from string
		want error
	}{
		"older": {old, release.ErrOlder}, "stranger": {stranger.repo, release.ErrNotSigned},
		"empty": {t.TempDir(), release.ErrNoRelease}, "damaged": {damaged, release.ErrCorrupt},
	} {
		if _, err := c.Preview(t.Context(), dirSource(t, tc.from), nil); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	mustShow(t, c, m.Number)
}

// TestPreviewOfAStranger: a stick binds nobody by being looked at.
func TestPreviewOfAStranger(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A", "B")
	c := &exchange.Content{Dir: t.TempDir(), Open: open}
	p := mustPreview(t, c, o.source())
	if !p.Stranger || p.Root != release.Fingerprint(o.root) || p.Changes.Added.Count != 2 {
		t.Errorf("the preview is %+v", p)
	}
	if _, pinned, err := c.Pinned(); pinned || err != nil {
		t.Errorf("pinned %t, %v", pinned, err)
	}
	_, err := c.Take(t.Context(), o.source(), p, nil)
	wantIs(t, err, release.ErrNotPinned)
	c.Never = []string{p.Root}
	_, err = c.Preview(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrSampleRoot)
}

func TestPreviewTellsThatThereIsNoRoom(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish(codes(30)...)
	c := newContent(t, o)
	c.Floor = 1000
	c.Free = func(string) (uint64, error) { return uint64(m.Catalogue.Length+m.CatalogueDB.Length) + 1000, nil }
	if p := mustPreview(t, c, o.source()); p.Fits() || p.After() >= 0 {
		t.Errorf("it fits: %+v", p)
	}
}

// TestAnotherStickWasPutIn: failures.md, "Stick pulled": another with the same
// label is put in after the first was looked at.
func TestAnotherStickWasPutIn(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	c := newContent(t, o)
	p := mustPreview(t, c, o.source())
	o.publish("A", "B")
	_, err := c.Take(t.Context(), o.source(), p, nil)
	wantIs(t, err, exchange.ErrChanged)
	if _, _, err := c.Current(); !errors.Is(err, exchange.ErrNoContent) {
		t.Errorf("something is shown: %v", err)
	}
}

// stickOf writes the organiser's folder onto a stick.
func stickOf(t *testing.T, o *organiser) (stick *drivetest.Stick, folder string) {
	t.Helper()
	stick = drivetest.Plug(t, 24<<20)
	folder = filepath.Join(stick.Path, "content")
	for _, part := range []string{"metadata", "targets", "files"} {
		must(t, os.CopyFS(filepath.Join(folder, part), os.DirFS(filepath.Join(o.repo, part))))
	}
	stick.Settle()
	return stick, folder
}

// stickFor is a kiosk and a stick with the organiser's next release, of some 7 MB.
func stickFor(t *testing.T) (o *organiser, c *exchange.Content, stick *drivetest.Stick, folder string) {
	t.Helper()
	o, c = kioskWith(t, "A")
	o.publish(codes(300)...)
	stick, folder = stickOf(t, o)
	return o, c, stick, folder
}

// faultOf is the code of what an import from a stick comes to.
func faultOf(t *testing.T, c *exchange.Content, folder string) string {
	t.Helper()
	_, err := c.Import(t.Context(), dirSource(t, folder), nil)
	return exchange.Explain(exchange.StickFault(folder, err)).Code
}

// TestImportFromARealStick: and one that is pulled in the middle; failures.md,
// "Stick pulled".
func TestImportFromARealStick(t *testing.T) {
	o, c, stick, folder := stickFor(t)
	for _, stage := range []exchange.Stage{exchange.StageCatalogue, exchange.StagePhotos} {
		pulled := false
		_, err := c.Import(t.Context(), dirSource(t, folder), func(p exchange.Progress) {
			if p.Stage == stage && !pulled && (stage == exchange.StageCatalogue || p.Files > 40) {
				pulled = true
				stick.Pull()
			}
		})
		if err != nil { // else what was open went on to its end
			wantIs(t, exchange.StickFault(folder, err), drive.ErrGone)
			if got := exchange.Explain(exchange.StickFault(folder, err)).Code; got != "E-STICK-GONE" {
				t.Errorf("pulled at %s: %s", stage, got)
			}
			mustShow(t, c, 1)
		} else if stage == exchange.StagePhotos {
			t.Error("the stick was pulled and nothing noticed")
		}
		stick, folder = stickOf(t, o)
	}
	importFrom(t, c, dirSource(t, folder))
	mustShow(t, c, 2)
}

// TestStickThatLiesAboutItsSize: failures.md, "Corrupt stick".
func TestStickThatLiesAboutItsSize(t *testing.T) {
	_, c, stick, folder := stickFor(t)
	stick.Fake(5 << 20)
	if got := faultOf(t, c, folder); got != "E-STICK-FAKE" {
		t.Errorf("code %s", got)
	}
	mustShow(t, c, 1)
}

// TestStickThatFailsOnReading: failures.md, "Corrupt stick".
func TestStickThatFailsOnReading(t *testing.T) {
	o, c, stick, folder := stickFor(t)
	if !stick.Break(5 << 20) {
		t.Log("a folder does not fail on reading: only what a pulled one does is tested")
		return
	}
	if got := faultOf(t, c, folder); got != "E-STICK-READ" {
		t.Errorf("code %s", got)
	}
	mustShow(t, c, 1)
	importFrom(t, c, o.source())
	mustShow(t, c, 2)
}

// TestDamageIsNoFakeStick: one flipped bit has its own sentence.
func TestDamageIsNoFakeStick(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish(codes(30)...)
	c := newContent(t, o)
	dir := o.copy()
	flip("files/" + m.Packs[0].SHA256)(dir)
	_, err := c.Import(t.Context(), dirSource(t, dir), nil)
	if got := exchange.Explain(exchange.StickFault(dir, err)).Code; got != "E-CONTENT-DAMAGED" {
		t.Errorf("code %s for %v", got, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = c.Preview(ctx, dirSource(t, dir), nil)
	if got := exchange.Explain(exchange.StickFault(dir, err)).Code; got != "E-CANCELLED" {
		t.Errorf("code %s for %v", got, err)
	}
}
