package books

// peopleStep has accounts with roles, their sessions, one-time links, recovery
// codes and tokens. Who could sign in before is an administrator. Sessions are
// not taken over: everybody signs in again, once.
var peopleStep = migration{
	make: []string{
		`CREATE TABLE accounts (
			name     TEXT PRIMARY KEY,
			password TEXT   NOT NULL,
			role     TEXT   NOT NULL,
			created  BIGINT NOT NULL,
			seen     BIGINT NOT NULL,
			epoch    BIGINT NOT NULL,
			secret   TEXT   NOT NULL,
			step     BIGINT NOT NULL
		)`,
		`INSERT INTO accounts (name, password, role, created, seen, epoch, secret, step)
			SELECT name, password, 'administrator', created, 0, 1, '', 0 FROM admins`,
		`CREATE TABLE logins (
			token   TEXT PRIMARY KEY,
			data    BYTES  NOT NULL,
			since   BIGINT NOT NULL,
			used    BIGINT NOT NULL,
			expires BIGINT NOT NULL
		)`,
		`CREATE INDEX logins_by_end ON logins (expires)`,
		`CREATE TABLE tries (
			name     TEXT   NOT NULL,
			visitor  TEXT   NOT NULL,
			failures BIGINT NOT NULL,
			until    BIGINT NOT NULL,
			last     BIGINT NOT NULL,
			PRIMARY KEY (name, visitor)
		)`,
		`CREATE INDEX tries_by_time ON tries (last)`,
		`CREATE TABLE links (
			hash    TEXT PRIMARY KEY,
			kind    TEXT   NOT NULL,
			name    TEXT   NOT NULL,
			role    TEXT   NOT NULL,
			made_by TEXT   NOT NULL,
			created BIGINT NOT NULL,
			expires BIGINT NOT NULL
		)`,
		`CREATE TABLE recovery (
			name TEXT NOT NULL,
			hash TEXT NOT NULL,
			PRIMARY KEY (name, hash)
		)`,
		`CREATE TABLE tokens (
			id      TEXT PRIMARY KEY,
			hash    TEXT   NOT NULL UNIQUE,
			name    TEXT   NOT NULL,
			role    TEXT   NOT NULL,
			made_by TEXT   NOT NULL,
			created BIGINT NOT NULL,
			expires BIGINT NOT NULL,
			used    BIGINT NOT NULL
		)`,
		`ALTER TABLE audit ADD COLUMN way TEXT`,
	},
	drop: []string{
		`DROP TABLE sessions`,
		`DROP TABLE admins`,
		`DROP TABLE lockouts`,
	},
}
