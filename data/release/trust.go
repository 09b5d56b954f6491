package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Trust is what a reader has accepted so far: the pinned root and the newest
// metadata, in a folder of its own:
//
//	pinned.json    the root that was pinned, never changed
//	root.json      the newest root that descends from it
//	timestamp.json, snapshot.json, targets.json   of the accepted release
type Trust struct{ dir string }

const (
	pinnedFile = "pinned.json"
	rootFile   = "root.json"
)

// committed lists the files that a commit writes, in the order in which a TUF
// client takes them: whenever it is cut off, what is there is a state that the
// client itself passes through, and the next check goes on from it.
var committed = [...]string{rootFile, "timestamp.json", "snapshot.json", "targets.json"}

// OpenTrust opens the trust folder dir, making it when it is not there.
func OpenTrust(dir string) (*Trust, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make trust folder: %w", err)
	}
	return &Trust{dir}, nil
}

// Pinned tells whether a root is pinned. It is an error, and not "no", when that
// cannot be read: a reader that was set up must never be taken for a new one.
func (t *Trust) Pinned() (bool, error) {
	data, err := t.pinned()
	return data != nil, err
}

// Fingerprint returns the SHA-256 of the pinned root's bytes in hexadecimal,
// "" when none is pinned.
func (t *Trust) Fingerprint() (string, error) {
	data, err := t.pinned()
	if data == nil || err != nil {
		return "", err
	}
	return Fingerprint(data), nil
}

// pinned returns the bytes of the pinned root, nil when there is none. Where a
// bad disk lost the file, the newest root that was accepted stands for it.
func (t *Trust) pinned() ([]byte, error) {
	for _, name := range []string{pinnedFile, rootFile} {
		data, err := t.read(name)
		if err == nil {
			return data, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read pinned root: %w", err)
		}
	}
	return nil, nil
}

// Fingerprint returns what [Trust.Fingerprint] is once root is pinned.
func Fingerprint(root []byte) string {
	h := sha256.Sum256(root)
	return hex.EncodeToString(h[:])
}

// Pin makes root the one whose releases are accepted, for good. Another root is
// [ErrOtherRoot]; the same root again, or one that descends from it and was
// accepted since, changes nothing. A file that is no root metadata signed by
// its own keys is [ErrCorrupt] or [ErrNotSigned].
func (t *Trust) Pin(root []byte) error {
	if len(root) > maxMetadata {
		return fmt.Errorf("%w: root is longer than %d bytes", ErrCorrupt, maxMetadata)
	}
	if _, err := parseRoot(root); err != nil {
		return fmt.Errorf("pin root: %w", err)
	}
	unlock, dir, err := t.lock()
	if err != nil {
		return err
	}
	defer unlock()
	pinned, err := t.pinned()
	switch {
	case err != nil:
		return err
	case pinned == nil:
		return errors.Join(dir.put(pinnedFile, root), dir.sync())
	case bytes.Equal(pinned, root) || dir.has(rootFile, root):
		return nil
	}
	return fmt.Errorf("%w: its fingerprint is %s", ErrOtherRoot, Fingerprint(pinned))
}

// lock keeps other processes out and sweeps what dead ones left.
func (t *Trust) lock() (unlock func(), dir folder, err error) {
	unlock, err = lockFile(filepath.Join(t.dir, "lock"))
	if err != nil {
		return nil, folder{}, err
	}
	if dir, err = openFolder(t.dir, nil); err != nil {
		unlock()
		return nil, folder{}, err
	}
	return unlock, dir, nil
}

func (t *Trust) read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(t.dir, name)) }

// root returns the newest accepted root. When a bad disk spoilt it, that is the
// pinned one: a check walks from it to the newest again.
func (t *Trust) root() (data []byte, root *rootDoc, err error) {
	if data, err = t.read(rootFile); err == nil {
		if root, err = parseRoot(data); err == nil {
			return data, root, nil
		}
	}
	data, err = t.read(pinnedFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, ErrNotPinned
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read pinned root: %w", err)
	}
	if root, err = parseRoot(data); err != nil {
		return nil, nil, fmt.Errorf("read pinned root: %w", err)
	}
	return data, root, nil
}

// copyTo copies the accepted metadata to another folder. What a bad disk spoilt
// is left out: the TUF client would stop at it for good.
func (t *Trust) copyTo(dir string, root *rootDoc) error {
	for _, name := range committed[1:] {
		data, err := t.readAccepted(name)
		if err != nil {
			return err
		}
		// Keys that have been replaced since are fine here.
		if data == nil || errors.Is(blame(root, roleOf(name), data), ErrCorrupt) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return fmt.Errorf("copy accepted metadata: %w", err)
		}
	}
	return nil
}

// readAccepted reads accepted metadata, nil when there is none.
func (t *Trust) readAccepted(name string) ([]byte, error) {
	data, err := t.read(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read accepted metadata: %w", err)
	}
	return data, nil
}

// timestampNumber returns the number of the release that timestamp metadata
// speaks of, 0 when it is no such metadata.
func timestampNumber(data []byte) int64 {
	m, err := metadata.Timestamp().FromBytes(data)
	if err != nil {
		return 0
	}
	return m.Signed.Version
}
