package books

// deskStep has what the officers' desk remembers: which accepted version stands in
// the draft of the next release, and which reminders of a certificate's end went
// out.
var deskStep = migration{make: []string{
	`CREATE TABLE laid (
			dossier TEXT PRIMARY KEY,
			version BIGINT NOT NULL
		)`,
	`CREATE TABLE reminders (
			product TEXT   NOT NULL,
			ends    TEXT   NOT NULL,
			days    BIGINT NOT NULL,
			room    TEXT   NOT NULL,
			made    BIGINT NOT NULL,
			due     BIGINT NOT NULL,
			tries   BIGINT NOT NULL,
			sent    BIGINT NOT NULL,
			PRIMARY KEY (product, ends, days)
		)`,
	`CREATE INDEX reminders_by_room ON reminders (room, made)`,
}}
