package pgtest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Variable names the environment variable that says on which engine the tests of a
// hub run: on SQLite when it is empty, on a private server with "postgres"
// ([Run]), or on the server whose address it is.
const Variable = "HANGVIET_TEST_DB"

// Run runs the tests of a package, with a private server for all of them when the
// environment asks for one. Call it in TestMain and exit with what it returns.
func Run(m *testing.M) int {
	if os.Getenv(Variable) != "postgres" {
		return m.Run()
	}
	s, err := newServer([]string{"fsync=off"})
	if err == nil {
		err = os.Setenv(Variable, s.URL())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := s.remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// Place returns the address of an empty place on the engine the tests run on, or
// "" when that is SQLite.
func Place(t testing.TB) string {
	t.Helper()
	url := os.Getenv(Variable)
	if url == "" {
		return ""
	}
	return New(t, url)
}

var places atomic.Int64

// New returns the address of an empty place in a database, of its own for each
// call. The place goes with the test.
func New(t testing.TB, url string) string {
	t.Helper()
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), places.Add(1))
	run(t, url, "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(t, url, "DROP SCHEMA "+name+" CASCADE") })
	separator := "?"
	if strings.Contains(url, "?") {
		separator = "&"
	}
	return url + separator + "search_path=" + name
}

// Dump returns every row of every table of a place, as text.
func Dump(t testing.TB, url string) string {
	t.Helper()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	var all strings.Builder
	for _, table := range texts(t, db, `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`) {
		all.WriteString(strings.Join(texts(t, db, `SELECT t::text FROM `+pgx.Identifier{table}.Sanitize()+` t`), "\n"))
	}
	return all.String()
}

func texts(t testing.TB, db *pgx.Conn, query string) []string {
	t.Helper()
	rows, err := db.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func run(t testing.TB, url, query string) {
	t.Helper()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	if _, err := db.Exec(ctx, query); err != nil {
		t.Error(err)
	}
}

// Exec runs a statement in the server's database.
func (s *Server) Exec(t testing.TB, query string) {
	t.Helper()
	run(t, s.URL(), query)
}
