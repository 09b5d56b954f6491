package wreck_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"hangviet/data/store/wreck"
)

// table makes a database with rows of many lengths, of which those from split on lie
// in the write-ahead log alone, and returns a copy of both files.
func table(t *testing.T, rows, split int) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, n INTEGER, data BLOB)")
	for i := range rows {
		if i == split {
			exec("PRAGMA wal_checkpoint(TRUNCATE)")
		}
		exec("INSERT INTO a VALUES (?, ?, ?, ?)", i, fmt.Sprint("row ", i), numberOf(i), dataOf(i))
	}
	copied := filepath.Join(t.TempDir(), "a.db")
	for _, suffix := range []string{"", "-wal"} {
		raw, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return copied
}

// numberOf and dataOf are of each width and length there is.
func numberOf(i int) int64 { return int64(i%2*2-1) << (i * 7 % 63) }

func dataOf(i int) []byte { return []byte(strings.Repeat(string(rune('a'+i%26)), i*i*i%9000)) }

// read returns the rows that are whole, and how many are not as they were written.
func read(t *testing.T, path string) (whole map[int]bool, wrong int) {
	t.Helper()
	f, err := wreck.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	whole = map[int]bool{}
	f.Scan(func(at wreck.Ref, row int64, columns []any) {
		if len(columns) != 4 {
			return // the schema
		}
		again, ok := f.Row(at)
		name, _ := columns[1].(string)
		n, _ := columns[2].(int64)
		data, _ := columns[3].([]byte)
		if i := int(row); !ok || len(again) != 4 || name != fmt.Sprint("row ", i) || n != numberOf(i) || string(data) != string(dataOf(i)) {
			wrong++
			return
		}
		whole[int(row)] = true
	})
	return whole, wrong
}

func TestEveryRowIsFound(t *testing.T) {
	for _, split := range []int{0, 150, 299} {
		whole, wrong := read(t, table(t, 300, split))
		if len(whole) != 300 || wrong != 0 {
			t.Errorf("log from %d on: %d rows, %d wrong", split, len(whole), wrong)
		}
	}
}

// TestDamage: pages are overwritten one after the other, and the files cut off and
// filled with noise; nothing panics, and the rows of other pages are found.
func TestDamage(t *testing.T) {
	path := table(t, 120, 80)
	for _, suffix := range []string{"", "-wal"} {
		raw, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		most := 0
		for at := 0; at < len(raw); at += wreck.PageSize {
			harmed := append([]byte(nil), raw...)
			for i := at; i < min(at+wreck.PageSize, len(raw)); i++ {
				harmed[i] = byte(rand.Uint32())
			}
			if err := os.WriteFile(path+suffix, harmed, 0o600); err != nil {
				t.Fatal(err)
			}
			whole, _ := read(t, path)
			most = max(most, 120-len(whole))
		}
		if most > 40 { // short rows lie together
			t.Errorf("%s: one page took %d rows", suffix, most)
		}
		for range 60 {
			harmed := append([]byte(nil), raw[:1+rand.IntN(len(raw)-1)]...)
			for range rand.IntN(2000) {
				harmed[rand.IntN(len(harmed))] ^= 1 << rand.IntN(8)
			}
			if err := os.WriteFile(path+suffix, harmed, 0o600); err != nil {
				t.Fatal(err)
			}
			read(t, path)
		}
		if err := os.WriteFile(path+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
