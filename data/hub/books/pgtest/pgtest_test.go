package pgtest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"hangviet/data/hub/books/pgtest"
)

func ask(t *testing.T, url, query string) (answer string) {
	t.Helper()
	db, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(context.Background())
	if err := db.QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// TestKilled expects what was committed after a kill, and places apart.
func TestKilled(t *testing.T) {
	url, server := pgtest.Start(t)
	here, there := pgtest.New(t, url), pgtest.New(t, url)
	db, err := pgx.Connect(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(t.Context(), `CREATE TABLE kept (word TEXT); INSERT INTO kept VALUES ('đây')`); err != nil {
		t.Fatal(err)
	}
	server.Kill(t)
	if err := db.Ping(t.Context()); err == nil {
		t.Error("a killed server answers")
	}
	server.Restart(t)
	if word := ask(t, here, `SELECT word FROM kept`); word != "đây" {
		t.Errorf("%q", word)
	}
	if n := ask(t, there, `SELECT COUNT(*)::text FROM pg_tables WHERE schemaname = current_schema()`); n != "0" {
		t.Errorf("%s tables in the other place", n)
	}
}
