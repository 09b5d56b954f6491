package books

// growthStep has what several hubs over one database agree on.
var growthStep = migration{make: []string{
	`CREATE TABLE claims (
		task   TEXT PRIMARY KEY,
		holder TEXT   NOT NULL,
		until  BIGINT NOT NULL
	)`,
}}
