package release

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func (h *house) again(in Again) (Manifest, Report) {
	h.t.Helper()
	in.IssuedAt = day
	m, r, err := PublishAgain(h.t.Context(), h.repo, h.keys, in)
	must(h.t, err)
	return m, r
}

// TestStageThenAll: the release for all has the files of the staged one, and who
// has that one takes nothing.
func TestStageThenAll(t *testing.T) {
	h := newHouse(t)
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	h.input.Stage = []string{kioskA}
	h.catalogue(2)
	h.photo(9, 1200)
	staged, _ := h.publish()
	all, report := h.again(Again{Note: "cho tất cả"})
	if all.Number != 3 || all.Stage != nil || all.CatalogueDB != staged.CatalogueDB || all.Note != "cho tất cả" || report.NewBytes != 0 {
		t.Errorf("for all: %+v, %+v", all, report)
	}
	if len(all.Patches) != 1 || all.Patches[0].From != staged.Patches[0].From {
		t.Errorf("patches %v, of the staged one %v", all.Patches, staged.Patches)
	}
	h.accept(tr, h.src())
	if m, _ := h.again(Again{Stage: []string{}}); m.Number != 4 || m.Stage == nil || m.For(kioskA) {
		t.Errorf("a pause: %+v", m)
	}
	_, err := VerifyAll(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
}

// TestPreviousAgain: an earlier release comes back under a higher number, with
// patches from the wrong one, and what was withdrawn stays so.
func TestPreviousAgain(t *testing.T) {
	h := newHouse(t)
	first, _ := h.publish()
	h.catalogue(2)
	h.photo(9, 1200)
	second, _ := h.publish()
	h.withdraw(false, "SP-1")
	m, _ := h.again(Again{Number: 1})
	if m.Number != 3 || m.CatalogueDB != first.CatalogueDB || m.Index != first.Index {
		t.Errorf("came back as %+v", m)
	}
	if len(m.Patches) != 1 || m.Patches[0].From != second.CatalogueDB.SHA256 || len(m.IndexPatches) > 1 {
		t.Errorf("patches %+v", m.Patches)
	}
	c := h.accept(h.trust(), h.src())
	if c.Manifest.Number != 3 || !slices.Equal(c.Withdrawn.Codes, []string{"SP-1"}) {
		t.Errorf("taken: release %d without %v", c.Manifest.Number, c.Withdrawn)
	}
	_, _, err := PublishAgain(t.Context(), h.repo, h.keys, Again{Number: 17, IssuedAt: day})
	wantIs(t, err, ErrNoRelease)
	_, _, err = PublishAgain(t.Context(), filepath.Join(t.TempDir(), "none"), h.keys, Again{IssuedAt: day})
	wantIs(t, err, ErrNoRelease)
	must(t, os.Remove(filepath.Join(h.repo, "files", second.Packs[1].SHA256)))
	_, _, err = PublishAgain(t.Context(), h.repo, h.keys, Again{Number: 2, IssuedAt: day})
	wantIs(t, err, ErrCorrupt)
}

func TestRenew(t *testing.T) {
	h := newHouse(t)
	h.input.ValidFor = time.Hour
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	h.withdraw(false, "SP-1")
	must(t, Renew(t.Context(), h.repo, h.keys, Urgent{IssuedAt: day, ValidFor: 100 * 24 * time.Hour}))
	c := h.accept(tr, h.src())
	if want := day.AddDate(0, 0, 100); !c.Expires.Equal(want) || c.Manifest.Number != 1 || len(c.Withdrawn.Codes) != 1 {
		t.Errorf("expires %v, want %v: %+v", c.Expires, want, c.Manifest)
	}
	if m, _ := h.publish(); m.Number != 2 {
		t.Errorf("release %d", m.Number)
	}
	h.accept(tr, h.src())
}

// TestWithdrawnStaysWhereTheStageIsNot: the kiosks that still show the release
// before must not show a withdrawn product again because the staged one has it no
// more.
func TestWithdrawnStaysWhereTheStageIsNot(t *testing.T) {
	h := newHouse(t)
	h.publish()
	h.withdraw(false, "SP-1")
	h.input.Stage, h.input.Has = []string{kioskA}, func(string) bool { return false }
	h.publish()
	if c := h.accept(h.trust(), h.src()); !slices.Equal(c.Withdrawn.Codes, []string{"SP-1"}) {
		t.Errorf("withdrawn: %v", c.Withdrawn)
	}
}

// parted moves the targets key to a folder of its own, and returns the keys of
// both.
func (h *house) parted() (online, offline Keys) {
	h.t.Helper()
	away := h.t.TempDir()
	for _, name := range []string{"targets.key", "root.key"} {
		must(h.t, os.Rename(filepath.Join(h.keyDir, name), filepath.Join(away, name)))
	}
	must(h.t, os.WriteFile(filepath.Join(away, rootFile), h.firstRoot(), 0o644))
	online, err := LoadKeys(h.keyDir, nil)
	must(h.t, err)
	offline, err = LoadKeys(away, nil)
	must(h.t, err)
	return online, offline
}

// TestSignedElsewhere publishes, withdraws, publishes again and renews with the
// targets key on another machine.
func TestSignedElsewhere(t *testing.T) {
	h := newHouse(t)
	online, offline := h.parted()
	if online.Suffice("targets") || !online.Suffice("snapshot") || !online.Suffice("timestamp") || !offline.Suffice("targets") {
		t.Error("which keys suffice for what")
	}
	_, _, err := Publish(t.Context(), h.repo, online, h.input)
	if err == nil {
		t.Error("published without the targets key")
	}
	tr := h.trust()
	var request []byte
	later := func(data []byte) { request = data }
	seal := func(what string) Manifest {
		t.Helper()
		signature, err := SignRequest(request, offline)
		must(t, err)
		m, err := Seal(t.Context(), h.repo, online, Sealing{Request: request, Signatures: [][]byte{signature}})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		h.accept(tr, h.src())
		_, err = VerifyAll(t.Context(), h.src(), h.firstRoot(), day)
		must(t, err)
		return m
	}
	h.input.Later = later
	h.publish()
	_, err = tr.Check(t.Context(), h.src(), day)
	wantIs(t, err, ErrNoRelease)
	r, err := ReadRequest(request)
	must(t, err)
	if r.Manifest.Number != 1 || r.Manifest.Note != h.input.Note || r.Version != 1 {
		t.Errorf("asked for %+v", r)
	}
	seal("first")
	h.catalogue(2)
	h.photo(9, 1200)
	h.publish()
	if m := seal("second"); m.Number != 2 {
		t.Errorf("release %d", m.Number)
	}
	_, err = Withdraw(t.Context(), h.repo, online, Urgent{Codes: []string{"SP-1"}, IssuedAt: day, Later: later})
	must(t, err)
	seal("withdrawal")
	_, _, err = PublishAgain(t.Context(), h.repo, online, Again{Number: 1, IssuedAt: day, Later: later})
	must(t, err)
	if m := seal("again"); m.Number != 3 {
		t.Errorf("release %d", m.Number)
	}
	must(t, Renew(t.Context(), h.repo, online, Urgent{IssuedAt: day, Later: later}))
	seal("renewal")
}

func TestSealRefuses(t *testing.T) {
	h := newHouse(t)
	online, offline := h.parted()
	var request []byte
	h.input.Later = func(data []byte) { request = data }
	h.publish()
	signature, err := SignRequest(request, offline)
	must(t, err)
	stranger := newHouse(t)
	foreign, err := SignRequest(request, stranger.keys)
	must(t, err)
	try := func(request []byte, signatures ...[]byte) error {
		_, err := Seal(t.Context(), h.repo, online, Sealing{Request: request, Signatures: signatures})
		return err
	}
	wantIs(t, try(request), ErrNotSigned)
	wantIs(t, try(request, foreign), ErrNotSigned)
	head, tail, _ := bytes.Cut(signature, []byte(`"signatures"`))
	wantIs(t, try(request, slices.Concat(head, []byte(`"signatures"`), bytes.Replace(tail, []byte(`": "`), []byte(`": "no`), 1))), ErrCorrupt)
	wantIs(t, try(request, []byte("{}")), ErrCorrupt)
	for i := 0; i < len(request); i += max(1, len(request)/300) {
		bad := slices.Clone(request)
		bad[i] ^= 0x04
		if try(bad, signature) == nil {
			t.Errorf("taken with byte %d changed", i)
		}
	}
	_, err = SignRequest(request, online)
	if err == nil {
		t.Error("signed without the key")
	}
	must(t, try(request, foreign, signature))
	wantIs(t, try(request, signature), ErrOvertaken)
	_, err = LoadKeys(h.keyDir, nil)
	must(t, err)
}
