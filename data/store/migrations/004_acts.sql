-- What the staff did at the screen, and how the self-tests ended. Both are
-- bounded: the oldest rows go when new ones come.

CREATE TABLE acts (
	n    INTEGER PRIMARY KEY, -- one more than the one before, never given twice
	time TEXT NOT NULL,       -- RFC 3339, UTC, by the kiosk's clock of then
	sure INTEGER NOT NULL CHECK (sure IN (0, 1)), -- 0: that clock was known to be wrong
	mark TEXT NOT NULL,       -- of the member, '' nobody who signed in
	role TEXT NOT NULL,
	what TEXT NOT NULL,       -- "hours.today"
	note TEXT NOT NULL
) STRICT;

CREATE TRIGGER acts_stay BEFORE UPDATE ON acts
BEGIN SELECT raise(ABORT, 'what the staff did is never changed'); END;

CREATE TABLE checks (
	n    INTEGER PRIMARY KEY,
	card TEXT NOT NULL -- JSON of package selftest
) STRICT;
