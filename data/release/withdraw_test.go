package release

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func (h *house) withdraw(restore bool, codes ...string) Withdrawal {
	h.t.Helper()
	w, err := Withdraw(h.t.Context(), h.repo, h.keys, Urgent{Codes: codes, Restore: restore, IssuedAt: day})
	must(h.t, err)
	return w
}

// TestWithdrawNow: a change of the list is kilobytes, keeps the release as it is,
// and is carried on by the releases after it.
func TestWithdrawNow(t *testing.T) {
	h := newHouse(t)
	_, err := Withdraw(t.Context(), h.repo, h.keys, Urgent{Codes: []string{"A"}, IssuedAt: day})
	if err == nil {
		t.Error("withdrawn from nothing")
	}
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	before := snapshotOf(t, filepath.Join(h.repo, "files"))
	h.withdraw(false, "SP-2", "SP-1")
	src := &reading{Source: h.src()}
	c, err := tr.Check(t.Context(), src, day)
	must(t, err)
	if c.Manifest.Number != 1 || !slices.Equal(c.Withdrawn.Codes, []string{"SP-1", "SP-2"}) || c.Withdrawn.Number != 1 {
		t.Errorf("release %d, withdrawn %+v", c.Manifest.Number, c.Withdrawn)
	}
	if src.bytes > 12<<10 {
		t.Errorf("%d bytes on the wire", src.bytes)
	}
	sameFiles(t, before, snapshotOf(t, filepath.Join(h.repo, "files")))
	if w := h.withdraw(false, "SP-1"); w.Number != 1 {
		t.Errorf("the same again is number %d", w.Number)
	}
	h.input.Has = func(code string) bool { return code != "SP-2" }
	m, report := h.publish()
	c = h.accept(tr, h.src())
	if m.Number != 2 || !slices.Equal(c.Withdrawn.Codes, []string{"SP-1"}) || c.Withdrawn.Number != 2 || len(report.Withdrawn) != 1 {
		t.Errorf("the next release: %+v", c.Withdrawn)
	}
	if w := h.withdraw(true, "SP-1"); len(w.Codes) != 0 || w.Number != 3 {
		t.Errorf("restored: %+v", w)
	}
	h.accept(tr, h.src())
	m, _ = h.publish()
	if h.accept(tr, h.src()); m.Number != 3 {
		t.Errorf("release %d", m.Number)
	}
	_, err = VerifyAll(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
}

// TestWithdrawalIsNotRolledBack: metadata of before the withdrawal is older, and
// a list cannot be left out or swapped.
func TestWithdrawalIsNotRolledBack(t *testing.T) {
	h := newHouse(t)
	h.publish()
	before := h.copyRepo()
	h.withdraw(false, "SP-1")
	tr := h.trust()
	h.accept(tr, h.src())
	old, err := Dir(before)
	must(t, err)
	_, err = tr.Check(t.Context(), old, day)
	wantIs(t, err, ErrOlder)
	lists, err := filepath.Glob(filepath.Join(h.repo, "targets", "*."+withdrawnTarget))
	must(t, err)
	name := "targets/" + filepath.Base(lists[0])
	data := must1(os.ReadFile(lists[0]))
	_, err = tr.Check(t.Context(), overlay{h.src(), map[string][]byte{name: nil}}, day)
	wantIs(t, err, ErrMixed)
	_, err = tr.Check(t.Context(), overlay{h.src(), map[string][]byte{name: bytes.Replace(data, []byte("SP-1"), []byte("SP-9"), 1)}}, day)
	wantIs(t, err, ErrCorrupt)
}

func TestWithdrawalIsStrict(t *testing.T) {
	w := Withdrawal{Number: 3, IssuedAt: day, Codes: []string{"A", "Đ-1"}}
	good := string(w.Marshal())
	if got, err := ParseWithdrawal([]byte(good)); err != nil || !slices.Equal(got.Codes, w.Codes) {
		t.Errorf("came back as %+v, %v", got, err)
	}
	for name, bad := range map[string]string{
		"nothing":       "",
		"unknown field": strings.Replace(good, `"codes"`, `"x":1,"codes"`, 1),
		"number 0":      strings.Replace(good, `"number":3`, `"number":0`, 1),
		"twice":         strings.Replace(good, `"A"`, `"A","A"`, 1),
		"order":         strings.Replace(good, `"A"`, `"Đ-2"`, 1),
		"empty code":    strings.Replace(good, `"A"`, `""`, 1),
		"control":       strings.Replace(good, `"A"`, `"\u0007"`, 1),
		"null":          strings.Replace(good, `["A","Đ-1"]`, `null`, 1),
		"trailing":      good + "\n",
		"no date":       strings.Replace(good, "2026-11-21", "1970-01-01", 1),
	} {
		if _, err := ParseWithdrawal([]byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := ParseWithdrawal([]byte(`{"withdrawn":2}`))
	wantIs(t, err, ErrNewerFormat)
}

func FuzzParseWithdrawal(f *testing.F) {
	f.Add(Withdrawal{Number: 3, IssuedAt: day, Codes: []string{"A", "B"}}.Marshal())
	f.Add([]byte(`{"withdrawn":2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := ParseWithdrawal(data)
		if err == nil && !bytes.Equal(w.Marshal(), data) {
			t.Errorf("%q came back as %q", data, w.Marshal())
		}
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewerFormat) {
			t.Errorf("error %v has no class", err)
		}
	})
}
