package books

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// table is a table as the engines share it: its columns and of what kind each is.
type table struct {
	name    string
	columns []string
	kinds   []kind
}

// kind is what a column holds besides nothing.
type kind int

const (
	ofNumbers kind = iota
	ofTexts
	ofBytes
)

var kinds = map[string]kind{
	"BIGINT": ofNumbers, "INT8": ofNumbers, "TEXT": ofTexts, "BLOB": ofBytes, "BYTEA": ofBytes, "BYTES": ofBytes,
}

// describe asks which columns a table has.
func (t *Tx) describe(name string) (table, error) {
	described := table{name: name}
	rows, err := t.tx.QueryContext(t.ctx, `SELECT * FROM `+name+` LIMIT 0`) // #nosec G202 -- names of tables and columns stand in the program
	if err != nil {
		return described, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return described, err
	}
	for _, column := range types {
		k, known := kinds[strings.ToUpper(column.DatabaseTypeName())]
		if !known {
			return described, fmt.Errorf("column %s is of type %s", column.Name(), column.DatabaseTypeName())
		}
		described.columns, described.kinds = append(described.columns, column.Name()), append(described.kinds, k)
	}
	return described, rows.Err()
}

// eachRow calls f for every row of a table, with an int64, a string, a []byte or
// nil for each column.
func (t *Tx) eachRow(of table, f func(row []any) error) error {
	query := `SELECT ` + strings.Join(of.columns, ", ") + ` FROM ` + of.name
	return t.each(query, nil, func(scan func(...any) error) error {
		row, into := make([]any, len(of.columns)), make([]any, len(of.columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := scan(into...); err != nil {
			return err
		}
		for i := range row {
			row[i] = of.kinds[i].of(row[i])
		}
		return f(row)
	})
}

// of returns a value as a column of that kind holds it: SQLite takes a text in a
// column of bytes as well.
func (k kind) of(value any) any {
	switch v := value.(type) {
	case string:
		if k == ofBytes {
			return []byte(v)
		}
	case []byte:
		if k == ofTexts {
			return string(v)
		}
	}
	return value
}

// Bounds of one statement that inserts.
const (
	fillValues = 10_000  // of all rows together; engines take some 32,000
	fillBytes  = 4 << 20 // of texts and bytes
)

// filler inserts many rows with few statements.
type filler struct {
	tx     *Tx
	table  table
	values []any
	bytes  int
}

func (f *filler) add(row []any) error {
	f.values = append(f.values, row...)
	for _, value := range row {
		switch v := value.(type) {
		case string:
			f.bytes += len(v)
		case []byte:
			f.bytes += len(v)
		}
	}
	if len(f.values)+len(row) <= fillValues && f.bytes < fillBytes {
		return nil
	}
	return f.flush()
}

func (f *filler) flush() error {
	if len(f.values) == 0 {
		return nil
	}
	columns := len(f.table.columns)
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + "), "
	query := `INSERT INTO ` + f.table.name + ` (` + strings.Join(f.table.columns, ", ") + `) VALUES ` + strings.Repeat(row, len(f.values)/columns)
	values := f.values
	f.values, f.bytes = nil, 0
	return f.tx.exec(strings.TrimSuffix(query, ", "), values...)
}

// sum is how many rows there are and, in whichever order they came, what they hold:
// their SHA-256 added up, as four numbers each.
type sum struct {
	rows int64
	n    [4]uint64
}

func (s *sum) add(row []any) {
	hash := sha256.New()
	for _, value := range row {
		switch v := value.(type) {
		case nil:
			fmt.Fprint(hash, "nothing;")
		case int64:
			fmt.Fprintf(hash, "number %d;", v)
		case string:
			fmt.Fprintf(hash, "text %d %s;", len(v), v)
		case []byte:
			fmt.Fprintf(hash, "bytes %d %s;", len(v), v)
		default:
			fmt.Fprintf(hash, "%T %v;", v, v)
		}
	}
	s.rows++
	for i := range s.n {
		s.n[i] += binary.LittleEndian.Uint64(hash.Sum(nil)[8*i:])
	}
}
