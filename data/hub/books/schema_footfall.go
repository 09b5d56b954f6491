package books

// footfallStep has sums of what people looked at, short links and their health.
var footfallStep = migration{make: []string{
	`CREATE TABLE sheets (
			scope   TEXT  NOT NULL,
			span    TEXT  NOT NULL,
			subject TEXT  NOT NULL,
			data    BYTES NOT NULL,
			PRIMARY KEY (scope, span, subject)
		)`,
	`CREATE TABLE goods (
			product  TEXT   PRIMARY KEY,
			producer TEXT   NOT NULL,
			name     TEXT   NOT NULL,
			name_en  TEXT   NOT NULL,
			release  BIGINT NOT NULL
		)`,
	`CREATE INDEX goods_by_release ON goods (release)`,
	`CREATE TABLE makers (
			producer TEXT   PRIMARY KEY,
			name     TEXT   NOT NULL,
			name_en  TEXT   NOT NULL,
			release  BIGINT NOT NULL
		)`,
	`CREATE TABLE shoplinks (
			code    TEXT   PRIMARY KEY,
			product TEXT   NOT NULL,
			channel TEXT   NOT NULL,
			url     TEXT   NOT NULL,
			release BIGINT NOT NULL,
			checked BIGINT NOT NULL,
			since   BIGINT NOT NULL,
			fails   BIGINT NOT NULL,
			last    TEXT   NOT NULL
		)`,
	`CREATE INDEX shoplinks_by_product ON shoplinks (product)`,
	`CREATE INDEX shoplinks_by_check ON shoplinks (release, checked)`,
	`CREATE TABLE scans (
			code TEXT   NOT NULL,
			day  TEXT   NOT NULL,
			n    BIGINT NOT NULL,
			PRIMARY KEY (code, day)
		)`,
	`CREATE TABLE switches (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
}}
