package room

import (
	"context"
	"errors"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
)

// Expire deletes the documents that may not be kept any longer, by the rule of
// [dossier.Expired], and those on the disk that belong to nothing, such as of a hub
// that was killed while one came. It returns how many it deleted. Pictures stay:
// they were made to be shown.
func (r *Rooms) Expire(ctx context.Context) (deleted int, err error) {
	var rows []books.Dossier
	err = r.DB.View(ctx, func(t *books.Tx) error {
		rows, err = t.Dossiers()
		return err
	})
	for _, d := range rows {
		if err != nil {
			return deleted, err
		}
		if r.Now().Sub(d.Touched) <= min(dossier.KeepUnused, dossier.KeepUsed) {
			continue
		}
		var n int
		n, err = r.expire(ctx, d.ID)
		deleted += n
	}
	if err != nil {
		return deleted, err
	}
	n, err := r.sweep(ctx)
	return deleted + n, err
}

// expire deletes an entry's documents when their time is over.
func (r *Rooms) expire(ctx context.Context, id string) (int, error) {
	var gone []books.DossierFile
	err := r.DB.Update(ctx, func(t *books.Tx) error {
		gone = nil
		c, err := readCase(t, id)
		if errors.Is(err, books.ErrNotFound) {
			return nil
		}
		if err != nil || !dossier.Expired(c.State, c.Touched, r.Now(), c.Content > 0, c.everContent()) {
			return err
		}
		gone = c.Documents()
		for _, f := range gone {
			err = errors.Join(err, t.DropDossierFile(f.ID), r.Tell(ctx, t, "", "dossier.document.expired", string(c.Form)+" "+c.Code, f.Kind))
		}
		return err
	})
	if err != nil || len(gone) == 0 {
		return 0, err
	}
	return len(gone), r.discard(gone...)
}

// everContent tells whether any version was ever content.
func (c Case) everContent() bool {
	for _, v := range c.Versions {
		if v.State == string(dossier.Accepted) {
			return true
		}
	}
	return false
}

// strayFor is how long a document must have belonged to nothing: its row is written
// after the file.
const strayFor = time.Hour

// sweep deletes documents of which the books have known nothing for a while.
func (r *Rooms) sweep(ctx context.Context) (deleted int, err error) {
	names, err := r.vault.Names()
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	err = r.DB.View(ctx, func(t *books.Tx) error {
		files, err := t.DossierFiles()
		for _, f := range files {
			known[f.ID] = true
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	var stray []string
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := map[string]time.Time{}
	for _, name := range names {
		if known[name] {
			continue
		}
		since, before := r.strays[name]
		if !before {
			since = r.Now()
		}
		if seen[name] = since; r.Now().Sub(since) >= strayFor {
			stray = append(stray, name)
		}
	}
	r.strays = seen
	return len(stray), r.vault.Delete(stray...)
}
