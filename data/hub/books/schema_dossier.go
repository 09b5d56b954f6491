package books

// dossierStep has the producers' rooms: who may enter, the forms with their
// versions, what officers remarked, which files belong to them and what became of
// each. The files themselves are on the disk.
var dossierStep = migration{make: []string{
	`CREATE TABLE rooms (
			id      TEXT PRIMARY KEY,
			name    TEXT   NOT NULL,
			code    TEXT   NOT NULL,
			made_by TEXT   NOT NULL,
			created BIGINT NOT NULL,
			contact TEXT   NOT NULL,
			ended   BIGINT NOT NULL
		)`,
	`CREATE UNIQUE INDEX rooms_by_code ON rooms (code)`,
	`CREATE TABLE room_keys (
			hash    TEXT PRIMARY KEY,
			room    TEXT   NOT NULL REFERENCES rooms (id),
			made_by TEXT   NOT NULL,
			made    BIGINT NOT NULL,
			expires BIGINT NOT NULL,
			used    BIGINT NOT NULL
		)`,
	`CREATE INDEX room_keys_by_room ON room_keys (room)`,
	`CREATE TABLE room_visits (
			hash    TEXT PRIMARY KEY,
			room    TEXT   NOT NULL REFERENCES rooms (id),
			since   BIGINT NOT NULL,
			used    BIGINT NOT NULL,
			expires BIGINT NOT NULL
		)`,
	`CREATE INDEX room_visits_by_room ON room_visits (room)`,
	`CREATE TABLE dossiers (
			id       TEXT PRIMARY KEY,
			room     TEXT   NOT NULL REFERENCES rooms (id),
			form     TEXT   NOT NULL,
			code     TEXT   NOT NULL,
			state    TEXT   NOT NULL,
			version  BIGINT NOT NULL,
			edit     BIGINT NOT NULL,
			answers  TEXT   NOT NULL,
			photos   TEXT   NOT NULL,
			accepted BIGINT NOT NULL,
			first    TEXT   NOT NULL,
			reason   TEXT   NOT NULL,
			created  BIGINT NOT NULL,
			touched  BIGINT NOT NULL
		)`,
	`CREATE INDEX dossiers_by_room ON dossiers (room, created)`,
	`CREATE INDEX dossiers_by_state ON dossiers (state, touched)`,
	`CREATE UNIQUE INDEX dossiers_by_code ON dossiers (form, code)`,
	`CREATE TABLE dossier_versions (
			dossier TEXT   NOT NULL REFERENCES dossiers (id),
			number  BIGINT NOT NULL,
			state   TEXT   NOT NULL,
			answers TEXT   NOT NULL,
			photos  TEXT   NOT NULL,
			sent    BIGINT NOT NULL,
			officer TEXT   NOT NULL,
			decided BIGINT NOT NULL,
			PRIMARY KEY (dossier, number)
		)`,
	`CREATE TABLE dossier_remarks (
			dossier TEXT   NOT NULL REFERENCES dossiers (id),
			version BIGINT NOT NULL,
			key     TEXT   NOT NULL,
			remark  TEXT   NOT NULL,
			who     TEXT   NOT NULL,
			at      BIGINT NOT NULL,
			PRIMARY KEY (dossier, version, key)
		)`,
	`CREATE TABLE dossier_files (
			id      TEXT PRIMARY KEY,
			room    TEXT   NOT NULL REFERENCES rooms (id),
			dossier TEXT   NOT NULL REFERENCES dossiers (id),
			kind    TEXT   NOT NULL,
			name    TEXT   NOT NULL,
			media   TEXT   NOT NULL,
			size    BIGINT NOT NULL,
			width   BIGINT NOT NULL,
			height  BIGINT NOT NULL,
			added   BIGINT NOT NULL
		)`,
	`CREATE INDEX dossier_files_by_dossier ON dossier_files (dossier, added)`,
	`CREATE TABLE dossier_steps (
			dossier TEXT   NOT NULL REFERENCES dossiers (id),
			number  BIGINT NOT NULL,
			at      BIGINT NOT NULL,
			act     TEXT   NOT NULL,
			state   TEXT   NOT NULL,
			version BIGINT NOT NULL,
			who     TEXT   NOT NULL,
			remark  TEXT   NOT NULL,
			PRIMARY KEY (dossier, number)
		)`,
}}
