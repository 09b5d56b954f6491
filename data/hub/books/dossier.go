package books

import (
	"errors"
	"time"
)

// Dossier is one form of a room as its producer has it before the eyes: a firm or a
// product. What was sent stands in its versions.
type Dossier struct {
	ID       string // 128 random bits in hexadecimal digits; means nothing
	Room     string
	Form     string // of the caller: firm, product
	Code     string // in the catalogue; no two of a form have the same
	State    string // of the caller
	Version  int64  // that was sent last; 0 none
	Edit     int64  // one more with every change
	Answers  string // in the form of the caller
	Photos   string // in the form of the caller
	Accepted int64  // the version that is content; 0 none
	First    string // the officer who accepted first, where two are wanted
	Reason   string // it was refused for
	Created  time.Time
	Touched  time.Time
}

const dossierColumns = `id, room, form, code, state, version, edit, answers, photos, accepted, first, reason, created, touched`

// PutDossier stores a form that was read in edit d.Edit, 0 for a new one, as the
// edit after it. It fails with [ErrChanged] when another edit is stored.
func (t *Tx) PutDossier(d Dossier) error {
	var edit int64
	err := t.one(`SELECT edit FROM dossiers WHERE id = ?`, []any{d.ID}, &edit)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if edit != d.Edit {
		return ErrChanged
	}
	return t.exec(`INSERT INTO dossiers (`+dossierColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET code = excluded.code, state = excluded.state, version = excluded.version, edit = excluded.edit,
			answers = excluded.answers, photos = excluded.photos, accepted = excluded.accepted, first = excluded.first,
			reason = excluded.reason, touched = excluded.touched`,
		d.ID, d.Room, d.Form, d.Code, d.State, d.Version, d.Edit+1, d.Answers, d.Photos, d.Accepted, d.First, d.Reason,
		milli(d.Created), milli(d.Touched))
}

// Dossier returns a form, whichever room's it is, or [ErrNotFound].
func (t *Tx) Dossier(id string) (Dossier, error) { return onlyOf(t.dossiers(`WHERE id = ?`, id)) }

// DossierOf returns a form of a room, or [ErrNotFound] also when it is of another.
func (t *Tx) DossierOf(room, id string) (Dossier, error) {
	return onlyOf(t.dossiers(`WHERE id = ? AND room = ?`, id, room))
}

// DossierByCode returns the form of a kind with a code of the catalogue, or [ErrNotFound].
func (t *Tx) DossierByCode(form, code string) (Dossier, error) {
	return onlyOf(t.dossiers(`WHERE form = ? AND code = ?`, form, code))
}

// DossiersOf returns the forms of a room, the oldest first.
func (t *Tx) DossiersOf(room string) ([]Dossier, error) {
	return t.dossiers(`WHERE room = ? ORDER BY created, id`, room)
}

// DossiersIn returns the forms in a state, that touched longest ago first.
func (t *Tx) DossiersIn(state string) ([]Dossier, error) {
	return t.dossiers(`WHERE state = ? ORDER BY touched, id`, state)
}

// Dossiers returns all forms, those of a room together.
func (t *Tx) Dossiers() ([]Dossier, error) { return t.dossiers(`ORDER BY room, created, id`) }

func (t *Tx) dossiers(where string, args ...any) (all []Dossier, err error) {
	err = t.each(`SELECT `+dossierColumns+` FROM dossiers `+where, args, func(scan func(...any) error) error {
		var d Dossier
		var created, touched int64
		err := scan(&d.ID, &d.Room, &d.Form, &d.Code, &d.State, &d.Version, &d.Edit, &d.Answers, &d.Photos, &d.Accepted,
			&d.First, &d.Reason, &created, &touched)
		d.Created, d.Touched = fromMilli(created), fromMilli(touched)
		all = append(all, d)
		return err
	})
	return all, err
}

// DropDossier forgets a form with its versions, remarks, files and steps.
func (t *Tx) DropDossier(id string) error {
	for _, table := range []string{"dossier_steps", "dossier_files", "dossier_remarks", "dossier_versions"} {
		if err := t.exec(`DELETE FROM `+table+` WHERE dossier = ?`, id); err != nil { // #nosec G202 -- names of tables stand in the program
			return err
		}
	}
	return t.exec(`DELETE FROM dossiers WHERE id = ?`, id)
}

// DossierVersion is a form as it was sent.
type DossierVersion struct {
	Dossier string
	Number  int64  // 1, 2, 3, …
	State   string // what became of it
	Answers string // in the form of the caller
	Photos  string // in the form of the caller
	Sent    time.Time
	Officer string    // who decided
	Decided time.Time // zero until then
}

const dossierVersionColumns = `dossier, number, state, answers, photos, sent, officer, decided`

// PutDossierVersion stores a version; of one of the same number what became of it
// is replaced, and never what was sent.
func (t *Tx) PutDossierVersion(v DossierVersion) error {
	return t.exec(`INSERT INTO dossier_versions (`+dossierVersionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (dossier, number) DO UPDATE SET state = excluded.state, officer = excluded.officer, decided = excluded.decided`,
		v.Dossier, v.Number, v.State, v.Answers, v.Photos, milli(v.Sent), v.Officer, milli(v.Decided))
}

// DossierVersion returns a version of a form, or [ErrNotFound].
func (t *Tx) DossierVersion(dossier string, number int64) (DossierVersion, error) {
	return onlyOf(t.dossierVersions(`WHERE dossier = ? AND number = ?`, dossier, number))
}

// DossierVersions returns the versions of a form, the first first.
func (t *Tx) DossierVersions(dossier string) ([]DossierVersion, error) {
	return t.dossierVersions(`WHERE dossier = ? ORDER BY number`, dossier)
}

func (t *Tx) dossierVersions(where string, args ...any) (all []DossierVersion, err error) {
	err = t.each(`SELECT `+dossierVersionColumns+` FROM dossier_versions `+where, args, func(scan func(...any) error) error {
		var v DossierVersion
		var sent, decided int64
		err := scan(&v.Dossier, &v.Number, &v.State, &v.Answers, &v.Photos, &sent, &v.Officer, &decided)
		v.Sent, v.Decided = fromMilli(sent), fromMilli(decided)
		all = append(all, v)
		return err
	})
	return all, err
}
