package release

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// rootDoc is signed root metadata: which keys speak for which role.
type rootDoc = metadata.Metadata[metadata.RootType]

// parseRoot reads root metadata and checks that it is signed by its own keys
// and that this package can use all of them. It returns [ErrCorrupt] or
// [ErrNotSigned].
func parseRoot(data []byte) (*rootDoc, error) {
	if err := exact("root", data); err != nil {
		return nil, err
	}
	root, err := metadata.Root().FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if err := root.VerifyDelegate(metadata.ROOT, root); err != nil {
		return nil, blame(root, metadata.ROOT, data)
	}
	return root, nil
}

// exact refuses metadata that is not spelled as this package writes it (compact
// JSON, keys in order), so that no bit of it can change unnoticed: a signature
// covers the meaning only. Root metadata is also searched for keys that would
// trip the signature check. Other metadata is pinned by its hash.
func exact(role string, data []byte) error {
	again := data
	var err error
	switch role {
	case metadata.ROOT:
		if err = usableRoot(data); err == nil {
			again, err = spell[metadata.RootType](data)
		}
	case metadata.TIMESTAMP:
		again, err = spell[metadata.TimestampType](data)
	}
	if err == nil && !bytes.Equal(again, data) {
		err = errors.New("not as this program writes it")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return nil
}

func spell[T metadata.Roles](data []byte) ([]byte, error) {
	m, err := new(metadata.Metadata[T]).FromBytes(data)
	if err != nil {
		return nil, err
	}
	return m.ToBytes(false)
}

func usableRoot(data []byte) error {
	root, err := metadata.Root().FromBytes(data)
	if err != nil {
		return err
	}
	for id, key := range root.Signed.Keys {
		if key == nil || key.Type != metadata.KeyTypeEd25519 {
			return fmt.Errorf("key %s is not an ed25519 key", id)
		}
		if public, err := hex.DecodeString(key.Value.PublicKey); err != nil || len(public) != ed25519.PublicKeySize {
			return fmt.Errorf("key %s has a wrong length", id)
		}
	}
	for _, name := range metadata.TOP_LEVEL_ROLE_NAMES {
		if role := root.Signed.Roles[name]; role == nil || role.Threshold < 1 || len(role.KeyIDs) == 0 {
			return fmt.Errorf("role %s has no keys", name)
		}
	}
	if !root.Signed.ConsistentSnapshot {
		return errors.New("root does not ask for numbered files")
	}
	return nil
}

// roleOf returns the role whose metadata a file of metadata/ is: "snapshot" for
// "metadata/12.snapshot.json".
func roleOf(name string) string {
	base := strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".json")
	return base[strings.LastIndexByte(base, '.')+1:]
}

// blame tells why root does not accept data as role's metadata: [ErrMixed] when
// its signatures are in fact good, [ErrCorrupt] when one was made by a key of
// the role but no longer fits, [ErrNotSigned] when those keys never signed it.
func blame(root *rootDoc, role string, data []byte) error {
	switch role {
	case metadata.ROOT:
		return blameAs[metadata.RootType](root, role, data)
	case metadata.TIMESTAMP:
		return blameAs[metadata.TimestampType](root, role, data)
	case metadata.SNAPSHOT:
		return blameAs[metadata.SnapshotType](root, role, data)
	case metadata.TARGETS:
		return blameAs[metadata.TargetsType](root, role, data)
	}
	return ErrCorrupt
}

func blameAs[T metadata.Roles](root *rootDoc, role string, data []byte) error {
	m, err := new(metadata.Metadata[T]).FromBytes(data)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if root.VerifyDelegate(role, m) == nil {
		return ErrMixed
	}
	known := root.Signed.Roles[role].KeyIDs
	for _, s := range m.Signatures {
		claims := slices.Contains(known, s.KeyID)
		fits := slices.ContainsFunc(known, func(id string) bool { return signedAlone(root, role, m, id, s) })
		if claims != fits {
			return fmt.Errorf("%w: signature of key %s does not fit", ErrCorrupt, s.KeyID)
		}
	}
	return fmt.Errorf("%w: %s", ErrNotSigned, role)
}

// signedAlone tells whether s is a signature over m by the role's key id.
func signedAlone[T metadata.Roles](root *rootDoc, role string, m *metadata.Metadata[T], id string, s metadata.Signature) bool {
	one := metadata.Metadata[metadata.RootType]{Signed: metadata.RootType{
		Keys:  root.Signed.Keys,
		Roles: map[string]*metadata.Role{role: {KeyIDs: []string{id}, Threshold: 1}},
	}}
	s.KeyID = id
	alone := metadata.Metadata[T]{Signed: m.Signed, Signatures: []metadata.Signature{s}}
	return one.VerifyDelegate(role, &alone) == nil
}
