package books

// programStep tells what machine a kiosk is, by which the program for it is chosen;
// empty until it is heard again.
var programStep = migration{make: []string{
	`ALTER TABLE beats ADD COLUMN platform TEXT NOT NULL DEFAULT ''`,
}}
