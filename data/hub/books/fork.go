package books

import (
	"errors"
	"time"

	"hangviet/data/hub/wire"
)

// Fork is a bundle that contradicts what was stored before it: the other branch
// of a ledger whose disk was cloned or restored.
type Fork struct {
	ID       string // SHA-256 of Data, hexadecimal
	Kiosk    string
	First    int64 // index of the bundle's first entry
	Size     int64 // size of the other branch
	Data     []byte
	Received time.Time
	How      string
	Verdict  Verdict // what a person decided, or ""
	Who      string  // who did
	Decided  time.Time
}

// Verdict is what a person decided about the other branch of a ledger.
type Verdict string

// The verdicts; "" means that nobody has decided yet.
const (
	CountToo Verdict = "count" // its ballots count as well, each once by its id
	SetAside Verdict = "aside" // they are kept and do not count
)

// PutFork keeps a fork; the same one again changes nothing.
func (t *Tx) PutFork(f Fork) error {
	err := t.exec(`INSERT INTO forks (id, kiosk, first, size, data, received, how) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`, f.ID, f.Kiosk, f.First, f.Size, f.Data, milli(f.Received), f.How)
	if err != nil {
		return err
	}
	return t.Bump(MarkForks)
}

// Judge stores what was decided about a fork; "" takes a decision back. What was
// decided before stands in the audit.
func (t *Tx) Judge(fork string, v Verdict, who string, at time.Time) error {
	var err error
	if v == "" {
		err = t.exec(`DELETE FROM verdicts WHERE fork = ?`, fork)
	} else {
		err = t.exec(`INSERT INTO verdicts (fork, verdict, who, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (fork) DO UPDATE SET verdict = excluded.verdict, who = excluded.who, at = excluded.at`,
			fork, string(v), who, milli(at))
	}
	if err != nil {
		return err
	}
	return t.Bump(MarkForks)
}

// Kept returns how many bytes of entries and forks are stored of a kiosk.
func (t *Tx) Kept(kiosk string) (bytes int64, err error) {
	err = t.one(`SELECT
		COALESCE((SELECT SUM(size) FROM chunks WHERE kiosk = ?), 0) +
		COALESCE((SELECT SUM(LENGTH(data)) FROM forks WHERE kiosk = ?), 0)`, []any{kiosk, kiosk}, &bytes)
	return bytes, err
}

// KeptOf returns how many bytes of entries and forks are stored of all kiosks of a
// status together.
func (t *Tx) KeptOf(status wire.Status) (bytes int64, err error) {
	err = t.one(`SELECT
		COALESCE((SELECT SUM(c.size) FROM kiosks k JOIN chunks c ON c.kiosk = k.id WHERE k.status = ?), 0) +
		COALESCE((SELECT SUM(LENGTH(f.data)) FROM kiosks k JOIN forks f ON f.kiosk = k.id WHERE k.status = ?), 0)`,
		[]any{string(status), string(status)}, &bytes)
	return bytes, err
}

// DropFork removes a fork that a longer one contains.
func (t *Tx) DropFork(id string) error {
	if err := t.exec(`DELETE FROM verdicts WHERE fork = ?`, id); err != nil {
		return err
	}
	return t.exec(`DELETE FROM forks WHERE id = ?`, id)
}

// ForkData returns the bytes of a fork, or [ErrNotFound].
func (t *Tx) ForkData(id string) (data []byte, err error) {
	err = t.one(`SELECT data FROM forks WHERE id = ?`, []any{id}, &data)
	return data, err
}

// Forks returns every fork, oldest first, without its bytes.
func (t *Tx) Forks() ([]Fork, error) {
	var all []Fork
	err := t.each(`SELECT f.id, f.kiosk, f.first, f.size, f.received, f.how,
			COALESCE(v.verdict, ''), COALESCE(v.who, ''), COALESCE(v.at, 0)
		FROM forks f LEFT JOIN verdicts v ON v.fork = f.id ORDER BY f.received, f.id`, nil,
		func(scan func(...any) error) error {
			var f Fork
			var received, decided int64
			err := scan(&f.ID, &f.Kiosk, &f.First, &f.Size, &received, &f.How, &f.Verdict, &f.Who, &decided)
			f.Received, f.Decided = fromMilli(received), fromMilli(decided)
			all = append(all, f)
			return err
		})
	return all, err
}

// Audit is one line of the book of what people decided. Lines are added and never
// changed.
type Audit struct {
	Number  int64 // 1, 2, 3, …
	At      time.Time
	Who     string // the name a person signs in with, or of a token; "" from the command line
	Way     string // "page", "api" or "command"; "" in lines of the time before
	Act     string // "fork.count", "fork.aside", "fork.undecided", "kiosk.approved", …
	Subject string // id of the fork or kiosk
	Note    string
}

// PutAudit adds a line, whose number it gives.
func (t *Tx) PutAudit(a Audit) error {
	last, err := t.LastAudit()
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO audit (number, at, who, act, subject, note, way) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		last+1, milli(a.At), a.Who, a.Act, a.Subject, a.Note, a.Way)
}

// LastAudit returns the number of the last line, 0 when there is none.
func (t *Tx) LastAudit() (number int64, err error) {
	err = t.one(`SELECT COALESCE(MAX(number), 0) FROM audit`, nil, &number)
	return number, err
}

// Audits returns the lines about a subject, or all for "", the oldest first.
func (t *Tx) Audits(subject string) ([]Audit, error) {
	var all []Audit
	err := t.each(`SELECT number, at, who, act, subject, note, COALESCE(way, '') FROM audit WHERE ? IN ('', subject) ORDER BY number`, []any{subject},
		func(scan func(...any) error) error {
			var a Audit
			var at int64
			err := scan(&a.Number, &at, &a.Who, &a.Act, &a.Subject, &a.Note, &a.Way)
			a.At = fromMilli(at)
			all = append(all, a)
			return err
		})
	return all, err
}

// The marks: each grows whenever what it stands for changes, in whatever process,
// so that who keeps a count knows whether it still holds.
const (
	MarkForks  = "forks"
	MarkRounds = "rounds"
)

// Bump notes that something has changed.
func (t *Tx) Bump(mark string) error {
	return t.exec(`INSERT INTO marks (name, n) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = marks.n + 1`, mark)
}

// Mark returns how often something has changed.
func (t *Tx) Mark(mark string) (n int64, err error) {
	err = t.one(`SELECT n FROM marks WHERE name = ?`, []any{mark}, &n)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return n, err
}
