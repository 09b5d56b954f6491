package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

var _ ledger.Storage = (*Store)(nil)

// The statements of the ledger. Each is prepared once for a connection: what a
// ballot needs would take longer to prepare than to run.
const (
	selectSize      = "SELECT ifnull(max(idx) + 1, 0) FROM entries"
	selectHashCount = "SELECT ifnull(max(idx) + 1, 0) FROM hashes"
	selectTotals    = "SELECT round, paper, test, count(*), sum(choices) FROM entries WHERE idx >= ? GROUP BY round, paper, test"
	selectEntry     = "SELECT idx FROM entries WHERE ballot = ?"
	selectUse       = "SELECT idx FROM used_tickets WHERE round = ? AND test = ? AND mark = unhex(?)"
	selectUses      = "SELECT count(*) FROM used_tickets WHERE idx >= ?"
	selectHashes    = "SELECT idx, hash FROM hashes WHERE idx IN (SELECT value FROM json_each(?))"
	selectEntries   = "SELECT entry FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?"
	selectPaper     = "SELECT entry FROM entries WHERE paper AND entry <> x'' ORDER BY idx"
	selectHead      = "SELECT head FROM entries ORDER BY idx DESC LIMIT 1"
	selectAcked     = "SELECT ifnull(max(size), 0) FROM receipts"
	selectPruned    = "SELECT ifnull(max(size), 0) FROM pruned"
	insertEntry     = "INSERT INTO entries (idx, ballot, choices, entry, head, round, paper, test) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	insertUse       = "INSERT INTO used_tickets VALUES (?, ?, unhex(?), ?)"
	insertHash      = "INSERT INTO hashes VALUES (?, ?)"
	insertReceipt   = "INSERT INTO receipts VALUES (?, ?)"
	insertPruned    = "INSERT INTO pruned VALUES (?)"
	emptyEntries    = "UPDATE entries SET entry = x'' WHERE idx >= ? AND idx < ?"
)

// prepareLedger makes the statements ready; the tables have to be there.
func (s *Store) prepareLedger(ctx context.Context) error {
	s.prepared = map[string]*sql.Stmt{}
	for _, query := range []string{
		selectSize, selectHashCount, selectTotals, selectEntry, selectUse, selectUses, selectHashes, selectEntries, selectPaper,
		selectHead, selectAcked, selectPruned, insertEntry, insertUse, insertHash, insertReceipt, insertPruned, emptyEntries,
	} {
		statement, err := s.db.PrepareContext(ctx, query)
		if err != nil {
			return err
		}
		s.prepared[query] = statement
	}
	return nil
}

// Update runs f on the ledger in one transaction, as [ledger.Storage] says.
func (s *Store) Update(ctx context.Context, f func(ledger.Tx) error) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error { return f(ledgerTx{ctx, tx, s.prepared}) })
	return wrap("update "+fileName, err)
}

// View runs f on an unchanging state of the ledger.
func (s *Store) View(ctx context.Context, f func(ledger.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap("read "+fileName, err)
	}
	return wrap("read "+fileName, errors.Join(f(ledgerTx{ctx, tx, s.prepared}), tx.Rollback()))
}

// ledgerTx is the ledger within one transaction, and lives no longer.
type ledgerTx struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt // the statements above, by their text
}

// QueryContext runs one of the prepared statements within the transaction.
func (t ledgerTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.StmtContext(ctx, t.prepared[query]).QueryContext(ctx, args...)
}

func (t ledgerTx) exec(query string, args ...any) error {
	_, err := t.tx.StmtContext(t.ctx, t.prepared[query]).ExecContext(t.ctx, args...)
	return err
}

func (t ledgerTx) Size() (int64, error) { return number(t.ctx, t, selectSize) }

func (t ledgerTx) HashCount() (int64, error) { return number(t.ctx, t, selectHashCount) }

func (t ledgerTx) Totals(from int64) (map[ledger.Kind]ledger.Totals, error) {
	totals := map[ledger.Kind]ledger.Totals{}
	err := each(t.ctx, t, selectTotals, []any{from}, func(row scan) error {
		var kind ledger.Kind
		var sum ledger.Totals
		err := row(&kind.Round, &kind.Paper, &kind.Test, &sum.Entries, &sum.Choices)
		totals[kind] = sum
		return err
	})
	return totals, err
}

func (t ledgerTx) Find(id string) (index int64, found bool, err error) {
	return maybe(number(t.ctx, t, selectEntry, id))
}

func (t ledgerTx) Used(use ledger.Use) (index int64, found bool, err error) {
	return maybe(number(t.ctx, t, selectUse, use.Round, use.Test, use.Mark))
}

// maybe turns errNotFound into found = false.
func maybe(index int64, err error) (int64, bool, error) {
	if errors.Is(err, errNotFound) {
		return 0, false, nil
	}
	return index, err == nil, err
}

func (t ledgerTx) Uses(from int64) (int64, error) { return number(t.ctx, t, selectUses, from) }

func (t ledgerTx) Append(r ledger.Row) error {
	if err := t.exec(insertEntry, r.Index, r.ID, r.Choices, r.Entry, r.Head, r.Kind.Round, r.Kind.Paper, r.Kind.Test); err != nil {
		return err
	}
	if r.Use != nil {
		if err := t.exec(insertUse, r.Use.Round, r.Use.Test, r.Use.Mark, r.Index); err != nil {
			return err
		}
	}
	first := tlog.StoredHashCount(r.Index)
	for i, hash := range r.Hashes {
		if err := t.exec(insertHash, first+int64(i), hash[:]); err != nil {
			return err
		}
	}
	return nil
}

// ReadHashes returns the stored hashes at indexes, in their order.
func (t ledgerTx) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list, err := json.Marshal(indexes)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]tlog.Hash, len(indexes))
	err = each(t.ctx, t, selectHashes, []any{string(list)}, func(row scan) error {
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
	return inOrder(found, indexes)
}

// inOrder returns the hashes found at indexes.
func inOrder(found map[int64]tlog.Hash, indexes []int64) ([]tlog.Hash, error) {
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
	return all(t.ctx, t, selectEntries, []any{from, limit}, scanBytes)
}

func (t ledgerTx) PaperEntries() ([][]byte, error) {
	return all(t.ctx, t, selectPaper, nil, scanBytes)
}

func (t ledgerTx) Head() ([]byte, error) {
	head, err := one(t.ctx, t, selectHead, nil, scanBytes)
	if errors.Is(err, errNotFound) {
		return nil, nil
	}
	return head, err
}

func (t ledgerTx) Acked() (int64, error) { return number(t.ctx, t, selectAcked) }

func (t ledgerTx) SetAcked(size int64, receipt []byte) error {
	return t.exec(insertReceipt, size, receipt)
}

func (t ledgerTx) Pruned() (int64, error) { return number(t.ctx, t, selectPruned) }

func (t ledgerTx) Prune(size int64) error {
	from, err := t.Pruned()
	if err != nil {
		return err
	}
	if err := t.exec(insertPruned, size); err != nil {
		return err
	}
	return t.exec(emptyEntries, from, size)
}

func scanBytes(row scan) (data []byte, err error) { return data, row(&data) }
