// Package vault keeps documents that only officers may read: encrypted at rest
// (age, X25519 and ChaCha20-Poly1305), each in a file of its own, so that who
// steals the disk's copy without the key has nothing, and who deletes a document
// has deleted it.
//
// It promises that a document is on the disk whole before Put returns, that one
// that does not open as it was put is told as damaged and never given in part
// beyond what is authentic, and that its names are those that Put gave: no path
// of a person's making reaches the disk.
//
// The key stands in a file beside the folder and not within it, so that the two
// can be backed up apart. Start with [Open].
package vault

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"hangviet/data/fsync"
)

// ErrNone says that there is no such document.
var ErrNone = errors.New("no such document")

// ErrTooLarge says that a document is longer than it may be.
var ErrTooLarge = errors.New("the document is too large")

// ErrDamaged says that a document does not open with this key, or was changed.
var ErrDamaged = errors.New("the document is damaged, or of another key")

// Vault is a folder of encrypted documents. It is safe for concurrent use, by
// several processes too.
type Vault struct {
	dir string
	key *age.X25519Identity
}

// Open opens the vault in dir with the key in the file at keyPath, and makes what
// is missing. A folder that holds documents and has lost its key is refused: a new
// key would only seem to help.
func Open(dir, keyPath string) (*Vault, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open vault: %w", err)
	}
	key, err := readKey(keyPath)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = newKey(dir, keyPath)
	}
	if err != nil {
		return nil, fmt.Errorf("open vault: %w", err)
	}
	return &Vault{dir, key}, nil
}

func readKey(path string) (*age.X25519Identity, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return age.ParseX25519Identity(strings.TrimSpace(string(text)))
}

// errKeyLost says that documents are there and their key is not.
var errKeyLost = errors.New("documents are here, and their key is not")

// newKey makes the key; of several processes that do, one wins.
func newKey(dir, path string) (*age.X25519Identity, error) {
	if held, err := os.ReadDir(dir); err != nil || len(held) > 0 {
		if key, err := readKey(path); err == nil { // of a process that was a moment earlier
			return key, nil
		}
		return nil, errors.Join(errKeyLost, err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(part.Name())
	if err := finish(part, func(w io.Writer) error { _, err := io.WriteString(w, key.String()+"\n"); return err }); err != nil {
		return nil, err
	}
	if err := os.Link(part.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err := fsync.Path(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return readKey(path)
}

// Put encrypts what r gives, at most limit bytes, and returns the name under which
// it is kept.
func (v *Vault) Put(ctx context.Context, r io.Reader, limit int64) (name string, size int64, err error) {
	random := make([]byte, 16)
	rand.Read(random) // never fails: crypto/rand ends the program instead
	name = hex.EncodeToString(random)
	part, err := os.CreateTemp(v.dir, ".part-*")
	if err != nil {
		return "", 0, fmt.Errorf("put document: %w", err)
	}
	defer os.Remove(part.Name())
	err = finish(part, func(w io.Writer) (err error) {
		size, err = v.encrypt(w, contextReader{ctx, r}, limit)
		return err
	})
	if err == nil {
		err = os.Rename(part.Name(), v.path(name))
	}
	if err == nil {
		err = fsync.Path(v.dir)
	}
	if err != nil {
		return "", 0, fmt.Errorf("put document: %w", err)
	}
	return name, size, nil
}

func (v *Vault) encrypt(w io.Writer, r io.Reader, limit int64) (int64, error) {
	sealed, err := age.Encrypt(w, v.key.Recipient())
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(sealed, io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return n, err
	case n > limit:
		return n, ErrTooLarge
	}
	return n, sealed.Close()
}

// Get opens a document. What it reads is authentic as far as it is read; an error
// in the midst is [ErrDamaged]. The caller closes it.
func (v *Vault) Get(name string) (io.ReadCloser, error) {
	if !isName(name) {
		return nil, ErrNone
	}
	file, err := os.Open(v.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("get document: %w", err)
	}
	plain, err := age.Decrypt(file, v.key)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrDamaged, err), file.Close())
	}
	return document{plain, file}, nil
}

// document is an open document.
type document struct {
	plain io.Reader
	file  *os.File
}

func (d document) Read(p []byte) (int, error) {
	n, err := d.plain.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return n, err
}

func (d document) Close() error { return d.file.Close() }

// Delete deletes documents; those that are gone already are no error.
func (v *Vault) Delete(names ...string) error {
	for _, name := range names {
		if !isName(name) {
			continue
		}
		if err := os.Remove(v.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete document: %w", err)
		}
	}
	return fsync.Path(v.dir)
}

// Names returns what the vault holds, so that what nobody knows of any more is
// found and deleted.
func (v *Vault) Names() ([]string, error) {
	entries, err := os.ReadDir(v.dir)
	if err != nil {
		return nil, fmt.Errorf("list vault: %w", err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".age"); ok && isName(name) {
			names = append(names, name)
		}
	}
	return names, nil
}

func (v *Vault) path(name string) string { return filepath.Join(v.dir, name+".age") }

// isName tells whether Put could have given the name.
func isName(name string) bool {
	return len(name) == 32 && strings.Trim(name, "0123456789abcdef") == ""
}

// finish writes a file, brings it to the disk and closes it.
func finish(file *os.File, write func(io.Writer) error) error {
	err := write(file)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// contextReader ends a long reading with its context.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
