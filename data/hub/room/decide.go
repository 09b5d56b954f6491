package room

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
)

// Case is an entry as an officer looks at it.
type Case struct {
	Held            // as the producer has it now
	Of   books.Room // whose it is

	Sent     *Version // what is to be decided about, or was last; nil: nothing was ever sent
	Before   *Version // what was decided about before that; nil: nothing
	Steps    []books.DossierStep
	Versions []books.DossierVersion
	Remarked []books.DossierRemark // of all versions
}

// Version is an entry as it was sent.
type Version struct {
	Number  int
	Answers dossier.Answers
	Photos  []string
	Sent    time.Time
}

// Shown is the entry as it is to be judged: as it was sent, and as the producer has
// it while nothing was.
func (c Case) Shown() dossier.Entry {
	e := c.Entry
	if c.Sent != nil {
		e.Answers, e.Photos = c.Sent.Answers, c.Sent.Photos
	}
	return e
}

// Case returns an entry of any room, or [ErrNone].
func (r *Rooms) Case(ctx context.Context, id string) (c Case, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		c, err = readCase(t, id)
		return err
	})
	return c, none(err)
}

func readCase(t *books.Tx, id string) (c Case, err error) {
	d, err := t.Dossier(id)
	if err != nil {
		return c, err
	}
	if c.Held, err = Read(t, d); err != nil {
		return c, err
	}
	if c.Of, err = t.Room(d.Room); err != nil {
		return c, err
	}
	if c.Versions, err = t.DossierVersions(id); err != nil {
		return c, err
	}
	if c.Steps, err = t.DossierSteps(id); err != nil {
		return c, err
	}
	if c.Remarked, err = t.DossierRemarks(id); err != nil {
		return c, err
	}
	return c, c.split()
}

// split tells what was sent last from what was decided about before.
func (c *Case) split() error {
	for _, row := range c.Versions {
		v, err := versionOf(row)
		if err != nil {
			return err
		}
		switch {
		case v.Number == c.Version:
			c.Sent = &v
		case !row.Decided.IsZero() && row.State != string(dossier.Draft):
			c.Before = &v
		}
	}
	return nil
}

func versionOf(row books.DossierVersion) (v Version, err error) {
	v.Number, v.Sent = int(row.Number), row.Sent
	v.Answers, v.Photos, err = ParseAnswers(row.Answers, row.Photos)
	return v, err
}

// Decision is what an officer says of the version that was before the eyes.
type Decision struct {
	dossier.Decision
	Version int  // that was seen
	Two     bool // two officers are wanted
	// Accepted is called in the transaction of the last acceptance; nil: nobody asks.
	Accepted func(t *books.Tx, c Case) error
	// Returned is called so when it is returned.
	Returned func(t *books.Tx, c Case) error
}

// Decide accepts, returns or refuses what was sent. What the producer has sent
// since, or another officer has decided, is [ErrStale]; the other errors are those
// of [dossier.State.Decide].
func (r *Rooms) Decide(ctx context.Context, id string, d Decision) (c Case, err error) {
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if c, err = readCase(t, id); err != nil {
			return err
		}
		if c.Version != d.Version {
			return ErrStale
		}
		if c.State, err = c.State.Decide(d.Decision, d.Two, c.First); err != nil {
			return err
		}
		return r.settle(ctx, t, &c, d)
	})
	return c, none(err)
}

// settle keeps what was decided.
func (r *Rooms) settle(ctx context.Context, t *books.Tx, c *Case, d Decision) error {
	switch c.State {
	case dossier.Seconded:
		c.First = d.Officer
	case dossier.Accepted:
		c.Content, c.First, c.Reason = int64(c.Version), "", ""
	case dossier.Refused:
		c.First, c.Reason = "", d.Reason
	default:
		c.First = ""
		if err := r.remark(t, *c, d); err != nil {
			return err
		}
	}
	if err := r.put(t, &c.Held); err != nil {
		return err
	}
	if c.State != dossier.Seconded {
		if err := r.decided(t, c.Held, d.Officer, c.State); err != nil {
			return err
		}
	}
	if c.State == dossier.Accepted && d.Accepted != nil {
		if err := d.Accepted(t, *c); err != nil {
			return fmt.Errorf("take over what was accepted: %w", err)
		}
	}
	if c.State == dossier.Returned && d.Returned != nil {
		if err := d.Returned(t, *c); err != nil {
			return fmt.Errorf("tell that it was returned: %w", err)
		}
	}
	return r.step(ctx, t, c.Held, stepOf(c.State), d.Officer, d.Reason)
}

// stepOf is what an officer did that led to a state. Two steps tell of an acceptance
// by two.
func stepOf(s dossier.State) dossier.Act {
	switch s {
	case dossier.Returned:
		return dossier.Return
	case dossier.Refused:
		return dossier.Refuse
	}
	return dossier.Accept
}

func (r *Rooms) remark(t *books.Tx, c Case, d Decision) error {
	for key, text := range d.Remarks {
		row := books.DossierRemark{Dossier: c.ID, Version: int64(c.Version), Key: key, Remark: text, Who: d.Officer, At: r.Now()}
		if err := t.PutDossierRemark(row); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw is the act of taking accepted content out again.
const Withdraw dossier.Act = "withdraw"

// Withdraw takes an accepted entry out of the content, with a reason. What the
// producer is writing since stays.
func (r *Rooms) Withdraw(ctx context.Context, id, officer, reason string) (c Case, err error) {
	if reason == "" {
		return c, dossier.ErrWhy
	}
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if c, err = readCase(t, id); err != nil {
			return err
		}
		if c.Content == 0 {
			return dossier.ErrAct
		}
		if c.Content = 0; c.State == dossier.Accepted {
			c.State, c.Reason = dossier.Refused, reason
		}
		return errors.Join(r.put(t, &c.Held), r.step(ctx, t, c.Held, Withdraw, officer, reason))
	})
	return c, none(err)
}

// Document opens a document for an officer, whose look is in the audit before a
// byte is given. The caller closes it.
func (r *Rooms) Document(ctx context.Context, id string) (row books.DossierFile, open io.ReadCloser, err error) {
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if row, err = t.DossierFile(id); err != nil {
			return err
		}
		if row.Kind == KindPhoto {
			return ErrNone
		}
		d, err := t.Dossier(row.Dossier)
		if err != nil {
			return err
		}
		return r.Tell(ctx, t, "", "dossier.document.seen", d.Form+" "+d.Code, row.Kind)
	})
	if err != nil {
		return row, nil, none(err)
	}
	open, err = r.vault.Get(row.ID)
	return row, open, err
}

// AnyPhoto returns where a picture of any room lies, small or in full, or [ErrNone].
func (r *Rooms) AnyPhoto(ctx context.Context, id string, small bool) (path string, err error) {
	var row books.DossierFile
	err = r.DB.View(ctx, func(t *books.Tx) error {
		row, err = t.DossierFile(id)
		return err
	})
	switch {
	case err != nil:
		return "", none(err)
	case row.Kind != KindPhoto:
		return "", ErrNone
	case small:
		return r.thumbPath(row), nil
	}
	return r.photoPath(row), nil
}

// Accepted is an entry of a room as it is content.
type Accepted struct {
	dossier.Entry        // with the answers and photos that were accepted
	Of            string // code of the producer
	Room          string
	At            int64     // the version
	Laid          int64     // the version that is in the draft; 0 none
	Since         time.Time // of the last change of the entry
}

// Content returns what is content, and of what no longer is what may still be in
// the draft, which has version 0; firms come first.
func Content(t *books.Tx) (all []Accepted, err error) {
	rows, err := t.Dossiers()
	if err != nil {
		return nil, err
	}
	laid, err := t.Laid()
	if err != nil {
		return nil, err
	}
	codes, err := roomCodes(t)
	if err != nil {
		return nil, err
	}
	var products []Accepted
	for _, d := range rows {
		if d.Accepted == 0 && laid[d.ID] == 0 {
			continue
		}
		a := Accepted{Entry: dossier.Entry{ID: d.ID, Form: dossier.Form(d.Form), Code: d.Code}, Of: codes[d.Room], Room: d.Room, At: d.Accepted, Laid: laid[d.ID], Since: d.Touched}
		if d.Accepted > 0 {
			v, err := t.DossierVersion(d.ID, d.Accepted)
			if err != nil {
				return nil, err
			}
			if a.Answers, a.Photos, err = ParseAnswers(v.Answers, v.Photos); err != nil {
				return nil, err
			}
		}
		if a.Form == dossier.Firm {
			all = append(all, a)
		} else {
			products = append(products, a)
		}
	}
	return append(all, products...), nil
}

func roomCodes(t *books.Tx) (map[string]string, error) {
	rooms, err := t.Rooms()
	codes := map[string]string{}
	for _, r := range rooms {
		codes[r.ID] = r.Code
	}
	return codes, err
}
