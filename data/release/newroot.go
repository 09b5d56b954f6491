package release

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// rootYears is how long a root vouches for its keys when nothing is said.
const rootYears = 10

// keyMaker makes keys and roots.
type keyMaker struct {
	now        time.Time
	validFor   time.Duration // 0: rootYears
	passphrase string
	workFactor int // of scrypt; 0 for age's own
}

// rootExpiry is when a root that is made now runs out.
func (m keyMaker) rootExpiry() time.Time {
	if m.validFor > 0 {
		return expiry(m.now.Add(m.validFor))
	}
	return expiry(m.now.AddDate(rootYears, 0, 0))
}

// GenerateKeys makes an organiser's keys in dir, which must be new or empty:
// root.key, targets.key, snapshot.key and timestamp.key, readable by their
// owner only and encrypted when there is a passphrase, and root.json, which
// holds no secret: kiosks are set up with it. The root is good for ten years.
func GenerateKeys(dir, passphrase string) error { return GenerateKeysFor(dir, passphrase, 0) }

// GenerateKeysFor is [GenerateKeys] with a root that is good for another time.
func GenerateKeysFor(dir, passphrase string, validFor time.Duration) error {
	m := keyMaker{now: time.Now(), validFor: validFor, passphrase: passphrase}
	if err := m.generate(dir); err != nil {
		return fmt.Errorf("make keys: %w", err)
	}
	return nil
}

// generate fills a folder beside dir and renames it, so that dir has all or
// nothing.
func (m keyMaker) generate(dir string) error {
	dir = filepath.Clean(dir)
	if left, err := os.ReadDir(dir); err == nil && len(left) > 0 {
		return fmt.Errorf("%s is not empty; keys are never overwritten", dir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	part, err := os.MkdirTemp(filepath.Dir(dir), partPrefix+"*") // mode 0700
	if err != nil {
		return err
	}
	root := metadata.Root(m.rootExpiry())
	err = m.addRoot(part, Keys{}, nil, root, metadata.TOP_LEVEL_ROLE_NAMES[:])
	if err == nil {
		_ = os.Remove(dir) // Windows does not rename onto an empty folder
		err = os.Rename(part, dir)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(part))
	}
	return nil
}

// RenewRoot makes the next root in dir, good for validFor (0: ten years), with a
// new key for each role named; the new keys get the passphrase when it is not
// empty. Old keys stay where they are but speak no more from the next
// publishing on. It returns the new root's number.
//
// Root metadata is signed by the keys of the old root and of the new one, so
// kiosks follow without being set up again.
func RenewRoot(dir, passphrase string, validFor time.Duration, roles ...string) (number int64, err error) {
	m := keyMaker{now: time.Now(), validFor: validFor, passphrase: passphrase}
	if number, err = m.renew(dir, roles); err != nil {
		return 0, fmt.Errorf("renew root: %w", err)
	}
	return number, nil
}

func (m keyMaker) renew(dir string, roles []string) (int64, error) {
	keys, err := LoadKeys(dir, func() (string, error) { return m.passphrase, nil })
	if err != nil {
		return 0, err
	}
	old, err := keys.root()
	if err != nil {
		return 0, err
	}
	root, err := keys.root()
	if err != nil {
		return 0, err
	}
	root.ClearSignatures()
	root.Signed.Version++
	root.Signed.Expires = m.rootExpiry()
	for _, role := range roles {
		if root.Signed.Roles[role] == nil {
			return 0, fmt.Errorf("no role is called %q", role)
		}
		root.Signed.Roles[role].KeyIDs = nil
	}
	return root.Signed.Version, m.addRoot(dir, keys, old, root, roles)
}

// addRoot makes a key for each of the roles, and writes keys and the root that
// names them. The root comes last: a key without one is nothing.
func (m keyMaker) addRoot(dir string, keys Keys, old, root *rootDoc, roles []string) error {
	f, err := openFolder(dir, nil)
	if err != nil {
		return err
	}
	for _, role := range roles {
		file, private, err := newKeyFile(role, m.passphrase, m.workFactor)
		if err != nil {
			return err
		}
		if err := addKey(root, role, private); err != nil {
			return err
		}
		path := f.file(keyName(root.Signed.Version, file))
		if err := writeSecret(path, file.marshal()); err != nil {
			return err
		}
		keys.held = append(keys.held, heldKey{file, path, func() (ed25519.PrivateKey, error) { return private, nil }})
	}
	dropUnused(root)
	data, err := signRoot(keys, old, root)
	if err != nil {
		return err
	}
	return errors.Join(f.put(rootName(root.Signed.Version), data), f.sync())
}

// signRoot signs a root with the keys that the old one asks for, and its own.
func signRoot(keys Keys, old, root *rootDoc) ([]byte, error) {
	if old != nil {
		if _, err := sign(keys, old, metadata.ROOT, root); err != nil {
			return nil, err
		}
	}
	return sign(keys, root, metadata.ROOT, root)
}

func addKey(root *rootDoc, role string, private ed25519.PrivateKey) error {
	public, err := metadata.KeyFromPublicKey(private.Public())
	if err != nil {
		return err
	}
	return root.Signed.AddKey(public, role)
}

// rootName is the root's file among the keys: root.json, 2.root.json, …
func rootName(number int64) string {
	if number == 1 {
		return rootFile
	}
	return fmt.Sprintf("%d.%s", number, rootFile)
}

// keyName is the key's file: targets.key, later targets-1a2b3c4d.key.
func keyName(number int64, k keyFile) string {
	if number == 1 {
		return k.role + ".key"
	}
	return fmt.Sprintf("%s-%s.key", k.role, k.id[:8])
}

// dropUnused takes keys that no role uses any more out of the root.
func dropUnused(root *rootDoc) {
	used := map[string]bool{}
	for _, role := range root.Signed.Roles {
		for _, id := range role.KeyIDs {
			used[id] = true
		}
	}
	for id := range root.Signed.Keys {
		if !used[id] {
			delete(root.Signed.Keys, id)
		}
	}
}

// writeSecret writes a file for its owner only, and never over another.
func writeSecret(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// expiry is t as metadata bears it: UTC, whole seconds.
func expiry(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }
