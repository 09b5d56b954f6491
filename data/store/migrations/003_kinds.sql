-- An entry is of a round, a ballot or a batch of paper, on trial or not; a ticket is used
-- once; and what a hub has receipted may be pruned, in time, to its hash.

DROP TRIGGER entries_stay;

ALTER TABLE entries ADD COLUMN round TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN paper INTEGER NOT NULL DEFAULT 0 CHECK (paper IN (0, 1));
ALTER TABLE entries ADD COLUMN test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1));

-- What stands in the entries so far, as lines "name value".
CREATE TEMP VIEW line AS SELECT idx, substr(entry, 1, 15) AS title,
	substr(entry, instr(entry, char(10) || 'round ') + 7) AS round,
	instr(entry, char(10) || 'test yes' || char(10)) > 0 AS test,
	instr(entry, char(10) || 'ticket ') AS ticket, entry
FROM (SELECT idx, CAST(entry AS TEXT) AS entry FROM main.entries);

UPDATE entries SET (round, paper, test) = (
	SELECT substr(line.round, 1, instr(line.round, char(10)) - 1), line.title = 'hangviet-paper/', line.test
	FROM line WHERE line.idx = entries.idx
);

CREATE INDEX entries_of_paper ON entries (idx) WHERE paper;

-- The marks of the tickets that were used here. They stay when their entry is
-- pruned: a ticket never becomes good again.
CREATE TABLE used_tickets (
	round TEXT NOT NULL,
	test  INTEGER NOT NULL, -- on trial a ticket is used for the trial only
	mark  BLOB NOT NULL CHECK (length(mark) = 8),
	idx   INTEGER NOT NULL REFERENCES entries,
	PRIMARY KEY (round, test, mark)
) STRICT, WITHOUT ROWID;

-- The marks of ballots that are there already, with the first ballot of each.
INSERT OR IGNORE INTO used_tickets
SELECT e.round, e.test, unhex(substr(l.entry, l.ticket + 8, 16)), e.idx
FROM entries e JOIN line l ON l.idx = e.idx WHERE l.ticket > 0 AND NOT e.paper ORDER BY e.idx;

DROP VIEW line;

CREATE TABLE pruned (
	size INTEGER PRIMARY KEY -- entries from 0 on whose bytes are gone
) STRICT;

CREATE TRIGGER used_tickets_in_order BEFORE INSERT ON used_tickets
WHEN NEW.idx <> (SELECT max(idx) FROM entries)
	OR EXISTS (SELECT 1 FROM used_tickets WHERE round = NEW.round AND test = NEW.test AND mark = NEW.mark)
BEGIN SELECT raise(ABORT, 'a ticket is used once, with its ballot'); END;
CREATE TRIGGER used_tickets_stay BEFORE UPDATE ON used_tickets
BEGIN SELECT raise(ABORT, 'a ticket stays used'); END;
CREATE TRIGGER used_tickets_are_kept BEFORE DELETE ON used_tickets
BEGIN SELECT raise(ABORT, 'a ticket stays used'); END;

CREATE TRIGGER pruned_grows BEFORE INSERT ON pruned
WHEN NEW.size <= (SELECT ifnull(max(size), 0) FROM pruned)
	OR NEW.size > (SELECT ifnull(max(size), 0) FROM receipts)
BEGIN SELECT raise(ABORT, 'only what a hub has receipted is pruned'); END;
CREATE TRIGGER pruned_stays BEFORE UPDATE ON pruned
BEGIN SELECT raise(ABORT, 'what is pruned stays so'); END;
CREATE TRIGGER pruned_is_kept BEFORE DELETE ON pruned
BEGIN SELECT raise(ABORT, 'what is pruned stays so'); END;

CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
WHEN NEW.entry <> x'' OR OLD.idx >= (SELECT ifnull(max(size), 0) FROM pruned)
	OR (NEW.idx, NEW.ballot, NEW.choices, NEW.head, NEW.round, NEW.paper, NEW.test)
	IS NOT (OLD.idx, OLD.ballot, OLD.choices, OLD.head, OLD.round, OLD.paper, OLD.test)
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
