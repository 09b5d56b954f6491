package books

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// ErrHolds says that the books to copy to are not empty.
var ErrHolds = errors.New("database holds data already")

// ErrMoved says that books go on elsewhere.
var ErrMoved = errors.New("hub data was moved to another database, see --db")

// errCopy says that what arrived is not what was sent.
var errCopy = errors.New("copy differs from what was copied")

// Copied is what was copied of one table.
type Copied struct {
	Table string
	Rows  int64
}

// movedKey is under which moved books say where to.
const movedKey = "moved"

// Copy copies all books to others that are empty (else [ErrHolds]), of whichever
// engines the two are. It reads what has arrived and compares it, row by row, with
// what was sent. The copy is there whole or not at all, and meanwhile nobody can
// write to either.
//
// With moved, which says where the copy is, the books that were copied take nothing
// more from then on, from no program that has them open: they return [ErrMoved].
// That is for SQLite alone.
func Copy(ctx context.Context, from, to *DB, moved string) (all []Copied, err error) {
	err = from.Update(ctx, func(source *Tx) error {
		err := to.Update(ctx, func(target *Tx) error {
			all, err = copyAll(source, target)
			return err
		})
		if err != nil || moved == "" {
			return err
		}
		return source.PutMeta(movedKey, []byte(moved))
	})
	if err != nil {
		return nil, fmt.Errorf("copy hub data: %w", err)
	}
	return all, nil
}

// moved returns [ErrMoved] when the books go on elsewhere.
func (t *Tx) moved() error {
	to, err := t.Meta(movedKey)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("%w (%s)", ErrMoved, to)
	}
	return err
}

func copyAll(source, target *Tx) (all []Copied, err error) {
	for _, name := range tables() {
		var n int64
		if err := target.one(`SELECT COUNT(*) FROM `+name, nil, &n); err != nil {
			return nil, err
		}
		if n > 0 {
			return nil, ErrHolds
		}
	}
	for _, name := range tables() {
		rows, err := copyTable(source, target, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		all = append(all, Copied{name, rows})
	}
	return all, nil
}

// copyTable copies a table and reads it again.
func copyTable(source, target *Tx, name string) (int64, error) {
	from, err := source.describe(name)
	if err != nil {
		return 0, err
	}
	sent, into := sum{}, filler{tx: target, table: from}
	err = source.eachRow(from, func(row []any) error {
		sent.add(row)
		return into.add(row)
	})
	if err := errors.Join(err, into.flush()); err != nil {
		return 0, err
	}
	arrived := sum{}
	err = target.eachRow(from, func(row []any) error {
		arrived.add(row)
		return nil
	})
	if err == nil && arrived != sent {
		err = errCopy
	}
	return sent.rows, err
}

var tableStatement = regexp.MustCompile(`(?i)^\s*(CREATE|DROP)\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)|^\s*ALTER\s+TABLE\s+(\w+)\s+RENAME\s+TO\s+(\w+)`)

// tables lists today's tables but that of the migrations itself, those that others
// refer to before these.
func tables() (names []string) {
	for _, step := range migrations {
		for _, statement := range step.statements() {
			found := tableStatement.FindStringSubmatch(statement)
			switch {
			case found == nil:
			case found[3] != "":
				names[slices.Index(names, found[3])] = found[4]
			case found[1] == "CREATE":
				names = append(names, found[2])
			default:
				names = slices.DeleteFunc(names, func(name string) bool { return name == found[2] })
			}
		}
	}
	return names
}
