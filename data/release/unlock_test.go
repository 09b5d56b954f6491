package release

import (
	"bytes"
	"path/filepath"
	"testing"
)

// TestUnlockFile: only a file that the organiser signed for this kiosk and this
// challenge opens its entrance.
func TestUnlockFile(t *testing.T) {
	h := newHouse(t)
	h.publish()
	trust := h.trust()
	u := Unlock{Kiosk: "3f9a3f9a3f9a3f9a", Challenge: "7K3M-Q9TD"}
	file, err := SignUnlock(h.keys, u)
	must(t, err)
	must(t, trust.CheckUnlock(file, u))
	wantIs(t, trust.CheckUnlock(file, Unlock{u.Kiosk, "7K3M-Q9TE"}), ErrNotSigned)
	wantIs(t, trust.CheckUnlock(file, Unlock{"0000000000000000", u.Challenge}), ErrNotSigned)
	forged := bytes.Replace(file, []byte("7K3M-Q9TD"), []byte("7K3M-Q9TE"), 1)
	wantIs(t, trust.CheckUnlock(forged, Unlock{u.Kiosk, "7K3M-Q9TE"}), ErrNotSigned)
	wantIs(t, trust.CheckUnlock(file[:len(file)-9], u), ErrCorrupt)
	wantIs(t, trust.CheckUnlock(append(bytes.Clone(file), ' '), u), ErrCorrupt)
	other := newHouse(t)
	foreign, err := SignUnlock(other.keys, u)
	must(t, err)
	wantIs(t, trust.CheckUnlock(foreign, u), ErrNotSigned)
	none, err := OpenTrust(filepath.Join(t.TempDir(), "trust"))
	must(t, err)
	wantIs(t, none.CheckUnlock(file, u), ErrNotPinned)
	if _, err := SignUnlock(Keys{roots: h.keys.roots}, u); err == nil {
		t.Error("signed without a key")
	}
}

func FuzzParseUnlock(f *testing.F) {
	f.Add([]byte(`{"unlock":1,"kiosk":"a","challenge":"b","signatures":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if u, err := parseUnlock(data); err == nil && !bytes.Equal(encode(u, ""), data) {
			t.Errorf("%q came back as %q", data, encode(u, ""))
		}
	})
}
