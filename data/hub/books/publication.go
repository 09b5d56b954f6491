package books

import "time"

// The states of a publication.
const (
	PublicationMaking = "making" // one of the hubs is at it
	PublicationDone   = "done"
)

// Publication is a record of a round that was published.
type Publication struct {
	Round   string
	Number  int64 // 1, 2, 3, … of the round
	State   string
	Who     string
	At      time.Time
	Hash    string // SHA-256 of the record's list of files, hexadecimal
	Summary string // what it counted, in the form of the caller
}

// PutPublication stores a publication; one of the same number is replaced.
func (t *Tx) PutPublication(p Publication) error {
	return t.exec(`INSERT INTO publications (round, number, state, who, at, hash, summary) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (round, number) DO UPDATE SET state = excluded.state, who = excluded.who, at = excluded.at,
			hash = excluded.hash, summary = excluded.summary`,
		p.Round, p.Number, p.State, p.Who, milli(p.At), p.Hash, p.Summary)
}

// DropPublication gives up a publication that was not finished.
func (t *Tx) DropPublication(round string, number int64) error {
	if err := t.exec(`DELETE FROM publication_parts WHERE round = ? AND number = ?`, round, number); err != nil {
		return err
	}
	return t.exec(`DELETE FROM publications WHERE round = ? AND number = ?`, round, number)
}

// Publications returns those of a round, or of all for "", the first number first.
func (t *Tx) Publications(round string) (all []Publication, err error) {
	err = t.each(`SELECT round, number, state, who, at, hash, summary FROM publications WHERE ? IN ('', round) ORDER BY round, number`,
		[]any{round}, func(scan func(...any) error) error {
			var p Publication
			var at int64
			err := scan(&p.Round, &p.Number, &p.State, &p.Who, &at, &p.Hash, &p.Summary)
			p.At = fromMilli(at)
			all = append(all, p)
			return err
		})
	return all, err
}

// PutPublicationPart stores a part of a published record's file.
func (t *Tx) PutPublicationPart(round string, number, place int64, data []byte) error {
	return t.exec(`INSERT INTO publication_parts (round, number, place, data) VALUES (?, ?, ?, ?)`, round, number, place, data)
}

// PublicationPart returns a part of a published record's file, or [ErrNotFound].
func (t *Tx) PublicationPart(round string, number, place int64) (data []byte, err error) {
	err = t.one(`SELECT data FROM publication_parts WHERE round = ? AND number = ? AND place = ?`, []any{round, number, place}, &data)
	return data, err
}
