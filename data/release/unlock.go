package release

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Unlock opens the staff entrance of one kiosk that was locked by wrong PINs, as a
// file on a stick. It is signed by as many targets keys as a release needs, and says
// which kiosk and which challenge on its screen, so that it serves once.
type Unlock struct {
	Kiosk     string // id
	Challenge string // "7K3M-Q9TD"
}

const unlockVersion = 1

// UnlockFile is where a stick holds the file, from its top.
func UnlockFile(kiosk string) string { return "hangviet-unlock/" + kiosk + ".json" }

// MaxUnlock is more than such a file is ever long, in bytes.
const MaxUnlock = 64 << 10

type unlockJSON struct {
	Unlock     int               `json:"unlock"`
	Kiosk      string            `json:"kiosk"`
	Challenge  string            `json:"challenge"`
	Signatures map[string]string `json:"signatures"` // base64, by key id
}

// text is what is signed; its first line names the purpose.
func (u Unlock) text() []byte {
	return fmt.Appendf(nil, "hangviet staff unlock file v1\nkiosk %s\nchallenge %s\n", u.Kiosk, u.Challenge)
}

// SignUnlock signs it with all targets keys that are held, and checks that they are
// enough for the newest root.
func SignUnlock(keys Keys, u Unlock) ([]byte, error) {
	root, err := keys.root()
	if err != nil {
		return nil, fmt.Errorf("sign unlock: %w", err)
	}
	file := unlockJSON{Unlock: unlockVersion, Kiosk: u.Kiosk, Challenge: u.Challenge, Signatures: map[string]string{}}
	for _, h := range keys.held {
		if !slices.Contains(root.Signed.Roles[metadata.TARGETS].KeyIDs, h.id) {
			continue
		}
		private, err := h.open()
		if err != nil {
			return nil, fmt.Errorf("sign unlock: %w", err)
		}
		file.Signatures[h.id] = base64.StdEncoding.EncodeToString(ed25519.Sign(private, u.text()))
	}
	if err := file.check(root, u); err != nil {
		return nil, fmt.Errorf("sign unlock: %w", err)
	}
	return encode(file, ""), nil
}

// CheckUnlock tells whether a file opens it: [ErrNotSigned] when it is of another
// kiosk or challenge, or not signed by enough of the keys that the newest accepted
// root knows, [ErrCorrupt] when it is none, [ErrNotPinned] without a root.
func (t *Trust) CheckUnlock(file []byte, u Unlock) error {
	_, root, err := t.root()
	if err != nil {
		return fmt.Errorf("check unlock: %w", err)
	}
	read, err := parseUnlock(file)
	if err == nil {
		err = read.check(root, u)
	}
	if err != nil {
		return fmt.Errorf("check unlock: %w", err)
	}
	return nil
}

func parseUnlock(file []byte) (unlockJSON, error) {
	return spelling[unlockJSON, unlockJSON]{
		what: "unlock file", newest: unlockVersion, version: func(j unlockJSON) int { return j.Unlock },
		read: func(j unlockJSON) (unlockJSON, error) { return j, nil }, write: func(j unlockJSON) []byte { return encode(j, "") },
	}.parse(file)
}

func (j unlockJSON) check(root *rootDoc, u Unlock) error {
	if j.Kiosk != u.Kiosk || j.Challenge != u.Challenge {
		return fmt.Errorf("%w: it is for kiosk %.20q, challenge %.20q", ErrNotSigned, j.Kiosk, j.Challenge)
	}
	role := root.Signed.Roles[metadata.TARGETS]
	good := map[string]bool{}
	for _, id := range role.KeyIDs {
		if j.signedBy(root, id, u) == nil {
			good[id] = true
		}
	}
	if role.Threshold < 1 || len(good) < role.Threshold {
		return fmt.Errorf("%w: %d of the %d signatures needed are good", ErrNotSigned, len(good), role.Threshold)
	}
	return nil
}

var errSignature = errors.New("signature is not good")

func (j unlockJSON) signedBy(root *rootDoc, id string, u Unlock) error {
	key := root.Signed.Keys[id]
	signature, err := base64.StdEncoding.DecodeString(j.Signatures[id])
	if err != nil || key == nil {
		return errSignature
	}
	public, err := key.ToPublicKey()
	if err != nil {
		return err
	}
	if ed, ok := public.(ed25519.PublicKey); !ok || !ed25519.Verify(ed, u.text(), signature) {
		return errSignature
	}
	return nil
}
