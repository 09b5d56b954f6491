package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

const kioskID = 0x48564b44 // "HVKD", what kiosk.db says of itself in its first page

// migrate runs what the database has not seen yet of the numbered migrations.
// The database's version is the number of the last one it has seen.
func migrate(ctx context.Context, tx *sql.Tx) error {
	files, err := fs.Glob(migrations, "migrations/*.sql") // sorted: the numbers have three digits
	if err != nil {
		return err
	}
	version, err := version(ctx, tx, int64(len(files)))
	if err != nil {
		return err
	}
	for i, file := range files[version:] {
		script, err := migrations.ReadFile(file)
		if err != nil {
			return err
		}
		script = fmt.Appendf(script, "\nPRAGMA user_version = %d;\n", version+int64(i)+1)
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// version returns the version of the database, 0 for a new one, which is marked
// as ours.
func version(ctx context.Context, tx *sql.Tx, newest int64) (int64, error) {
	tables, err := number(ctx, tx, "SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return 0, err
	}
	if tables == 0 {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", kioskID)); err != nil {
			return 0, err
		}
	}
	return format(ctx, tx, kioskID, newest)
}
