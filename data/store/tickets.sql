-- What is needed to recognise the one-time codes of a round, see package ticket.

CREATE TABLE ticket_lists (
	round   INTEGER PRIMARY KEY REFERENCES rounds,
	salt    BLOB NOT NULL CHECK (length(salt) = 16),
	kib     INTEGER NOT NULL,
	passes  INTEGER NOT NULL,
	tickets INTEGER NOT NULL -- how many marks there are
) STRICT;

-- The marks of a round in ascending order, 500 of 8 bytes in a row, which is a page.
CREATE TABLE tickets (
	round INTEGER NOT NULL REFERENCES ticket_lists,
	first BLOB NOT NULL,    -- the first mark of the row
	marks BLOB NOT NULL     -- all marks of the row, this one too
) STRICT;

CREATE UNIQUE INDEX tickets_by_first ON tickets (round, first);
