package books

// fleetStep has what kiosks say about themselves and what is said to them.
//
// A kiosk has one row of beats, of the newest. In it, clock is by how many
// milliseconds its clock is ahead, 0 with clock_known 0 when nobody knows; chain is
// what package fleet keeps of the nonces, and health the whole of what was told.
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
}}
