package hub

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hangviet/data/cards"
	"hangviet/data/catalog"
	"hangviet/data/hub/batch"
	"hangviet/data/hub/books"
	"hangviet/data/ticket"
	"hangviet/ui/web"
)

// stoppedAfter is how long nobody may have worked at a batch before it is said to
// be broken off.
const stoppedAfter = 5 * time.Minute

// maxLabel is the greatest length of a batch's label in characters.
const maxLabel = 80

var batchID = regexp.MustCompile(`^[0-9a-f]{16}$`)

// showTickets shows the batches of a round.
func (s *Service) showTickets(w http.ResponseWriter, r *http.Request) {
	s.drawTickets(w, r, http.StatusOK, web.Tickets{Count: "1000"})
}

func (s *Service) drawTickets(w http.ResponseWriter, r *http.Request, status int, p web.Tickets) {
	v, err := s.survey(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	p.Frame, p.Most, p.PerPage, p.Fresh = s.frame(w, r, true), batch.Most, cards.PerPage(), newBatchID()
	p.RoundHead = s.headOf(r.Context(), v, "tickets", p.Lang)
	for _, b := range v.batches {
		row := s.batchRow(b, v.used[b.ID])
		p.Batches = append(p.Batches, row)
		p.Used += row.Used
		if row.State == books.BatchReady || row.State == books.BatchTaken {
			p.Valid += row.Count
		}
	}
	s.draw(w, r, status, p)
}

func newBatchID() string {
	id := make([]byte, 8)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(id)
}

func (s *Service) batchRow(b books.TicketBatch, used int) web.BatchRow {
	row := web.BatchRow{
		ID: b.ID, Label: b.Label, Who: b.Who, Made: showTime(b.Made), Count: b.Count, Done: b.Done, Used: used, State: b.State,
		Percent: 100 * b.Done / max(1, b.Count), TakenBy: b.TakenBy, DroppedBy: b.DroppedBy, Why: b.Why,
	}
	if b.State == books.BatchMaking && s.config.Now().Sub(b.Beat) > stoppedAfter {
		row.State = "stopped"
	}
	if !b.Taken.IsZero() {
		row.Taken = showTime(b.Taken)
	}
	if !b.Dropped.IsZero() {
		row.Dropped = showTime(b.Dropped)
	}
	return row
}

// makeTickets begins to make a batch and shows its key, once. The form brings the
// batch's id, so that sending it again makes no second one.
func (s *Service) makeTickets(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	p := web.Tickets{Count: r.PostForm.Get("count"), Label: strings.Join(strings.Fields(r.PostForm.Get("label")), " ")}
	count, err := strconv.Atoi(p.Count)
	if err != nil || count < 1 || count > batch.Most || !batchID.MatchString(r.PostForm.Get("batch")) {
		p.Fault = web.Say(s.lang(w, r), "votes.message.count", web.Number(batch.Most, s.lang(w, r)))
		s.drawTickets(w, r, http.StatusUnprocessableEntity, p)
		return
	}
	if !goodLabel(p.Label) {
		p.Fault = web.Say(s.lang(w, r), "votes.fault.long", maxLabel)
		s.drawTickets(w, r, http.StatusUnprocessableEntity, p)
		return
	}
	now := s.config.Now()
	b := books.TicketBatch{
		ID: r.PostForm.Get("batch"), Round: r.PathValue("id"), Label: p.Label, Count: count, State: books.BatchMaking,
		Who: nameOf(r.Context()), Made: now, Beat: now,
	}
	planned, err := s.planned(r.Context(), b.Round)
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	key, err := s.beginBatch(r.Context(), b)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := web.TicketKey{Frame: s.frame(w, r, true), Key: key, Count: count, Label: p.Label}
	page.RoundHead = s.roundHead(r.Context(), planned, "tickets", page.Lang)
	s.draw(w, r, http.StatusOK, page)
}

func goodLabel(label string) bool {
	return utf8.ValidString(label) && utf8.RuneCountInString(label) <= maxLabel && !strings.ContainsFunc(label, unicode.IsControl)
}

// beginBatch stores a batch that is to be made, begins to make it and returns its
// key, or "" when it is there already.
func (s *Service) beginBatch(ctx context.Context, b books.TicketBatch) (string, error) {
	key, err := batch.NewKey()
	if err != nil {
		return "", err
	}
	var fresh bool
	err = s.db.Update(ctx, func(t *books.Tx) error {
		_, err := t.TicketBatch(b.ID)
		fresh = errors.Is(err, books.ErrNotFound)
		if !fresh {
			return err
		}
		return errors.Join(t.PutTicketBatch(b), s.audit(ctx, t, "tickets.made", b.Round, b.ID+": "+strconv.Itoa(b.Count)))
	})
	if err != nil || !fresh {
		return "", err
	}
	s.jobs.start(func(ctx context.Context) {
		if err := s.makeBatch(ctx, b, key); err != nil {
			s.config.Log.Error("make tickets", "batch", b.ID, "error", err) // its page says that it was broken off
		}
	})
	return key.String(), nil
}

// beatEvery is how many tickets are made between two notes of how far it is.
const beatEvery = 10_000

// makeBatch draws the codes of a batch, seals them and stores them with their marks.
func (s *Service) makeBatch(ctx context.Context, b books.TicketBatch, key ticket.Code) error {
	codes, err := ticket.Draw(rand.Reader, b.Count)
	if err != nil {
		return err
	}
	list := ticket.NewList(b.Round)
	var marks []byte
	for b.Done < b.Count {
		to := min(b.Count, b.Done+beatEvery)
		some, err := list.MarkAll(ctx, codes[b.Done:to], nil)
		if err != nil {
			return err
		}
		for _, m := range some {
			marks = append(marks, m[:]...)
		}
		b.Done, b.Beat = to, s.config.Now()
		if err := s.beatBatch(ctx, b); err != nil {
			return err
		}
	}
	sealed, err := batch.Seal(codes, key)
	if err != nil {
		return err
	}
	b.State = books.BatchReady
	return s.db.Update(ctx, func(t *books.Tx) error {
		if err := stillMaking(t, b.ID); err != nil {
			return err
		}
		return errors.Join(t.PutTicketBatch(b), t.PutTicketMarks(b.ID, marks), t.PutTicketCodes(b.ID, sealed), t.Bump(books.MarkTickets))
	})
}

// errBatchDropped says that a batch was dropped while it was made.
var errBatchDropped = errors.New("batch was dropped")

func stillMaking(t *books.Tx, id string) error {
	now, err := t.TicketBatch(id)
	if err == nil && now.State != books.BatchMaking {
		err = errBatchDropped
	}
	return err
}

// beatBatch notes how far a batch is.
func (s *Service) beatBatch(ctx context.Context, b books.TicketBatch) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		if err := stillMaking(t, b.ID); err != nil {
			return err
		}
		return t.PutTicketBatch(b)
	})
}

// takeCodes sends the codes of a batch to who has its key, and deletes them once
// they have left. That they were opened is noted before.
func (s *Service) takeCodes(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	b, sealed, err := s.sealedCodes(r.Context(), r.PathValue("id"), r.PathValue("batch"))
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	codes, err := batch.Open(sealed, r.PostForm.Get("key"))
	if errors.Is(err, batch.ErrKey) {
		s.drawTickets(w, r, http.StatusUnprocessableEntity, web.Tickets{Count: "1000", Fault: web.Say(s.lang(w, r), "votes.message.key")})
		return
	}
	if err == nil {
		err = s.noteBatch(r.Context(), b, "tickets.opened")
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if err := s.sendCodes(w, r, b, codes); err != nil {
		s.config.Log.Error("send tickets", "error", err)
		panic(http.ErrAbortHandler) // so that half a file is seen to be half
	}
	if err := s.codesTaken(r.Context(), b); err != nil {
		s.config.Log.Error("delete tickets", "error", err) // they lie there still, and the page says so
	}
}

// sealedCodes returns a batch of a round and its codes, or [books.ErrNotFound].
func (s *Service) sealedCodes(ctx context.Context, round, id string) (b books.TicketBatch, sealed []byte, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		if b, err = t.TicketBatch(id); err != nil {
			return err
		}
		if b.Round != round || b.State != books.BatchReady {
			return books.ErrNotFound
		}
		sealed, err = t.TicketCodes(id)
		return err
	})
	return b, sealed, err
}

func (s *Service) noteBatch(ctx context.Context, b books.TicketBatch, act string) error {
	return s.db.Update(ctx, func(t *books.Tx) error { return s.audit(ctx, t, act, b.Round, b.ID) })
}

// sendCodes sends codes as a table, or with cards to print.
func (s *Service) sendCodes(w http.ResponseWriter, r *http.Request, b books.TicketBatch, codes []ticket.Code) error {
	out := http.NewResponseController(w)
	if err := out.SetReadDeadline(time.Time{}); err != nil { // the form was read, the answer may take long
		return err
	}
	perPage, _ := strconv.Atoi(r.PostForm.Get("what")) // what is no number asks for the table
	name, kind := "tickets-"+b.Round+"-"+b.ID+".csv", "text/csv; charset=utf-8"
	if perPage > 0 {
		name, kind = strings.TrimSuffix(name, ".csv")+".zip", "application/zip"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	var err error
	if perPage > 0 {
		p, failed := s.planned(r.Context(), b.Round)
		if failed != nil {
			return failed
		}
		sheet := cards.Sheet{Title: catalog.Text(p.draft.Title).In("vi"), PerPage: perPage, Made: b.Made}
		err = batch.WriteZip(r.Context(), w, codes, sheet)
	} else {
		err = batch.WriteTable(w, codes)
	}
	return errors.Join(err, out.Flush(), r.Context().Err())
}

// codesTaken deletes the codes of a batch.
func (s *Service) codesTaken(ctx context.Context, b books.TicketBatch) error {
	ctx = context.WithoutCancel(ctx) // the file has left
	return s.db.Update(ctx, func(t *books.Tx) error {
		now, err := t.TicketBatch(b.ID)
		if err != nil || now.State != books.BatchReady {
			return err
		}
		now.State, now.Taken, now.TakenBy = books.BatchTaken, s.config.Now(), nameOf(ctx)
		return errors.Join(t.PutTicketBatch(now), t.DropTicketCodes(b.ID), s.audit(ctx, t, "tickets.taken", b.Round, b.ID))
	})
}

// dropTickets makes the tickets of a batch worthless from the next release on.
func (s *Service) dropTickets(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	reason, given := reasonOf(r)
	round := r.PathValue("id")
	err := s.db.Update(r.Context(), func(t *books.Tx) error {
		b, err := t.TicketBatch(r.PathValue("batch"))
		switch {
		case err != nil:
			return err
		case b.Round != round:
			return books.ErrNotFound
		case b.State == books.BatchDropped || !given:
			return nil
		}
		b.State, b.Dropped, b.DroppedBy, b.Why = books.BatchDropped, s.config.Now(), nameOf(r.Context()), reason
		return errors.Join(t.PutTicketBatch(b), t.DropTicketCodes(b.ID), t.Bump(books.MarkTickets),
			s.audit(r.Context(), t, "tickets.dropped", round, b.ID+": "+reason))
	})
	switch {
	case errors.Is(err, books.ErrNotFound):
		s.showNothing(w, r)
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, "/rounds/"+round+"/tickets", http.StatusSeeOther)
	}
}
