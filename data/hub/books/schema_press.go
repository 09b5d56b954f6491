package books

// pressStep has content on its way to a release: checks of the draft with the
// pages of what they found, and orders to publish.
var pressStep = migration{make: []string{
	`CREATE TABLE press_checks (
			number  BIGINT PRIMARY KEY,
			state   TEXT   NOT NULL,
			who     TEXT   NOT NULL,
			asked   BIGINT NOT NULL,
			ended   BIGINT NOT NULL,
			owner   TEXT   NOT NULL,
			beat    BIGINT NOT NULL,
			stage   TEXT   NOT NULL,
			done    BIGINT NOT NULL,
			total   BIGINT NOT NULL,
			tries   BIGINT NOT NULL,
			fault   TEXT   NOT NULL,
			against BIGINT NOT NULL,
			summary TEXT   NOT NULL
		)`,
	`CREATE TABLE press_pages (
			check_number BIGINT NOT NULL REFERENCES press_checks (number),
			kind         TEXT   NOT NULL,
			place        BIGINT NOT NULL,
			data         BYTES  NOT NULL,
			PRIMARY KEY (check_number, kind, place)
		)`,
	`CREATE TABLE press_orders (
			number       BIGINT PRIMARY KEY,
			kind         TEXT   NOT NULL,
			state        TEXT   NOT NULL,
			who          TEXT   NOT NULL,
			asked        BIGINT NOT NULL,
			approver     TEXT   NOT NULL,
			approved     BIGINT NOT NULL,
			due          BIGINT NOT NULL,
			ended        BIGINT NOT NULL,
			owner        TEXT   NOT NULL,
			beat         BIGINT NOT NULL,
			issued       BIGINT NOT NULL,
			result       BIGINT NOT NULL,
			fault        TEXT   NOT NULL,
			terms        TEXT   NOT NULL,
			request      BYTES  NOT NULL,
			signatures   BYTES  NOT NULL
		)`,
	`CREATE INDEX press_orders_by_state ON press_orders (state, due)`,
	`CREATE TABLE press_settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)`,
}}
