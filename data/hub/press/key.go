package press

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/release"
)

// KeyState is what the hub can sign by itself.
type KeyState string

// The states of the keys.
const (
	NoKeys    KeyState = "none"    // nothing: releases come from a publisher elsewhere
	SomeKeys  KeyState = "some"    // all but what the targets key signs
	AllKeys   KeyState = "all"     // everything
	LostRoles KeyState = "missing" // there are keys, but not those it takes
)

// ErrNoKeys says that the hub has no keys to publish with.
var ErrNoKeys = errors.New("the hub has no keys to publish with")

// ErrKeysThere says that the hub has keys already, which are never overwritten.
var ErrKeysThere = errors.New("the hub has keys already")

// keys reads the keys of the hub.
func (p *Press) keys() (release.Keys, error) {
	if _, err := os.Stat(filepath.Join(p.Keys, "root.json")); err != nil {
		return release.Keys{}, ErrNoKeys
	}
	return release.LoadKeys(p.Keys, p.Passphrase)
}

// KeyState tells what the hub can sign.
func (p *Press) KeyState() (KeyState, error) {
	keys, err := p.keys()
	if errors.Is(err, ErrNoKeys) {
		return NoKeys, nil
	}
	if err != nil {
		return NoKeys, err
	}
	return stateOf(keys), nil
}

func stateOf(keys release.Keys) KeyState {
	switch {
	case !keys.Suffice("snapshot") || !keys.Suffice("timestamp"):
		return LostRoles
	case !keys.Suffice("targets"):
		return SomeKeys
	}
	return AllKeys
}

// KeyRing is what may be told about the hub's keys.
type KeyRing struct {
	State       KeyState
	Roles       []string // of the keys that are here, as "targets"
	Root        bool     // the root key is here, which it should not be for long
	Locked      bool     // some need a passphrase that the hub was not started with
	Fingerprint string   // of the newest root, by which kiosks know the organiser
	RootExpires time.Time
}

// Ring tells about the hub's keys.
func (p *Press) Ring() (r KeyRing, err error) {
	keys, err := p.keys()
	if errors.Is(err, ErrNoKeys) {
		return KeyRing{State: NoKeys}, nil
	}
	if err != nil {
		return r, err
	}
	r.State = stateOf(keys)
	for _, info := range keys.Infos() {
		if !info.Current {
			continue
		}
		r.Roles = append(r.Roles, info.Role)
		r.Root = r.Root || info.Role == "root"
		r.Locked = r.Locked || info.Encrypted && p.Passphrase == nil
	}
	_, root, err := keys.Root()
	if err != nil {
		return r, err
	}
	r.Fingerprint = release.Fingerprint(root)
	r.RootExpires, err = keys.RootExpires()
	return r, err
}

// MakeKeys makes an organiser's keys on the hub, the root key too, which is to be
// carried away ([Press.RootKey]).
func (p *Press) MakeKeys(ctx context.Context) error {
	passphrase := ""
	if p.Passphrase != nil {
		var err error
		if passphrase, err = p.Passphrase(); err != nil {
			return err
		}
	}
	if left, err := os.ReadDir(p.Keys); err == nil && len(left) > 0 {
		return ErrKeysThere
	}
	if err := release.GenerateKeys(p.Keys, passphrase); err != nil {
		return err
	}
	return p.noteKeys(ctx, "press.keys.make")
}

func (p *Press) noteKeys(ctx context.Context, act string) error {
	return p.DB.Update(ctx, func(t *books.Tx) error { return p.Audit(ctx, t, act, "", "") })
}

// KeyFile is a file of keys as it was sent.
type KeyFile struct {
	Name string // "targets.key", "root.json", "2.root.json"
	Data []byte
}

// ErrKeyFile says that a file is none of a publisher's keys.
var ErrKeyFile = errors.New("not a file of keys")

// ErrRootKey says that the root key does not belong on a hub.
var ErrRootKey = errors.New("the root key does not belong on the hub")

// BringKeys takes keys that were made elsewhere, by `kioskctl init` or `kioskctl
// keys new`: whole folders of them, but never the root key.
func (p *Press) BringKeys(ctx context.Context, files []KeyFile) error {
	if left, err := os.ReadDir(p.Keys); err == nil && len(left) > 0 {
		return ErrKeysThere
	}
	part, err := os.MkdirTemp(filepath.Dir(p.Keys), ".keys-*") // mode 0700
	if err != nil {
		return fmt.Errorf("make folder of keys: %w", err)
	}
	defer os.RemoveAll(part)
	for _, f := range files {
		name := path.Base(f.Name)
		if !strings.HasSuffix(name, ".key") && !strings.HasSuffix(name, "root.json") || !goodSegment(name) {
			return fmt.Errorf("%w: %s", ErrKeyFile, name)
		}
		if err := os.WriteFile(filepath.Join(part, name), f.Data, 0o600); err != nil {
			return fmt.Errorf("write key: %w", err)
		}
	}
	if err := p.fitKeys(part); err != nil {
		return err
	}
	_ = os.Remove(p.Keys) // an empty folder would be in the way
	if err := os.Rename(part, p.Keys); err != nil {
		return fmt.Errorf("keep keys: %w", err)
	}
	return p.noteKeys(ctx, "press.keys.bring")
}

// fitKeys refuses keys with which nothing could be published.
func (p *Press) fitKeys(dir string) error {
	keys, err := release.LoadKeys(dir, p.Passphrase)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	for _, info := range keys.Infos() {
		if info.Role == "root" {
			return ErrRootKey
		}
	}
	if _, _, err := keys.Root(); err != nil || stateOf(keys) == LostRoles {
		return fmt.Errorf("%w: root.json, snapshot.key and timestamp.key are wanted", ErrKeyFile)
	}
	return nil
}

// RootKey returns the root key's file, to be carried away.
func (p *Press) RootKey(ctx context.Context) (name string, data []byte, err error) {
	keys, err := p.keys()
	if err != nil {
		return "", nil, err
	}
	for _, info := range keys.Infos() {
		if info.Role == "root" && info.Current {
			if data, err = os.ReadFile(info.Path); err == nil {
				err = p.noteKeys(ctx, "press.keys.takeroot")
			}
			return filepath.Base(info.Path), data, err
		}
	}
	return "", nil, ErrNoKeys
}

// DropRootKey removes the root key from the hub, once it was carried away.
func (p *Press) DropRootKey(ctx context.Context) error {
	keys, err := p.keys()
	if err != nil {
		return err
	}
	for _, info := range keys.Infos() {
		if info.Role == "root" {
			if err := os.Remove(info.Path); err != nil {
				return fmt.Errorf("remove root key: %w", err)
			}
		}
	}
	return p.noteKeys(ctx, "press.keys.noroot")
}

// RootFile returns root.json, with which kiosks are set up.
func (p *Press) RootFile() ([]byte, error) {
	keys, err := p.keys()
	if err != nil {
		return nil, err
	}
	_, data, err := keys.Root()
	return data, err
}
