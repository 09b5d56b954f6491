-- Who the kiosk is, what it was set to, and its ledger. Package ledger says
-- what an entry, a head and a receipt are. Rows of the ledger are added and
-- never changed; the triggers hold whoever tries.

CREATE TABLE identity (
	one  INTEGER PRIMARY KEY CHECK (one = 1),
	seed BLOB NOT NULL CHECK (length(seed) = 32) -- of the Ed25519 key
) STRICT;

CREATE TABLE settings (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
	idx     INTEGER PRIMARY KEY,
	ballot  TEXT NOT NULL UNIQUE,
	choices INTEGER NOT NULL,
	entry   BLOB NOT NULL,
	head    BLOB NOT NULL -- signed checkpoint of the log that ends here
) STRICT;

CREATE TABLE hashes (
	idx  INTEGER PRIMARY KEY, -- stored hash index of package tlog
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE receipts (
	size INTEGER PRIMARY KEY, -- entries from 0 on that a hub holds
	note BLOB NOT NULL
) STRICT;

CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.idx <> (SELECT ifnull(max(idx), -1) + 1 FROM entries)
	OR EXISTS (SELECT 1 FROM entries WHERE ballot = NEW.ballot)
BEGIN SELECT raise(ABORT, 'entries are only added at the end, each ballot once'); END;

CREATE TRIGGER hashes_in_order BEFORE INSERT ON hashes
WHEN NEW.idx <> (SELECT ifnull(max(idx), -1) + 1 FROM hashes)
BEGIN SELECT raise(ABORT, 'hashes are only added at the end'); END;

CREATE TRIGGER receipts_grow BEFORE INSERT ON receipts
WHEN NEW.size <= (SELECT ifnull(max(size), 0) FROM receipts)
BEGIN SELECT raise(ABORT, 'receipts only grow'); END;

CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER hashes_stay BEFORE UPDATE ON hashes
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER hashes_are_kept BEFORE DELETE ON hashes
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER receipts_are_kept BEFORE DELETE ON receipts
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER identity_stays BEFORE UPDATE ON identity
BEGIN SELECT raise(ABORT, 'the identity is never changed'); END;
CREATE TRIGGER identity_is_kept BEFORE DELETE ON identity
BEGIN SELECT raise(ABORT, 'the identity is never changed'); END;
