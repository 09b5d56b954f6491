package books

// votesStep has rounds that are made at the hub, batches of tickets, what people
// remarked while a round was closed, and published records.
var votesStep = migration{make: []string{
	`CREATE TABLE made_rounds (
			id      TEXT PRIMARY KEY,
			draft   TEXT   NOT NULL,
			version BIGINT NOT NULL,
			who     TEXT   NOT NULL,
			changed BIGINT NOT NULL
		)`,
	`CREATE TABLE ticket_batches (
			id         TEXT PRIMARY KEY,
			round      TEXT   NOT NULL,
			label      TEXT   NOT NULL,
			count      BIGINT NOT NULL,
			done       BIGINT NOT NULL,
			state      TEXT   NOT NULL,
			who        TEXT   NOT NULL,
			made       BIGINT NOT NULL,
			beat       BIGINT NOT NULL,
			taken      BIGINT NOT NULL,
			taken_by   TEXT   NOT NULL,
			dropped    BIGINT NOT NULL,
			dropped_by TEXT   NOT NULL,
			why        TEXT   NOT NULL
		)`,
	`CREATE INDEX ticket_batches_by_round ON ticket_batches (round, made)`,
	`CREATE TABLE ticket_marks (
			batch TEXT   NOT NULL REFERENCES ticket_batches (id),
			place BIGINT NOT NULL,
			marks BYTES  NOT NULL,
			PRIMARY KEY (batch, place)
		)`,
	`CREATE TABLE ticket_codes (
			batch TEXT   NOT NULL REFERENCES ticket_batches (id),
			place BIGINT NOT NULL,
			data  BYTES  NOT NULL,
			PRIMARY KEY (batch, place)
		)`,
	`CREATE TABLE round_remarks (
			round  TEXT   NOT NULL,
			kind   TEXT   NOT NULL,
			item   TEXT   NOT NULL,
			remark TEXT   NOT NULL,
			who    TEXT   NOT NULL,
			at     BIGINT NOT NULL,
			PRIMARY KEY (round, kind, item)
		)`,
	`CREATE TABLE publications (
			round   TEXT   NOT NULL,
			number  BIGINT NOT NULL,
			state   TEXT   NOT NULL,
			who     TEXT   NOT NULL,
			at      BIGINT NOT NULL,
			hash    TEXT   NOT NULL,
			summary TEXT   NOT NULL,
			PRIMARY KEY (round, number)
		)`,
	`CREATE TABLE publication_parts (
			round  TEXT   NOT NULL,
			number BIGINT NOT NULL,
			place  BIGINT NOT NULL,
			data   BYTES  NOT NULL,
			PRIMARY KEY (round, number, place)
		)`,
}}
