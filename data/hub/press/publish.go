package press

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// ErrTickets says that a release would take tickets from people who hold them.
var ErrTickets = errors.New("published tickets would be lost")

// nextOrder carries out the next order that is due, and tells whether there was
// one.
func (p *Press) nextOrder(ctx context.Context) (bool, error) {
	row, found, err := p.claimOrder(ctx)
	if err != nil || !found {
		return false, err
	}
	run := &printing{Press: p, row: row}
	err = p.beating(ctx, run.beat, run.do)
	if errors.Is(err, errTakenOver) || ctx.Err() != nil {
		return true, ctx.Err()
	}
	if errors.Is(err, release.ErrBusy) { // somebody publishes by hand
		return false, run.later(ctx)
	}
	if err != nil {
		p.Log.Warn("order of the press", "order", row.Number, "error", err)
		run.row.State, run.row.Fault = Failed, err.Error()
	}
	return true, run.end(ctx)
}

// claimOrder makes the first order that is due, or whose worker is dead, ours. One
// is carried out at a time.
func (p *Press) claimOrder(ctx context.Context) (row books.Order, found bool, err error) {
	look := func(t *books.Tx) error {
		found = false
		working, err := t.OrdersIn(Working)
		if err != nil {
			return err
		}
		for _, o := range working {
			if !p.stale(o.Beat) {
				return nil
			}
			row, found = o, true
		}
		if found {
			return nil
		}
		due, err := t.OrdersIn(Due)
		if len(due) > 0 && !due[0].Due.After(p.Now()) {
			row, found = due[0], true
		}
		return err
	}
	if err = p.DB.View(ctx, look); err != nil || !found {
		return row, false, err
	}
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		if err := look(t); err != nil || !found {
			return err
		}
		row.State, row.Owner, row.Beat = Working, p.self, p.Now()
		return t.PutOrder(row)
	})
	return row, found, err
}

// printing is one run of an order.
type printing struct {
	*Press
	row   books.Order
	terms Terms
}

// beat says that the order is being carried out, as long as it is ours.
func (r *printing) beat(ctx context.Context) error {
	return r.ours(ctx, func(o *books.Order) { o.Beat = r.Now() })
}

// ours changes the stored order, if this process still has it.
func (r *printing) ours(ctx context.Context, f func(*books.Order)) error {
	return r.DB.Update(ctx, func(t *books.Tx) error {
		o, err := t.Order(r.row.Number)
		if err != nil {
			return err
		}
		if o.Owner != r.self || o.State != Working {
			return errTakenOver
		}
		f(&o)
		return t.PutOrder(o)
	})
}

// later gives the order back.
func (r *printing) later(ctx context.Context) error {
	return r.ours(ctx, func(o *books.Order) { o.State, o.Owner = Due, "" })
}

// end keeps how the order ended.
func (r *printing) end(ctx context.Context) error {
	return r.ours(ctx, func(o *books.Order) {
		o.State, o.Fault, o.Owner, o.Request = r.row.State, r.row.Fault, "", r.row.Request
		if o.State != Unsigned {
			o.Ended = r.Now()
		}
	})
}

func (r *printing) do(ctx context.Context) error {
	o, err := orderOf(r.row)
	if err != nil {
		return err
	}
	r.terms = o.Terms
	keys, err := r.keys()
	if err != nil {
		return err
	}
	last, err := edition.Own(ctx, r.Content, keys)
	if err != nil {
		return err
	}
	if r.row.State = Done; r.made(last) {
		return nil
	}
	if len(r.row.Signatures) > 0 {
		return r.seal(ctx, keys)
	}
	if err := r.follows(ctx, last); err != nil {
		return err
	}
	if err := r.number(ctx, last); err != nil {
		return err
	}
	return r.carryOut(ctx, keys, last)
}

// made tells whether a process that died had carried the order out.
func (r *printing) made(last edition.Last) bool {
	return last.Candidate != nil && !r.row.Issued.IsZero() && last.Manifest.Number == r.row.Result &&
		last.Manifest.IssuedAt.Equal(r.row.Issued) && !slices.Contains([]string{Withdraw, Restore, Renew}, r.row.Kind)
}

// follows drops an order for a release that is not the shown one any more.
func (r *printing) follows(ctx context.Context, last edition.Last) error {
	if r.terms.After == 0 {
		return nil
	}
	var before books.Order
	err := r.DB.View(ctx, func(t *books.Tx) (err error) {
		before, err = t.Order(r.terms.After)
		return err
	})
	if err == nil && (before.State != Done || last.Candidate == nil || last.Manifest.Number != before.Result) {
		err = release.ErrOvertaken
	}
	return err
}

// number settles the release's number and time before it is made, so that another
// process can tell whether it was.
func (r *printing) number(ctx context.Context, last edition.Last) error {
	r.row.Result, r.row.Issued = 1, r.Now().UTC().Truncate(time.Second)
	if last.Candidate != nil {
		r.row.Result = last.Manifest.Number + 1
		if !r.row.Issued.After(last.Manifest.IssuedAt) { // two of one second must differ
			r.row.Issued = last.Manifest.IssuedAt.Add(time.Second)
		}
	}
	if slices.Contains([]string{Withdraw, Restore, Renew}, r.row.Kind) {
		r.row.Result = max(0, r.row.Result-1)
	}
	return r.ours(ctx, func(o *books.Order) { o.Result, o.Issued = r.row.Result, r.row.Issued })
}

// offline returns what keeps a request where the targets key is not here.
func (r *printing) offline(keys release.Keys) func([]byte) {
	if keys.Suffice("targets") {
		return nil
	}
	return func(request []byte) { r.row.State, r.row.Request = Unsigned, request }
}

func (r *printing) carryOut(ctx context.Context, keys release.Keys, last edition.Last) error {
	later := r.offline(keys)
	urgent := release.Urgent{IssuedAt: r.row.Issued, Later: later}
	again := release.Again{Note: r.terms.Note, IssuedAt: r.row.Issued, Next: r.row.Result, Later: later}
	switch r.row.Kind {
	case Withdraw, Restore:
		for _, code := range r.terms.Codes {
			urgent.Codes = append(urgent.Codes, catalog.NFC(code))
		}
		urgent.Restore = r.row.Kind == Restore
		_, err := release.Withdraw(ctx, r.Content, keys, urgent)
		return err
	case Renew:
		return release.Renew(ctx, r.Content, keys, urgent)
	case ToAll, Hold:
		if r.row.Kind == Hold {
			again.Stage = []string{}
		}
		_, _, err := release.PublishAgain(ctx, r.Content, keys, again)
		return err
	}
	return edition.InWorkFolder(func(dir string) error {
		base, err := r.base(ctx, dir)
		if err != nil {
			return err
		}
		return r.publish(ctx, keys, last, base, later)
	})
}

// base is the catalogue that a release is made of, and where its pictures lie that
// are not in the work folder.
type base struct {
	path  string
	index *release.PhotoIndex // nil: they are in the work folder
}

func (r *printing) base(ctx context.Context, dir string) (b base, err error) {
	if r.row.Kind == Publish {
		return base{path: filepath.Join(r.checkDir(r.terms.Check), catalogueFile)}, nil
	}
	if check, ok, err := r.source(ctx); r.row.Kind == Refresh && (ok || err != nil) {
		return base{path: filepath.Join(r.checkDir(check), catalogueFile)}, err
	}
	held, err := release.Held(ctx, r.Content)
	if err != nil {
		return b, err
	}
	for _, e := range held {
		if r.row.Kind == Again && e.Manifest.Number != r.terms.Release {
			continue
		}
		b.path = filepath.Join(dir, "base.db")
		if err := e.Catalogue(b.path); err != nil {
			return b, err
		}
		index, err := e.Index()
		b.index = &index
		return b, err
	}
	return b, release.ErrNoRelease
}

// source returns the check that the shown release was made of, when it was made
// here: what the hub added to it is added anew.
func (r *printing) source(ctx context.Context) (check int64, ok bool, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		var result int64
		check, result, err = sourceOf(t)
		ok = check != 0 && result == r.row.Result-1
		return err
	})
	if ok {
		_, missing := os.Stat(filepath.Join(r.checkDir(check), catalogueFile))
		ok = missing == nil
	}
	return check, ok, err
}

// sourceOf returns the check that the last release made here is of, 0 when it is an
// earlier one again, and the release's number.
func sourceOf(t *books.Tx) (check, result int64, err error) {
	rows, err := t.OrdersIn(Done)
	if err != nil {
		return 0, 0, err
	}
	slices.SortFunc(rows, func(a, b books.Order) int { return cmp.Compare(b.Number, a.Number) })
	for _, row := range rows {
		if slices.Contains([]string{Withdraw, Restore, Renew}, row.Kind) {
			continue
		}
		result = max(result, row.Result)
		if row.Kind == Publish || row.Kind == Again {
			o, err := orderOf(row)
			return o.Terms.Check, result, err
		}
	}
	return 0, result, nil
}

// publish makes the release of a catalogue and what the hub adds to it.
func (r *printing) publish(ctx context.Context, keys release.Keys, last edition.Last, b base, later func([]byte)) error {
	e, err := r.edition(ctx, b)
	if err != nil {
		return err
	}
	before, err := last.Before(ctx)
	if err != nil {
		return err
	}
	extra, err := r.Extras(ctx, Draft{Catalogue: e.Catalogue, Rounds: e.Rounds, Shown: before.Rounds, Tickets: before.Tickets})
	if err != nil {
		return err
	}
	e.Rounds, e.Tickets = extra.Rounds, extra.Tickets
	relink(e.Catalogue.Products, extra.Links)
	if err := e.Follows(before); err != nil {
		return err
	}
	before.Tickets = held(before, extra.Dropped, r.Now())
	if lost := e.Loses(before); len(lost) > 0 {
		return fmt.Errorf("%w: round %s, %d of %d", ErrTickets, lost[0].Round, lost[0].Lost, lost[0].Held)
	}
	_, _, err = e.Publish(ctx, r.Content, keys, release.Input{
		Note: catalog.NFC(r.terms.Note), Stage: r.terms.Stage, IssuedAt: r.row.Issued, Number: r.row.Result, Later: later,
	})
	return err
}

// held returns the published tickets that somebody can still vote with: not those
// that were taken back, nor those of rounds that are over.
func held(before edition.Before, dropped []ticket.List, now time.Time) (all []ticket.List) {
	for _, l := range before.Tickets {
		over := slices.ContainsFunc(before.Rounds, func(r vote.Round) bool { return r.ID == l.Round && !now.Before(r.Closes) })
		if over {
			continue
		}
		l.Marks = slices.DeleteFunc(slices.Clone(l.Marks), func(m ticket.Mark) bool {
			return slices.ContainsFunc(dropped, func(d ticket.List) bool { return d.Round == l.Round && d.Has(m) })
		})
		all = append(all, l)
	}
	return all
}

// relink puts other links in the place of the workbook's.
func relink(products []catalog.Product, links map[string][]catalog.Link) {
	for i := range products {
		if list, ok := links[products[i].Code]; ok {
			products[i].Links = list
		}
	}
}

// edition reads a catalogue and brings its pictures together.
func (r *printing) edition(ctx context.Context, b base) (e edition.Edition, err error) {
	file, err := store.OpenCatalogue(ctx, b.path)
	if err != nil {
		return e, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if e.Catalogue, e.Rounds, err = file.Whole(ctx); err != nil {
		return e, err
	}
	e.Photos = map[string]string{}
	var lacking []release.File
	for image, err := range file.Photos(ctx) {
		if err != nil {
			return e, err
		}
		path, _ := r.Photo(image.SHA256)
		e.Photos[image.SHA256] = path
		if info, err := os.Stat(path); err != nil || info.Size() != image.Length {
			lacking = append(lacking, release.File{SHA256: image.SHA256, Length: image.Length})
		}
	}
	return e, r.bring(ctx, b, lacking)
}

// bring takes pictures out of the content folder that were prepared elsewhere.
func (r *printing) bring(ctx context.Context, b base, lacking []release.File) error {
	if len(lacking) == 0 {
		return nil
	}
	if b.index == nil {
		return fmt.Errorf("%d prepared pictures of the check are gone; check the draft again: %w", len(lacking), fs.ErrNotExist)
	}
	src, err := release.Dir(r.Content)
	if err != nil {
		return err
	}
	return release.FetchPhotos(ctx, src, *b.index, lacking, func(sha string, data io.Reader) error {
		path, _ := r.Photo(sha)
		return writeFile(path, data)
	}, nil)
}

// writeFile writes a file, so that there is none of it or the whole.
func writeFile(path string, data io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// seal publishes what was signed elsewhere.
func (r *printing) seal(ctx context.Context, keys release.Keys) error {
	_, err := release.Seal(ctx, r.Content, keys, release.Sealing{Request: r.row.Request, Signatures: [][]byte{r.row.Signatures}})
	if errors.Is(err, release.ErrOvertaken) {
		return fmt.Errorf("%w; ask for it anew", err)
	}
	return err
}

// extra asks what the hub would add to a draft.
func (p *Press) extra(ctx context.Context, c catalog.Catalogue, rounds []vote.Round) (Extra, error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil {
		return Extra{}, err
	}
	before, err := last.Before(ctx)
	if err != nil {
		return Extra{}, err
	}
	return p.Extras(ctx, Draft{Catalogue: c, Rounds: rounds, Shown: before.Rounds, Tickets: before.Tickets})
}

// renewBefore is how long before its end a signature is renewed, and lookEvery how
// often its end is looked at.
const (
	renewBefore = 90 * 24 * time.Hour
	lookEvery   = time.Hour
)

// lookAhead orders new signatures before the old ones end, where the hub has the
// keys for it, and compares the draft anew when another release is shown.
func (p *Press) lookAhead(ctx context.Context) error {
	p.mu.Lock()
	due := p.Now().Sub(p.looked) >= lookEvery || p.Now().Before(p.looked)
	if due {
		p.looked = p.Now()
	}
	p.mu.Unlock()
	if !due {
		return nil
	}
	end, known, err := p.Ends(ctx)
	if err != nil || !known || end.Sub(p.Now()) > renewBefore {
		return err
	}
	keys, err := p.keys()
	if errors.Is(err, ErrNoKeys) {
		return nil
	}
	if err != nil {
		return err
	}
	if root, err := keys.RootExpires(); err != nil || stateOf(keys) != AllKeys || !root.After(end) {
		return err // a renewal would not end later
	}
	return p.DB.Update(ctx, func(t *books.Tx) error {
		for _, state := range []string{Due, Working, Paused} {
			rows, err := t.OrdersIn(state)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(rows, func(o books.Order) bool { return o.Kind == Renew }) {
				return nil
			}
		}
		_, err := p.putOrder(ctx, t, Asker{May: true}, Wish{Kind: Renew}, Due)
		return err
	})
}

// Ends returns when the first signature of the shown release runs out; known is
// false while there is none.
func (p *Press) Ends(ctx context.Context) (end time.Time, known bool, err error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil || last.Candidate == nil {
		return end, false, err
	}
	return last.Expires, true, nil
}
