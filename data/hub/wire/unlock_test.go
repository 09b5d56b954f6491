package wire

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func newKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func unlockCode(t *testing.T, own, other ed25519.PrivateKey, kiosk, challenge string) string {
	t.Helper()
	code, err := UnlockCode(own, public(other), kiosk, challenge)
	if err != nil || len(code) != UnlockDigits {
		t.Fatalf("%q, %v", code, err)
	}
	return code
}

// TestUnlockCode: hub and kiosk work out the same code, and it is another one for
// every other kiosk, challenge and hub.
func TestUnlockCode(t *testing.T) {
	hub, kiosk, other := newKey(t), newKey(t), newKey(t)
	id := KioskID(public(kiosk))
	code := unlockCode(t, hub, kiosk, id, "7K3M-Q9TD")
	if at := unlockCode(t, kiosk, hub, id, "7K3M-Q9TD"); at != code {
		t.Errorf("the kiosk expects %s, the hub says %s", at, code)
	}
	for name, wrong := range map[string]string{
		"another challenge":      unlockCode(t, hub, kiosk, id, "7K3M-Q9TE"),
		"another kiosk":          unlockCode(t, hub, other, KioskID(public(other)), "7K3M-Q9TD"),
		"another kiosk's id":     unlockCode(t, hub, kiosk, KioskID(public(other)), "7K3M-Q9TD"),
		"another hub":            unlockCode(t, other, kiosk, id, "7K3M-Q9TD"),
		"a kiosk that plays hub": unlockCode(t, other, hub, id, "7K3M-Q9TD"),
	} {
		if SameUnlockCode(wrong, code) {
			t.Errorf("%s opens it", name)
		}
	}
	if shown := ShowUnlockCode(code); len(shown) != UnlockDigits+3 || !SameUnlockCode(shown, code) || !SameUnlockCode(" "+code, code) {
		t.Errorf("%q is not taken", ShowUnlockCode(code))
	}
	for _, typed := range []string{"", code[:15], code + "0", "０" + code[1:]} {
		if SameUnlockCode(typed, code) {
			t.Errorf("%q is taken", typed)
		}
	}
	if SameUnlockCode("", "") {
		t.Error("no code opens a kiosk that has none")
	}
}

func TestUnlockCodeOfBadKeys(t *testing.T) {
	own := newKey(t)
	for name, other := range map[string]ed25519.PublicKey{
		"short": public(own)[:31], "none": nil, "low order": append([]byte{1}, make([]byte, 31)...), "no point": append(make([]byte, 31), 0x7f),
	} {
		if _, err := UnlockCode(own, other, "a", "b"); !errors.Is(err, ErrUnlock) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := UnlockCode(nil, public(own), "a", "b"); !errors.Is(err, ErrUnlock) {
		t.Errorf("no key of one's own: %v", err)
	}
}

func TestHubPublicKey(t *testing.T) {
	key := public(newKey(t))
	text, err := note.NewEd25519VerifierKey("hub-3f9a3f9a3f9a3f9a", key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := HubPublicKey(text); err != nil || !got.Equal(key) {
		t.Errorf("%x, %v", got, err)
	}
	for _, bad := range []string{"", "hub", "hub+1", "hub+00000000+AAAA", "hub+0+" + strings.Repeat("A", 44)} {
		if _, err := HubPublicKey(bad); !errors.Is(err, ErrUnlock) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
