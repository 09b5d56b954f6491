-- Aggregate counters, which never lead to a person, and what staff should look
-- at.

CREATE TABLE counters (
	day  TEXT NOT NULL, -- 2026-08-05
	name TEXT NOT NULL,
	key  TEXT NOT NULL,
	n    INTEGER NOT NULL,
	PRIMARY KEY (day, name, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
	code   TEXT PRIMARY KEY,
	detail TEXT NOT NULL,
	since  TEXT NOT NULL -- RFC 3339, UTC
) STRICT, WITHOUT ROWID;
