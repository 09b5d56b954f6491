package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/search"
)

// plainTable is SQLite FTS5 over the rows that are searched, as anybody would set it
// up: the same as the baseline of the search's quality. It is in memory, as the
// index is.
type plainTable struct {
	db   *sql.DB
	asks *sql.Stmt
}

func newPlainTable(ctx context.Context, docs []search.Document) (t *plainTable, err error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	t = &plainTable{db: db}
	if err := t.fill(ctx, docs); err != nil {
		return nil, errors.Join(fmt.Errorf("fill the FTS5 table: %w", err), db.Close())
	}
	t.asks, err = db.PrepareContext(ctx, "SELECT code FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 0, 10, 4, 3, 1) LIMIT ?")
	return t, err
}

func (t *plainTable) fill(ctx context.Context, docs []search.Document) error {
	_, err := t.db.ExecContext(ctx, `CREATE VIRTUAL TABLE docs USING fts5(code UNINDEXED, name, producer, place, other, tokenize = "unicode61 remove_diacritics 2")`)
	if err != nil {
		return err
	}
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	add, err := tx.PrepareContext(ctx, "INSERT INTO docs VALUES (?, ?, ?, ?, ?)")
	for i := 0; i < len(docs) && err == nil; i++ {
		d := &docs[i]
		_, err = add.ExecContext(ctx, d.Code, joined(d.Name), joined(d.Producer), joined(d.Place)+" "+strings.Join(d.Former, " "),
			joined(d.Group)+" "+joined(d.Ingredients)+" "+joined(d.Story))
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// joined is a text in all its languages.
func joined(t catalog.Text) string {
	return strings.Join(slices.SortedFunc(maps.Values(t), cmp.Compare[string]), " ")
}

// ask returns how many of the first rows there are. It has no context that can end,
// see keystroke.
func (t *plainTable) ask(query string) (rows int, err error) {
	var words []string
	for _, w := range catalog.Words(query) {
		words = append(words, `"`+w+`"*`)
	}
	if len(words) == 0 {
		return 0, nil
	}
	found, err := t.asks.QueryContext(context.Background(), strings.Join(words, " "), askedHits)
	if err != nil {
		return 0, err
	}
	defer found.Close()
	for found.Next() {
		var code string
		if err := found.Scan(&code); err != nil {
			return 0, err
		}
		rows++
	}
	return rows, found.Err()
}

func (t *plainTable) Close() error { return errors.Join(t.asks.Close(), t.db.Close()) }

// hostileGoal is what no query may take, whatever it holds.
const hostileGoal = 50 * time.Millisecond

// hostile are queries that nobody types in good faith.
func hostile() []string {
	return []string{
		strings.Repeat("a", 10_000), strings.Repeat("mật ong ", 1_250), strings.Repeat("tr ", 3_333), strings.Repeat("nguyeenx", 1_250),
		strings.Repeat("\u0301", 10_000), strings.Repeat("🍯🐝", 1_000), "\x00\x01\x02\x7f\u202e\ufeff", "\xff\xfe\xc3\x28\xf0\x9f",
		`"' OR 1=1; DROP TABLE products; --`, `NEAR(mật ong, 5) AND name:* NOT "`, strings.Repeat("(", 5_000) + strings.Repeat(")", 5_000),
		"từ 99999999999999999999 đến 100 nghìn", strings.Repeat("dưới 100k 5 sao ", 600), "%_%_%_" + strings.Repeat("%", 9_000),
	}
}

// hostileLine asks them all.
func hostileLine(docs []search.Document, runs int) (line, error) {
	l := line{what: fmt.Sprintf("%d products: a hostile query, the slowest", len(docs)), beside: "a name typed out, median"}
	l.goal, l.met = below(hostileGoal)
	words, err := search.Builtin()
	if err != nil {
		return l, err
	}
	index := search.New(docs, words)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	timed := func(query string) time.Duration {
		start := threadCPU()
		index.Ask(query, askedHits)
		index.Suggest(query, offered)
		return threadCPU() - start
	}
	for range runs {
		var slowest time.Duration
		for _, query := range hostile() {
			slowest = max(slowest, timed(query))
		}
		var usual []time.Duration
		for i := range askedNames {
			usual = append(usual, timed(typedName(docs, i)))
		}
		l.add(slowest, middle(usual))
	}
	l.note = fmt.Sprintf("%d of them: 10,000 letters, lone marks, emoji, control characters, broken UTF-8, the syntax of SQL and of FTS. Processor time of one thread.", len(hostile()))
	return l, nil
}
