package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/store/wreck"
)

// wreckage is what is left of a damaged kiosk.db; it implements [ledger.Wreck].
type wreckage struct {
	dir  string
	file *wreck.File
	copy spare

	entries  map[int64]wreck.Ref
	before   map[int64]wreck.Ref // as an earlier version of their page has them
	hashes   map[int64]wreck.Ref
	receipts [][]byte
	uses     map[int64]ledger.Use // by entry, of those whose bytes may be gone
	size     int64
	pruned   int64

	stale bool // what SQLite can read is older than the copy

	seeds [][]byte
	heads map[string]int // how often each kiosk's name stands in a head
	was   string         // id of the kiosk it was
	key   ed25519.PrivateKey
}

var _ ledger.Wreck = (*wreckage)(nil)

// openWreck looks through a damaged database.
func openWreck(ctx context.Context, dir string, copied spare) (*wreckage, error) {
	file, err := wreck.Open(filepath.Join(dir, fileName))
	if err != nil {
		return nil, err
	}
	w := &wreckage{
		dir: dir, file: file, copy: copied, entries: map[int64]wreck.Ref{}, before: map[int64]wreck.Ref{}, hashes: map[int64]wreck.Ref{},
		uses: map[int64]ledger.Use{}, heads: map[string]int{}, seeds: [][]byte{copied.Seed},
	}
	file.Scan(w.take)
	w.stale = file.Torn() || w.size < copied.Size
	w.size = max(w.size, copied.Size)
	w.identify()
	if err := w.readUses(ctx); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return w, nil
}

// Close closes the damaged file.
func (w *wreckage) Close() error { return w.file.Close() }

// The first lines of what kiosks and hubs sign in a ledger.
const (
	headBegins    = "hangviet kiosk ledger v1\n"
	receiptBegins = "hangviet hub receipt v1\n"
)

// take sorts a row by its form: what tables hold is known, and signatures and hashes
// tell later whether it is whole.
func (w *wreckage) take(at wreck.Ref, row int64, columns []any) {
	switch {
	case row < 0 || row > maxRows:
	case len(columns) >= 5 && isBytes(columns[3]) && strings.HasPrefix(textOf(columns[4]), headBegins):
		w.takeEntry(at, row, columns)
	case len(columns) == 2 && isBytes(columns[1]) && len(bytesOf(columns[1])) == tlog.HashSize:
		w.hashes[row] = at
		if row == 1 { // the identity has the form of a hash
			w.seeds = append(w.seeds, slices.Clone(bytesOf(columns[1])))
		}
	case len(columns) == 2 && strings.HasPrefix(textOf(columns[1]), receiptBegins):
		w.receipts = append(w.receipts, slices.Clone(bytesOf(columns[1])))
	case len(columns) == 1 && columns[0] == nil:
		w.pruned = max(w.pruned, row)
	}
}

// maxRows is more than any kiosk has entries or hashes: a number beyond it is none.
const maxRows = 1 << 32

func (w *wreckage) takeEntry(at wreck.Ref, row int64, columns []any) {
	lines := strings.SplitN(textOf(columns[4]), "\n", 4)
	if len(lines) < 4 || lines[2] != strconv.FormatInt(row+1, 10) {
		return // the row's number is damaged
	}
	w.heads[lines[1]]++
	w.size = max(w.size, row+1)
	if _, there := w.entries[row]; there {
		w.before[row] = w.entries[row]
	}
	w.entries[row] = at
}

// identify finds whose ledger it is: the name that stands in most heads, else that of
// the copy, else of what looks like a key.
func (w *wreckage) identify() {
	for id, n := range w.heads {
		if w.was == "" || n > w.heads[w.was] {
			w.was = id
		}
	}
	if w.key = keyOf(w.was, w.seeds); w.key != nil || w.was != "" {
		return
	}
	for _, seed := range w.seeds {
		if w.key == nil && len(seed) == ed25519.SeedSize {
			w.key = ed25519.NewKeyFromSeed(seed)
			w.was = ledger.KioskIdentity(w.key).ID
		}
	}
}

// Size implements ledger.Wreck.
func (w *wreckage) Size() int64 { return w.size }

// Pruned implements ledger.Wreck.
func (w *wreckage) Pruned() int64 { return w.pruned }

// Receipts implements ledger.Wreck.
func (w *wreckage) Receipts() [][]byte { return w.receipts }

// settingHubKey is exchange.SettingHubKey.
const settingHubKey = "hub.key"

// HubKey implements ledger.Wreck.
func (w *wreckage) HubKey() string { return w.copy.Settings[settingHubKey] }

// Hash implements ledger.Wreck.
func (w *wreckage) Hash(stored int64) (h tlog.Hash, ok bool) {
	at, there := w.hashes[stored]
	if !there {
		return h, false
	}
	columns, ok := w.file.Row(at)
	if !ok || len(columns) != 2 || len(bytesOf(columns[1])) != tlog.HashSize {
		return h, false
	}
	return tlog.Hash(bytesOf(columns[1])), true
}

// Row implements ledger.Wreck: of two versions of an entry the one that its hash
// proves, else the later one.
func (w *wreckage) Row(index int64) (r ledger.Row, ok bool) {
	at, there := w.entries[index]
	if !there {
		return r, false
	}
	r, ok = w.rowAt(index, at)
	if earlier, there := w.before[index]; there && !w.proves(index, r) {
		if e, readable := w.rowAt(index, earlier); readable && w.proves(index, e) {
			return e, true
		}
	}
	return r, ok
}

func (w *wreckage) proves(index int64, r ledger.Row) bool {
	stored, ok := w.Hash(tlog.StoredHashIndex(0, index))
	return ok && tlog.RecordHash(r.Entry) == stored
}

func (w *wreckage) rowAt(index int64, at wreck.Ref) (r ledger.Row, ok bool) {
	c, ok := w.file.Row(at)
	if !ok || len(c) < 5 {
		return r, false
	}
	choices, _ := c[2].(int64)
	r = ledger.Row{Index: index, ID: textOf(c[1]), Choices: int(choices), Entry: slices.Clone(bytesOf(c[3])), Head: slices.Clone(bytesOf(c[4]))}
	if len(c) == 8 {
		paper, _ := c[6].(int64)
		test, _ := c[7].(int64)
		r.Kind = ledger.Kind{Round: textOf(c[5]), Paper: paper != 0, Test: test != 0}
	}
	if use, used := w.uses[index]; used && len(r.Entry) == 0 {
		r.Use = &use
	}
	return r, true
}

func isBytes(column any) bool { _, is := column.([]byte); return is }

func bytesOf(column any) []byte {
	b, _ := column.([]byte)
	return b
}

// textOf is a column's text, whether it was stored as text or as bytes.
func textOf(column any) string {
	if s, is := column.(string); is {
		return s
	}
	return string(bytesOf(column))
}
