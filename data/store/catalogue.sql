-- A catalogue file, format 2. Everything is written once and only read after.
--
-- pos is a row's place in the order in which people look it up: the Vietnamese
-- order of names (products, producers, points), the order of hashes (images),
-- of the first day (events), of opening (rounds). What is listed often stands
-- in front of a row and long texts at its end, so that a list never reads them.
--
-- A text in several languages is a JSON object by language tag, '' when empty.
-- A day is '2026-08-05', an instant RFC 3339 in UTC; '' means not given.

CREATE TABLE info (
	organiser TEXT NOT NULL,
	sample    INTEGER NOT NULL,
	products  INTEGER NOT NULL, -- what the tables must hold, so that a lost row is noticed
	producers INTEGER NOT NULL,
	points    INTEGER NOT NULL,
	events    INTEGER NOT NULL,
	rounds    INTEGER NOT NULL,
	images    INTEGER NOT NULL
) STRICT;

CREATE TABLE images (
	pos    INTEGER PRIMARY KEY,
	sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
	length INTEGER NOT NULL,
	width  INTEGER NOT NULL,
	height INTEGER NOT NULL
) STRICT;

CREATE TABLE producers (
	pos           INTEGER PRIMARY KEY,
	id            TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	form          TEXT NOT NULL,
	commune       TEXT NOT NULL,
	province      TEXT NOT NULL,
	former        TEXT NOT NULL,
	as_certified  TEXT NOT NULL,
	website       TEXT NOT NULL,
	phone         TEXT NOT NULL,
	contact       INTEGER NOT NULL,
	full          INTEGER REFERENCES images,
	thumb         INTEGER REFERENCES images,
	alt           TEXT NOT NULL,
	story         TEXT NOT NULL
) STRICT;

CREATE TABLE points (
	pos          INTEGER PRIMARY KEY,
	id           TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	address      TEXT NOT NULL,
	commune      TEXT NOT NULL,
	province     TEXT NOT NULL,
	former       TEXT NOT NULL,
	as_certified TEXT NOT NULL
) STRICT;

CREATE TABLE products (
	pos          INTEGER PRIMARY KEY,
	code         TEXT NOT NULL UNIQUE,
	shown        INTEGER NOT NULL, -- 0: revoked
	sector       INTEGER NOT NULL, -- 1 to 6; 0 outside OCOP
	criteria_set INTEGER NOT NULL,
	category     TEXT NOT NULL,
	producer     INTEGER REFERENCES producers,
	name         TEXT NOT NULL,
	short        TEXT NOT NULL,
	commune      TEXT NOT NULL,
	province     TEXT NOT NULL,
	former       TEXT NOT NULL,
	as_certified TEXT NOT NULL,
	status       TEXT NOT NULL,
	stars        INTEGER NOT NULL,
	number       TEXT NOT NULL,
	authority    TEXT NOT NULL,
	issued       TEXT NOT NULL,
	expires      TEXT NOT NULL,
	refiled      INTEGER NOT NULL,
	legal_basis  TEXT NOT NULL,
	dong         INTEGER NOT NULL,
	dong_max     INTEGER NOT NULL,
	unit         TEXT NOT NULL,
	featured     INTEGER NOT NULL,
	export       INTEGER NOT NULL,
	added        TEXT NOT NULL,
	alcohol_vol  REAL NOT NULL,
	barcode      TEXT NOT NULL,
	trace_url    TEXT NOT NULL,
	quality      TEXT NOT NULL, -- JSON array
	net_content  TEXT NOT NULL,
	ingredients  TEXT NOT NULL,
	usage        TEXT NOT NULL,
	notices      TEXT NOT NULL,
	distributors TEXT NOT NULL,
	story        TEXT NOT NULL
) STRICT;

CREATE INDEX products_by_sector ON products (sector) WHERE shown;
CREATE INDEX products_by_province ON products (province) WHERE shown;
CREATE INDEX products_by_producer ON products (producer) WHERE shown;
CREATE INDEX products_featured ON products (pos) WHERE shown AND featured;

CREATE TABLE photos (
	product INTEGER NOT NULL REFERENCES products,
	place   INTEGER NOT NULL, -- 0 is the cover
	full    INTEGER NOT NULL REFERENCES images,
	thumb   INTEGER NOT NULL REFERENCES images,
	alt     TEXT NOT NULL,
	PRIMARY KEY (product, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
	product INTEGER NOT NULL REFERENCES products,
	place   INTEGER NOT NULL,
	channel TEXT NOT NULL,
	url     TEXT NOT NULL,
	label   TEXT NOT NULL,
	PRIMARY KEY (product, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE titles (
	product   INTEGER NOT NULL REFERENCES products,
	place     INTEGER NOT NULL,
	programme TEXT NOT NULL,
	year      INTEGER NOT NULL,
	rank      TEXT NOT NULL,
	date      TEXT NOT NULL,
	PRIMARY KEY (product, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE shelves (
	product INTEGER NOT NULL REFERENCES products,
	point   INTEGER NOT NULL REFERENCES points,
	PRIMARY KEY (product, point)
) STRICT, WITHOUT ROWID;

CREATE INDEX shelves_by_point ON shelves (point);

CREATE TABLE events (
	pos          INTEGER PRIMARY KEY,
	id           TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	description  TEXT NOT NULL,
	venue        TEXT NOT NULL,
	commune      TEXT NOT NULL,
	province     TEXT NOT NULL,
	former       TEXT NOT NULL,
	as_certified TEXT NOT NULL,
	point        INTEGER REFERENCES points,
	first_day    TEXT NOT NULL,
	last_day     TEXT NOT NULL
) STRICT;

CREATE TABLE showings (
	event   INTEGER NOT NULL REFERENCES events,
	product INTEGER NOT NULL REFERENCES products,
	PRIMARY KEY (event, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds (
	pos    INTEGER PRIMARY KEY,
	id     TEXT NOT NULL UNIQUE,
	title  TEXT NOT NULL,
	rules  TEXT NOT NULL,
	opens  TEXT NOT NULL,
	closes TEXT NOT NULL,
	-- since format 2, each as package vote spells it
	switch   TEXT NOT NULL,
	test     INTEGER NOT NULL,
	mode     TEXT NOT NULL,
	pause    INTEGER NOT NULL, -- milliseconds
	reveal   TEXT NOT NULL,
	receipts INTEGER NOT NULL
) STRICT;

CREATE TABLE categories (
	round   INTEGER NOT NULL REFERENCES rounds,
	place   INTEGER NOT NULL,
	id      TEXT NOT NULL,
	title   TEXT NOT NULL,
	choices INTEGER NOT NULL,
	PRIMARY KEY (round, place),
	UNIQUE (round, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nominees (
	round    INTEGER NOT NULL,
	category INTEGER NOT NULL, -- categories.place
	place    INTEGER NOT NULL,
	id       TEXT NOT NULL,
	product  INTEGER NOT NULL REFERENCES products,
	PRIMARY KEY (round, category, place),
	UNIQUE (round, category, id),
	FOREIGN KEY (round, category) REFERENCES categories (round, place)
) STRICT, WITHOUT ROWID;
