package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

var _ ledger.Storage = (*Store)(nil)

// Update runs f on the ledger in one transaction, as [ledger.Storage] says.
func (s *Store) Update(ctx context.Context, f func(ledger.Tx) error) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error { return f(ledgerTx{ctx, tx}) })
	return wrap("update "+fileName, err)
}

// View runs f on an unchanging state of the ledger.
func (s *Store) View(ctx context.Context, f func(ledger.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap("read "+fileName, err)
	}
	return wrap("read "+fileName, errors.Join(f(ledgerTx{ctx, tx}), tx.Rollback()))
}

// ledgerTx is the ledger within one transaction, and lives no longer.
type ledgerTx struct {
	ctx context.Context
	tx  *sql.Tx
}

func (t ledgerTx) Size() (int64, error) {
	return number(t.ctx, t.tx, "SELECT ifnull(max(idx) + 1, 0) FROM entries")
}

func (t ledgerTx) HashCount() (int64, error) {
	return number(t.ctx, t.tx, "SELECT ifnull(max(idx) + 1, 0) FROM hashes")
}

func (t ledgerTx) Choices() (int64, error) {
	return number(t.ctx, t.tx, "SELECT ifnull(sum(choices), 0) FROM entries")
}

func (t ledgerTx) Find(ballot string) (index int64, found bool, err error) {
	index, err = number(t.ctx, t.tx, "SELECT idx FROM entries WHERE ballot = ?", ballot)
	if errors.Is(err, ErrNotFound) {
		return 0, false, nil
	}
	return index, err == nil, err
}

func (t ledgerTx) Append(r ledger.Row) error {
	if _, err := t.tx.ExecContext(t.ctx, "INSERT INTO entries VALUES (?, ?, ?, ?, ?)",
		r.Index, r.Ballot, r.Choices, r.Entry, r.Head); err != nil {
		return err
	}
	first := tlog.StoredHashCount(r.Index)
	for i, hash := range r.Hashes {
		if _, err := t.tx.ExecContext(t.ctx, "INSERT INTO hashes VALUES (?, ?)", first+int64(i), hash[:]); err != nil {
			return err
		}
	}
	return nil
}

// ReadHashes returns the stored hashes at indexes, in their order.
func (t ledgerTx) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]string, len(indexes))
	for i, index := range indexes {
		list[i] = strconv.FormatInt(index, 10)
	}
	found := make(map[int64]tlog.Hash, len(indexes))
	query := "SELECT idx, hash FROM hashes WHERE idx IN (" + strings.Join(list, ",") + ")"
	err := each(t.ctx, t.tx, query, nil, func(row scan) error {
		var index int64
		var hash sql.RawBytes
		if err := row(&index, &hash); err != nil || len(hash) != tlog.HashSize {
			return err // a hash of another length is missed below
		}
		found[index] = tlog.Hash(hash)
		return nil
	})
	if err != nil {
		return nil, err
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, ok := found[index]
		if !ok {
			return nil, fmt.Errorf("%w: hash %d is missing", ledger.ErrDamaged, index)
		}
		hashes[i] = hash
	}
	return hashes, nil
}

func (t ledgerTx) Entries(from int64, limit int) ([][]byte, error) {
	return all(t.ctx, t.tx, "SELECT entry FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?", []any{from, limit}, scanBytes)
}

func (t ledgerTx) Head() ([]byte, error) {
	head, err := one(t.ctx, t.tx, "SELECT head FROM entries ORDER BY idx DESC LIMIT 1", nil, scanBytes)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return head, err
}

func (t ledgerTx) Acked() (int64, error) {
	return number(t.ctx, t.tx, "SELECT ifnull(max(size), 0) FROM receipts")
}

func (t ledgerTx) SetAcked(size int64, receipt []byte) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO receipts VALUES (?, ?)", size, receipt)
	return err
}

func scanBytes(row scan) (data []byte, err error) { return data, row(&data) }
