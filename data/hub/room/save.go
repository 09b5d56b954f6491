package room

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
)

// MaxProducts is how many products a room may hold.
const MaxProducts = 60

// ErrFindings says that an entry lacks something and cannot be sent.
var ErrFindings = errors.New("something is missing or wrong")

// Add begins a product with what was answered in the first step.
func (r *Rooms) Add(ctx context.Context, room string, given dossier.Answers) (h Held, err error) {
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		held, err := t.Room(room)
		if err != nil {
			return err
		}
		code, err := nextCode(t, held)
		if err != nil {
			return err
		}
		h = Held{Room: room, Created: r.Now(), Entry: dossier.Entry{ID: newID(), Form: dossier.Product, Code: code, State: dossier.Draft}}
		h.Answers = h.Answers.Merge(dossier.Product, dossier.GroupProduct, given)
		return errors.Join(r.put(t, &h), r.step(ctx, t, h, dossier.Save, "", ""))
	})
	if err != nil {
		return Held{}, fmt.Errorf("add product: %w", none(err))
	}
	return h, nil
}

// nextCode returns the first code after the room's that no product has.
func nextCode(t *books.Tx, room books.Room) (string, error) {
	all, err := t.DossiersOf(room.ID)
	if err != nil {
		return "", err
	}
	if len(all) > MaxProducts {
		return "", ErrFull
	}
	for n := 1; ; n++ {
		code := fmt.Sprintf("%s-%02d", room.Code, n)
		_, err := t.DossierByCode(string(dossier.Product), code)
		if errors.Is(err, books.ErrNotFound) {
			return code, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// errSame says that there is nothing to change.
var errSame = errors.New("nothing is changed")

// amend changes an entry of a room: f says how. An entry that cannot be written in
// now is [dossier.ErrAct]; one that was accepted or refused becomes a draft, and
// what was accepted stays content. The entry comes back also with an error, as it is
// in the books.
func (r *Rooms) amend(ctx context.Context, room, id string, f func(*books.Tx, *Held) error) (h Held, err error) {
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if h, err = r.read(t, room, id); err != nil {
			return err
		}
		changed := h
		if changed.State, err = h.State.After(dossier.Save); err != nil {
			return err
		}
		if err := f(t, &changed); err != nil {
			return err
		}
		if err := r.put(t, &changed); err != nil {
			return err
		}
		before := h.State
		if h, err = r.read(t, room, id); err != nil || h.State == before {
			return err
		}
		return r.step(ctx, t, h, dossier.Save, "", "")
	})
	if errors.Is(err, errSame) {
		err = nil
	}
	return h, none(err)
}

// read returns an entry of a room.
func (r *Rooms) read(t *books.Tx, room, id string) (Held, error) {
	d, err := t.DossierOf(room, id)
	if err != nil {
		return Held{}, err
	}
	return Read(t, d)
}

// Save keeps the answers of one step of a form. seen is what [Held.Seen] said of the
// step when it was shown; when another phone has written in the same step since, it
// is [ErrStale] with the entry as it is now, unless it has written the same. So who
// works on different steps never stands in another's way, and a saving that is sent
// twice over a bad line is one.
//
// The audit tells of it only when it changes the state: what is being typed is
// nobody's business until it is sent.
func (r *Rooms) Save(ctx context.Context, room, id, seen string, step dossier.Group, given dossier.Answers) (Held, error) {
	return r.amend(ctx, room, id, func(_ *books.Tx, h *Held) error {
		merged := h.Answers.Merge(h.Form, step, given)
		if maps.Equal(merged, h.Answers) {
			return errSame
		}
		if seen != h.Seen(step) {
			return ErrStale
		}
		h.Answers = merged
		return nil
	})
}

// Seen stands for what is written in a step of the form.
func (h Held) Seen(step dossier.Group) string {
	sum := sha256.New()
	for _, f := range h.Form.Fields() {
		if f.Group == step {
			fmt.Fprintf(sum, "%q", h.Answers[f.Key])
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// Send hands an entry to the officers as it was seen in an edit; 0 for as it is. What is missing or wrong hinders it: the
// findings say what ([ErrFindings]).
func (r *Rooms) Send(ctx context.Context, room, id string, edit int64) (h Held, findings []dossier.Finding, err error) {
	if h, err = r.Entry(ctx, room, id); err != nil {
		return h, nil, err
	}
	if edit != 0 && edit != h.Edit {
		return h, nil, ErrStale
	}
	if findings, err = r.Findings(ctx, h); err != nil {
		return h, nil, err
	}
	if !dossier.Sendable(findings) {
		return h, findings, ErrFindings
	}
	h, err = r.turn(ctx, room, id, h.Edit, dossier.Send, func(t *books.Tx, h *Held) error {
		h.Version, h.Reason, h.First = h.Version+1, "", ""
		return r.putVersion(t, *h)
	})
	return h, findings, err
}

// putVersion keeps what is sent.
func (r *Rooms) putVersion(t *books.Tx, h Held) error {
	answers, photos, err := formatAnswers(h.Answers, h.Photos)
	if err != nil {
		return err
	}
	return t.PutDossierVersion(books.DossierVersion{Dossier: h.ID, Number: int64(h.Version), State: string(h.State), Answers: answers, Photos: photos, Sent: r.Now()})
}

// Recall takes an entry back that no officer has decided about yet.
func (r *Rooms) Recall(ctx context.Context, room, id string) (Held, error) {
	return r.turn(ctx, room, id, 0, dossier.Recall, func(t *books.Tx, h *Held) error {
		h.First = ""
		return r.decided(t, *h, "", dossier.Draft)
	})
}

// decided notes what became of the version that was sent last.
func (r *Rooms) decided(t *books.Tx, h Held, officer string, state dossier.State) error {
	v, err := t.DossierVersion(h.ID, int64(h.Version))
	if err != nil {
		return err
	}
	v.State, v.Officer, v.Decided = string(state), officer, r.Now()
	return t.PutDossierVersion(v)
}

// turn does an act of the producer's that changes the state.
func (r *Rooms) turn(ctx context.Context, room, id string, edit int64, act dossier.Act, f func(*books.Tx, *Held) error) (h Held, err error) {
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if h, err = r.read(t, room, id); err != nil {
			return err
		}
		if edit != 0 && edit != h.Edit {
			return ErrStale
		}
		if h.State, err = h.State.After(act); err != nil {
			return err
		}
		if err := f(t, &h); err != nil {
			return err
		}
		return errors.Join(r.put(t, &h), r.step(ctx, t, h, act, "", ""))
	})
	return h, none(err)
}

// Drop throws a product away that was never sent.
func (r *Rooms) Drop(ctx context.Context, room, id string) error {
	var files []books.DossierFile
	err := r.DB.Update(ctx, func(t *books.Tx) error {
		d, err := t.DossierOf(room, id)
		if err != nil {
			return err
		}
		if d.Version > 0 || d.Form == string(dossier.Firm) {
			return dossier.ErrAct
		}
		held, err := t.Room(room)
		if err != nil {
			return err
		}
		if files, err = t.DossierFilesOf(id); err != nil {
			return err
		}
		return errors.Join(t.DropDossier(id), r.Tell(ctx, t, held.Code, "dossier.drop", d.Form+" "+d.Code, ""))
	})
	if err != nil {
		return none(err)
	}
	return r.discard(files...)
}
