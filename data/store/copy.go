package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hangviet/data/fsync"
	"hangviet/data/ledger"
)

// copyName is a small file beside kiosk.db that holds what a damaged database must
// not take with it: who the kiosk is and what it was set to, and how long its ledger
// was. It is read for nothing else.
const copyName = "kiosk.copy"

const copyTitle = "hangviet kiosk copy v1 "

// spare is what the copy holds; its field names are on disks.
type spare struct {
	Seed     []byte            `json:"seed"`
	Settings map[string]string `json:"settings"`
	Size     int64             `json:"size"` // entries of the ledger
}

// KeepCopy writes the copy anew where anything in it has changed. It holds the
// kiosk's private key; only its owner may read it.
func (s *Store) KeepCopy(ctx context.Context) error {
	now := spare{Seed: s.identity.PrivateKey.Seed(), Settings: map[string]string{}}
	type pair struct{ key, value string }
	list, err := all(ctx, s.db, "SELECT key, value FROM settings", nil, func(row scan) (p pair, err error) { return p, row(&p.key, &p.value) })
	if err != nil {
		return wrap("copy settings", err)
	}
	for _, p := range list {
		now.Settings[p.key] = p.value
	}
	err = s.View(ctx, func(tx ledger.Tx) (err error) { now.Size, err = tx.Size(); return err })
	if err != nil {
		return err
	}
	return now.write(s.dir)
}

func (s spare) write(dir string) error {
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	sum := sha256.Sum256(body)
	text := copyTitle + hex.EncodeToString(sum[:]) + "\n" + string(body) + "\n"
	path := filepath.Join(dir, copyName)
	if before, err := os.ReadFile(path); err == nil && string(before) == text {
		return nil
	}
	part := path + ".part"
	if err := os.WriteFile(part, []byte(text), 0o600); err != nil {
		return errors.Join(fmt.Errorf("write copy: %w", err), os.Remove(part))
	}
	if err := fsync.Settle(part, path); err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	return nil
}

// readSpare reads the copy; one that is damaged is none.
func readSpare(dir string) (s spare, ok bool, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, copyName))
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("read copy: %w", err)
	}
	head, body, _ := strings.Cut(string(raw), "\n")
	body = strings.TrimSuffix(body, "\n")
	sum := sha256.Sum256([]byte(body))
	if head != copyTitle+hex.EncodeToString(sum[:]) {
		return s, false, nil
	}
	return s, json.Unmarshal([]byte(body), &s) == nil && len(s.Seed) == 32, nil
}
