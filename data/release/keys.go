package release

import (
	"cmp"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Keys are the private keys a publisher has at hand, and the signed roots that
// say which key speaks for which role.
type Keys struct {
	roots map[int64][]byte // by number
	held  []heldKey
}

// heldKey is a key in a file, opened when it is first needed.
type heldKey struct {
	keyFile
	path string
	open func() (ed25519.PrivateKey, error)
}

// KeyInfo is what may be told about a key.
type KeyInfo struct {
	Path      string // of the private key
	Role      string // "root", "targets", "snapshot" or "timestamp"
	ID        string // SHA-256 of the public key's metadata, in hexadecimal
	Encrypted bool
	Current   bool // the newest root knows it
}

// LoadKeys reads the keys and roots that dir holds: *.key, root.json and
// N.root.json. Roles may be missing, for their keys may be in another folder
// ([Keys.With]) or on another machine. The passphrase is asked for when an
// encrypted key is first needed, and at most once.
func LoadKeys(dir string, passphrase func() (string, error)) (Keys, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.key"))
	if err != nil {
		return Keys{}, fmt.Errorf("load keys: %w", err)
	}
	k := Keys{roots: map[int64][]byte{}}
	ask := onceAsked(passphrase)
	for _, path := range files {
		file, err := readKeyFile(path)
		if err != nil {
			return Keys{}, fmt.Errorf("load keys: %w", err)
		}
		k.held = append(k.held, hold(path, file, ask))
	}
	if err := k.loadRoots(dir); err != nil {
		return Keys{}, fmt.Errorf("load keys: %w", err)
	}
	if len(k.held)+len(k.roots) == 0 {
		return Keys{}, fmt.Errorf("load keys: %s holds no keys", dir)
	}
	return k, nil
}

func hold(path string, file keyFile, ask func() (string, error)) heldKey {
	return heldKey{file, path, sync.OnceValues(func() (ed25519.PrivateKey, error) {
		private, err := file.open(ask)
		if err != nil {
			return nil, fmt.Errorf("open key %s: %w", path, err)
		}
		return private, nil
	})}
}

func onceAsked(passphrase func() (string, error)) func() (string, error) {
	if passphrase == nil {
		return func() (string, error) { return "", errors.New("the key has a passphrase and none was given") }
	}
	return sync.OnceValues(passphrase)
}

func (k Keys) loadRoots(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*root.json"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		root, err := parseRoot(data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		k.roots[root.Signed.Version] = data
	}
	return nil
}

// With returns the keys and roots of both.
func (k Keys) With(other Keys) Keys {
	roots := map[int64][]byte{}
	maps.Copy(roots, k.roots)
	maps.Copy(roots, other.roots)
	return Keys{roots, slices.Concat(k.held, other.held)}
}

// Root returns the newest root and its bytes.
func (k Keys) Root() (number int64, data []byte, err error) {
	root, err := k.root()
	if err != nil {
		return 0, nil, err
	}
	return root.Signed.Version, k.roots[root.Signed.Version], nil
}

func (k Keys) root() (*rootDoc, error) {
	if len(k.roots) == 0 {
		return nil, errors.New("no root.json among the keys")
	}
	return parseRoot(k.roots[slices.Max(slices.Collect(maps.Keys(k.roots)))])
}

// RootExpires returns when the newest root runs out, and with it all it vouches
// for.
func (k Keys) RootExpires() (time.Time, error) {
	root, err := k.root()
	if err != nil {
		return time.Time{}, err
	}
	return root.Signed.Expires, nil
}

// Infos tells what keys there are, by role and path.
func (k Keys) Infos() []KeyInfo {
	known := map[string]*metadata.Key{}
	if root, err := k.root(); err == nil {
		known = root.Signed.Keys
	}
	infos := make([]KeyInfo, len(k.held))
	for i, h := range k.held {
		infos[i] = KeyInfo{Path: h.path, Role: h.role, ID: h.id, Encrypted: h.encrypted(), Current: known[h.id] != nil}
	}
	slices.SortFunc(infos, func(a, b KeyInfo) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Path, b.Path))
	})
	return infos
}

// Suffice tells whether the keys that are here can sign for a role.
func (k Keys) Suffice(role string) bool {
	root, err := k.root()
	if err != nil || root.Signed.Roles[role] == nil {
		return false
	}
	n := 0
	for _, id := range root.Signed.Roles[role].KeyIDs {
		if slices.ContainsFunc(k.held, func(h heldKey) bool { return h.id == id }) {
			n++
		}
	}
	return n >= root.Signed.Roles[role].Threshold
}

// sign puts the signatures of all held keys of a role under m, and checks that
// they are enough for root.
func sign[T metadata.Roles](k Keys, root *rootDoc, role string, m *metadata.Metadata[T]) ([]byte, error) {
	if err := signWith(k, root, role, m); err != nil {
		return nil, err
	}
	if err := root.VerifyDelegate(role, m); err != nil {
		return nil, fmt.Errorf("sign %s: %d of the %d keys needed are here", role, len(m.Signatures), root.Signed.Roles[role].Threshold)
	}
	return m.ToBytes(false)
}

// signWith puts the signatures of all held keys of a role under m.
func signWith[T metadata.Roles](k Keys, root *rootDoc, role string, m *metadata.Metadata[T]) error {
	for _, h := range k.held {
		if !slices.Contains(root.Signed.Roles[role].KeyIDs, h.id) || signedBy(m.Signatures, h.id) {
			continue
		}
		private, err := h.open()
		if err != nil {
			return err
		}
		signer, err := signature.LoadED25519Signer(private)
		if err != nil {
			return err
		}
		if _, err := m.Sign(signer); err != nil {
			return err
		}
	}
	return nil
}

func signedBy(signatures []metadata.Signature, id string) bool {
	return slices.ContainsFunc(signatures, func(s metadata.Signature) bool { return s.KeyID == id })
}
