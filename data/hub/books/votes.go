package books

import (
	"errors"
	"time"
)

// MarkTickets is the mark of the batches of tickets: one was made or dropped.
const MarkTickets = "tickets"

// MadeRound is a round that is made at the hub.
type MadeRound struct {
	ID      string
	Draft   string // in the form of the caller
	Version int64  // 1 at first, one more with every change
	Who     string // changed it last
	Changed time.Time
}

// ErrChanged says that somebody else has changed a row meanwhile.
var ErrChanged = errors.New("it was changed meanwhile")

// PutMadeRound stores a round that was read in version r.Version, 0 for a new one,
// as the version after it. It fails with [ErrChanged] when another version is
// stored.
func (t *Tx) PutMadeRound(r MadeRound) error {
	before, err := t.MadeRound(r.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if before.Version != r.Version {
		return ErrChanged
	}
	return t.exec(`INSERT INTO made_rounds (id, draft, version, who, changed) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET draft = excluded.draft, version = excluded.version, who = excluded.who, changed = excluded.changed`,
		r.ID, r.Draft, r.Version+1, r.Who, milli(r.Changed))
}

// DropMadeRound removes a round that is made at the hub.
func (t *Tx) DropMadeRound(id string) error {
	return t.exec(`DELETE FROM made_rounds WHERE id = ?`, id)
}

// MadeRound returns one of the rounds made at the hub, or [ErrNotFound].
func (t *Tx) MadeRound(id string) (MadeRound, error) {
	r := MadeRound{ID: id}
	var changed int64
	err := t.one(`SELECT draft, version, who, changed FROM made_rounds WHERE id = ?`, []any{id}, &r.Draft, &r.Version, &r.Who, &changed)
	r.Changed = fromMilli(changed)
	return r, err
}

// MadeRounds returns the rounds made at the hub by id.
func (t *Tx) MadeRounds() (all []MadeRound, err error) {
	err = t.each(`SELECT id, draft, version, who, changed FROM made_rounds ORDER BY id`, nil, func(scan func(...any) error) error {
		var r MadeRound
		var changed int64
		err := scan(&r.ID, &r.Draft, &r.Version, &r.Who, &changed)
		r.Changed = fromMilli(changed)
		all = append(all, r)
		return err
	})
	return all, err
}

// RoundRemark is what a person said about something of a round: a kiosk that is
// not waited for, a thing that was looked at.
type RoundRemark struct {
	Round, Kind, Item string
	Remark            string
	Who               string
	At                time.Time
}

// PutRoundRemark stores a remark; one about the same thing is replaced.
func (t *Tx) PutRoundRemark(r RoundRemark) error {
	return t.exec(`INSERT INTO round_remarks (round, kind, item, remark, who, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (round, kind, item) DO UPDATE SET remark = excluded.remark, who = excluded.who, at = excluded.at`,
		r.Round, r.Kind, r.Item, r.Remark, r.Who, milli(r.At))
}

// DropRoundRemark takes a remark back.
func (t *Tx) DropRoundRemark(round, kind, item string) error {
	return t.exec(`DELETE FROM round_remarks WHERE round = ? AND kind = ? AND item = ?`, round, kind, item)
}

// RoundRemarks returns the remarks about a round by kind and item.
func (t *Tx) RoundRemarks(round string) (all []RoundRemark, err error) {
	err = t.each(`SELECT kind, item, remark, who, at FROM round_remarks WHERE round = ? ORDER BY kind, item`, []any{round},
		func(scan func(...any) error) error {
			r := RoundRemark{Round: round}
			var at int64
			err := scan(&r.Kind, &r.Item, &r.Remark, &r.Who, &at)
			r.At = fromMilli(at)
			all = append(all, r)
			return err
		})
	return all, err
}

// Held is what a kiosk told last about ballots it has not sent.
type Held struct {
	Made    time.Time // when it told so, by its own clock
	Heard   time.Time // when the hub heard it
	Unsent  int64     // entries that no receipt covers
	Release int64     // that it shows
	How     string    // [ByNetwork] or [ByStick]
}

// Holdings returns what kiosks told last about what they hold, by kiosk. One that
// told nothing yet is missing.
func (t *Tx) Holdings() (map[string]Held, error) {
	all := map[string]Held{}
	err := t.each(`SELECT kiosk, made, heard, unsent, release, how FROM beats`, nil, func(scan func(...any) error) error {
		var kiosk string
		var h Held
		var made, heard int64
		err := scan(&kiosk, &made, &heard, &h.Unsent, &h.Release, &h.How)
		h.Made, h.Heard = fromMilli(made), fromMilli(heard)
		all[kiosk] = h
		return err
	})
	return all, err
}

// TakenIn returns when the hub took in a release, or [ErrNotFound].
func (t *Tx) TakenIn(number int64) (time.Time, error) {
	var seen int64
	err := t.one(`SELECT seen FROM releases WHERE number = ?`, []any{number}, &seen)
	return fromMilli(seen), err
}
