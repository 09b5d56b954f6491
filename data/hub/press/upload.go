package press

import (
	"context"
	"errors"
	"fmt"
	"io"

	"hangviet/data/hub/books"
)

// Plan tells of each file how far it has come, so that only what lacks is sent. A
// file that cannot be taken has its error; those that systems leave behind count as
// done.
func (p *Press) Plan(files []File) ([]Upload, []error) {
	uploads, faults := make([]Upload, len(files)), make([]error, len(files))
	for i, f := range files {
		place, err := p.draft.place(f)
		switch {
		case errors.Is(err, errIgnored):
			uploads[i].Done = true
		case err != nil:
			faults[i] = err
		default:
			uploads[i] = p.draft.state(f, place)
		}
	}
	return uploads, faults
}

// Put takes a file from offset on, as much of it as r has. [ErrOffset] comes with
// where the upload stands, from which the sender goes on.
func (p *Press) Put(ctx context.Context, f File, offset int64, r io.Reader) (Upload, error) {
	place, err := p.draft.place(f)
	if errors.Is(err, errIgnored) {
		return Upload{Done: true}, nil
	}
	if err != nil {
		return Upload{}, err
	}
	if err := p.draft.room(f.Size-offset, p.Now()); err != nil {
		return Upload{}, err
	}
	got, err := p.draft.put(f, place, offset, r)
	if err != nil || !got.Done {
		return got, err
	}
	return got, p.changed(ctx)
}

// settingChanged is when the draft changed after it was checked last.
const settingChanged = "changed"

// changed notes that the draft is another one than was checked.
func (p *Press) changed(ctx context.Context) error {
	var known bool
	err := p.DB.View(ctx, func(t *books.Tx) error {
		c, value, err := lastAndChanged(t)
		known = err == nil && value > c.Asked.UnixMilli()
		return err
	})
	if err != nil || known {
		return err
	}
	return p.DB.Update(ctx, func(t *books.Tx) error {
		return t.PutPressSetting(settingChanged, fmt.Sprint(p.Now().UnixMilli()+1))
	})
}

func lastAndChanged(t *books.Tx) (c books.Check, changed int64, err error) {
	if c, err = t.LastCheck(); err != nil && !errors.Is(err, books.ErrNotFound) {
		return c, 0, err
	}
	value, err := t.PressSetting(settingChanged)
	if err != nil || value == "" {
		return c, 0, err
	}
	_, err = fmt.Sscan(value, &changed)
	return c, changed, err
}
