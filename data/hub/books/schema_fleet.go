package books

// fleetStep has what kiosks say about themselves and what is said to them.
//
// A kiosk has one row of beats, of the newest. In it, clock is by how many
// milliseconds its clock is ahead, 0 with clock_known 0 when nobody knows; chain is
// what package fleet keeps of the nonces, and health the whole of what was told.
// Places are what the organiser has set for a kiosk; points come from the release.
// A notice is one problem of one kiosk from when it was first seen; a message is
// what was told of many, and posts are its ways out.
var fleetStep = migration{make: []string{
	`CREATE TABLE beats (
			kiosk       TEXT PRIMARY KEY REFERENCES kiosks (id),
			heard       BIGINT NOT NULL,
			how         TEXT   NOT NULL,
			made        BIGINT NOT NULL,
			clock       BIGINT NOT NULL,
			clock_known BIGINT NOT NULL,
			release     BIGINT NOT NULL,
			disk        BIGINT NOT NULL,
			unsent      BIGINT NOT NULL,
			restarts    BIGINT NOT NULL,
			settings    BIGINT NOT NULL,
			version     TEXT   NOT NULL,
			point       TEXT   NOT NULL,
			open        TEXT   NOT NULL,
			problems    TEXT   NOT NULL,
			health      TEXT   NOT NULL,
			chain       TEXT   NOT NULL,
			broken      BIGINT NOT NULL,
			twin        BIGINT NOT NULL
		)`,
	`CREATE TABLE places (
			kiosk    TEXT PRIMARY KEY REFERENCES kiosks (id),
			name     TEXT   NOT NULL,
			point    TEXT   NOT NULL,
			province TEXT   NOT NULL,
			address  TEXT   NOT NULL,
			settings TEXT   NOT NULL,
			changed  BIGINT NOT NULL
		)`,
	`CREATE TABLE points (id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, province TEXT NOT NULL)`,
	`CREATE TABLE vouchers (
			id       TEXT PRIMARY KEY,
			public   BYTES  NOT NULL,
			label    TEXT   NOT NULL,
			place    TEXT   NOT NULL,
			uses     BIGINT NOT NULL,
			made     BIGINT NOT NULL,
			expires  BIGINT NOT NULL,
			who      TEXT   NOT NULL,
			revoked  BIGINT NOT NULL
		)`,
	`CREATE TABLE voucher_uses (
			voucher TEXT   NOT NULL REFERENCES vouchers (id),
			kiosk   TEXT   NOT NULL REFERENCES kiosks (id),
			at      BIGINT NOT NULL,
			PRIMARY KEY (voucher, kiosk)
		)`,
	`CREATE TABLE notices (
			kind  TEXT   NOT NULL,
			kiosk TEXT   NOT NULL REFERENCES kiosks (id),
			since BIGINT NOT NULL,
			told  BIGINT NOT NULL,
			gone  BIGINT NOT NULL,
			PRIMARY KEY (kind, kiosk)
		)`,
	`CREATE TABLE messages (
			number BIGINT PRIMARY KEY,
			at     BIGINT NOT NULL,
			parts  TEXT   NOT NULL
		)`,
	`CREATE TABLE posts (
			message BIGINT NOT NULL REFERENCES messages (number),
			way     TEXT   NOT NULL,
			tries   BIGINT NOT NULL,
			due     BIGINT NOT NULL,
			done    BIGINT NOT NULL,
			fault   TEXT   NOT NULL,
			PRIMARY KEY (message, way)
		)`,
	`CREATE TABLE fleet_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
}}
