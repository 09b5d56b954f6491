package room

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
)

// Held is an entry as the hub keeps it.
type Held struct {
	dossier.Entry
	Room    string
	Edit    int64     // one more with every change; who saves says which was seen
	Content int64     // number of the version that is content; 0 none
	Since   time.Time // when that was sent
	First   string    // the officer who accepted first, where two are wanted
	Created time.Time
	Touched time.Time
	Files   []books.DossierFile // photos and documents, the oldest first
}

// Photo returns the row of one of the entry's pictures by its name.
func (h Held) Photo(name string) (books.DossierFile, bool) {
	for _, f := range h.Files {
		if f.Kind == KindPhoto && f.ID+".jpg" == name {
			return f, true
		}
	}
	return books.DossierFile{}, false
}

// Locked tells whether a document can no longer be taken away: an officer has
// accepted what it proves.
func (h Held) Locked(f books.DossierFile) bool { return h.Content > 0 && !f.Added.After(h.Since) }

// Documents returns the entry's documents, the oldest first.
func (h Held) Documents() (all []books.DossierFile) {
	for _, f := range h.Files {
		if f.Kind != KindPhoto {
			all = append(all, f)
		}
	}
	return all
}

// KindPhoto is the kind of a file that is a picture; of all others it is the kind
// of paper.
const KindPhoto = "photo"

// Read returns a row of the books as an entry with its remarks, its files and what
// of it is content.
func Read(t *books.Tx, d books.Dossier) (h Held, err error) {
	h = Held{
		Entry: dossier.Entry{ID: d.ID, Form: dossier.Form(d.Form), Code: d.Code, State: dossier.State(d.State), Version: int(d.Version), Reason: d.Reason},
		Room:  d.Room, Edit: d.Edit, Content: d.Accepted, First: d.First, Created: d.Created, Touched: d.Touched,
	}
	if h.Answers, h.Photos, err = ParseAnswers(d.Answers, d.Photos); err != nil {
		return h, err
	}
	if h.Files, err = t.DossierFilesOf(d.ID); err != nil {
		return h, err
	}
	if h.Remarks, err = remarksOf(t, d); err != nil {
		return h, err
	}
	if d.Accepted > 0 {
		v, err := t.DossierVersion(d.ID, d.Accepted)
		if err != nil {
			return h, err
		}
		h.Since = v.Sent
		h.Accepted, _, err = ParseAnswers(v.Answers, v.Photos)
		return h, err
	}
	return h, nil
}

// remarksOf returns what was said of the version that was returned last.
func remarksOf(t *books.Tx, d books.Dossier) (map[string]string, error) {
	if d.State != string(dossier.Returned) {
		return nil, nil
	}
	all, err := t.DossierRemarks(d.ID)
	remarks := map[string]string{}
	for _, r := range all {
		if r.Version == d.Version {
			remarks[r.Key] = r.Remark
		}
	}
	return remarks, err
}

// ParseAnswers reads the answers and photos of a row.
func ParseAnswers(answers, photos string) (a dossier.Answers, names []string, err error) {
	if err := errors.Join(json.Unmarshal([]byte(answers), &a), json.Unmarshal([]byte(photos), &names)); err != nil {
		return nil, nil, fmt.Errorf("read answers: %w", err)
	}
	return a, names, nil
}

// formatAnswers writes answers and photos as the rows hold them.
func formatAnswers(a dossier.Answers, names []string) (answers, photos string, err error) {
	if a == nil {
		a = dossier.Answers{}
	}
	one, err1 := json.Marshal(a)
	two, err2 := json.Marshal(append([]string{}, names...))
	return string(one), string(two), errors.Join(err1, err2)
}

// put stores an entry that was read in edit h.Edit, as the edit after it, or fails
// with [books.ErrChanged].
func (r *Rooms) put(t *books.Tx, h *Held) error {
	answers, photos, err := formatAnswers(h.Answers, h.Photos)
	if err != nil {
		return err
	}
	h.Touched = r.Now()
	err = t.PutDossier(books.Dossier{
		ID: h.ID, Room: h.Room, Form: string(h.Form), Code: h.Code, State: string(h.State), Version: int64(h.Version), Edit: h.Edit,
		Answers: answers, Photos: photos, Accepted: h.Content, First: h.First, Reason: h.Reason, Created: h.Created, Touched: h.Touched,
	})
	h.Edit++
	return err
}

// step notes what was done to an entry, for both sides and for the audit. officer
// is "" when the producer did it.
func (r *Rooms) step(ctx context.Context, t *books.Tx, h Held, act dossier.Act, officer, remark string) error {
	producer := ""
	if officer == "" {
		room, err := t.Room(h.Room)
		if err != nil {
			return err
		}
		producer = room.Code
	}
	s := books.DossierStep{Dossier: h.ID, At: r.Now(), Act: string(act), State: string(h.State), Version: int64(h.Version), Who: officer, Remark: remark}
	return errors.Join(t.PutDossierStep(s), r.Tell(ctx, t, producer, "dossier."+string(act), string(h.Form)+" "+h.Code, remark))
}

// Entries returns what a room has: its firm first, then its products, the oldest
// first.
func (r *Rooms) Entries(ctx context.Context, room string) (all []Held, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		all, err = entries(t, room)
		return err
	})
	return all, err
}

func entries(t *books.Tx, room string) ([]Held, error) {
	rows, err := t.DossiersOf(room)
	var all []Held
	for _, d := range rows {
		if err != nil {
			break
		}
		var h Held
		h, err = Read(t, d)
		if h.Form == dossier.Firm {
			all = append([]Held{h}, all...)
		} else {
			all = append(all, h)
		}
	}
	return all, err
}

// Entry returns an entry of a room, or [ErrNone].
func (r *Rooms) Entry(ctx context.Context, room, id string) (h Held, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		d, err := t.DossierOf(room, id)
		if err != nil {
			return err
		}
		h, err = Read(t, d)
		return err
	})
	return h, none(err)
}

// Steps returns what was done to an entry of a room, the first first.
func (r *Rooms) Steps(ctx context.Context, room, id string) (all []books.DossierStep, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		if _, err := t.DossierOf(room, id); err != nil {
			return err
		}
		all, err = t.DossierSteps(id)
		return err
	})
	return all, none(err)
}
