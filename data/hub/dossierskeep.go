package hub

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/courier"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/data/store"
	"hangviet/ui/web"
)

// dossierTask is looked after by one of several hubs, see [Service.claim].
const dossierTask = "dossiers"

// keepEvery is how often documents and certificates are looked through.
const keepEvery = time.Hour

// watchDossiers looks after what producers sent until ctx ends, as long as this hub
// is the one to do it: documents whose time is over, certificates that end, and
// accepted content that no check has taken yet. What goes wrong is tried again.
func (s *Service) watchDossiers(ctx context.Context) error {
	ticker := time.NewTicker(s.config.Look)
	defer ticker.Stop()
	var last time.Time
	for {
		now := s.config.Now()
		whole := now.Sub(last) >= keepEvery || now.Before(last)
		if err := s.keepDossiers(ctx, whole); err == nil && whole {
			last = now
		} else if err != nil && ctx.Err() == nil {
			s.config.Log.Warn("dossiers", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// keepDossiers does what is to be done now; whole also what is done every hour.
func (s *Service) keepDossiers(ctx context.Context, whole bool) error {
	mine, err := s.claim(ctx, dossierTask, claimTime)
	if err != nil || !mine {
		return err
	}
	if whole {
		deleted, err := s.rooms.Expire(ctx)
		if err != nil {
			return fmt.Errorf("delete documents: %w", err)
		}
		if deleted > 0 {
			s.config.Log.Info("documents deleted", "number", deleted)
		}
		if _, err := s.rooms.SweepPictures(ctx); err != nil {
			return err
		}
		if err := s.remind(ctx); err != nil {
			return fmt.Errorf("remind producers: %w", err)
		}
	}
	return errors.Join(s.sendReminders(ctx), s.askForAccepted(ctx))
}

// askForAccepted has the draft checked when something was accepted that it lacks,
// as after a hub that was killed before it asked.
func (s *Service) askForAccepted(ctx context.Context) error {
	all, err := s.acceptedContent(ctx)
	if err != nil {
		return err
	}
	var newest time.Time
	for _, a := range all {
		if a.At != a.Laid && a.Since.After(newest) {
			newest = a.Since
		}
	}
	c, _, err := s.press.LastCheck(ctx)
	if newest.IsZero() || err == nil && c.Asked.After(newest) {
		return nil // a check has seen it; what waits for its firm goes on waiting
	}
	if err != nil && !errors.Is(err, books.ErrNotFound) {
		return err
	}
	_, err = s.press.AskCheck(ctx, "")
	return err
}

// remind makes the reminders that are due, each once: the books know which there
// were.
func (s *Service) remind(ctx context.Context) error {
	file, _, err := s.press.Shown(ctx)
	if err != nil || file == nil {
		return err
	}
	var rooms []books.Room
	products := map[string][]string{}
	err = s.db.View(ctx, func(t *books.Tx) error {
		if rooms, err = t.Rooms(); err != nil {
			return err
		}
		goods, err := s.goods.read(t)
		if err == nil {
			products = goods.of
		}
		return err
	})
	for _, held := range rooms {
		for _, code := range products[held.Code] {
			if err != nil {
				return err
			}
			if held.Ended.IsZero() {
				err = s.remindOf(ctx, file, held, code)
			}
		}
	}
	return err
}

// remindOf makes the reminder about one product, if one is due.
func (s *Service) remindOf(ctx context.Context, file *store.Catalogue, held books.Room, code string) error {
	p, err := file.Product(ctx, code)
	if errors.Is(err, catalog.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	days, due := reminderDue(p, s.config.Now())
	if !due {
		return nil
	}
	ends := p.Certificate.End().String()
	r := books.Reminder{Product: code, Ends: ends, Days: days, Room: held.ID, Made: s.config.Now()}
	if strings.Contains(held.Contact, "@") {
		r.Due = r.Made
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		before, err := t.RemindersOf(code, ends)
		for _, b := range before {
			if b.Days <= days {
				return nil
			}
		}
		if err != nil {
			return err
		}
		return errors.Join(t.PutReminder(r), s.audit(ctx, t, "dossier.reminded", "product "+code, fmt.Sprintf("%d, %s", days, ends)))
	})
}

// reminderDue tells how many days before its end a product's certificate is to be
// reminded of now. Whoever has filed for a new rating knows.
func reminderDue(p catalog.Product, now time.Time) (days int64, due bool) {
	c := p.Certificate
	if !p.OCOP() || c.Status != catalog.Certified || c.Refiled || c.End().IsZero() {
		return 0, false
	}
	left := daysLeft(c.End(), now)
	for _, before := range dossier.Reminders() {
		if n := int64(before / (24 * time.Hour)); left >= 0 && left <= n {
			days, due = n, true
		}
	}
	return days, due
}

// daysLeft is how many days there are until a day; 0 on the day itself.
func daysLeft(end catalog.Date, now time.Time) int64 {
	today := catalog.DateOf(now.In(catalog.Zone))
	return int64(end.Time().Sub(today.Time()) / (24 * time.Hour))
}

// sendReminders sends what is due by e-mail. Each try is noted before it is made.
func (s *Service) sendReminders(ctx context.Context) error {
	a, err := s.alerts(ctx)
	if err != nil || !a.MailOn {
		return err
	}
	var due []books.Reminder
	now := s.config.Now()
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if due, err = t.DueReminders(now, len(postPauses)); err != nil {
			return err
		}
		for i := range due {
			due[i].Due = now.Add(postPauses[due[i].Tries])
			due[i].Tries++
			if err := t.PutReminder(due[i]); err != nil {
				return err
			}
		}
		return nil
	})
	for _, r := range due {
		if err == nil {
			err = s.sendReminder(ctx, a.Mail, r)
		}
	}
	return err
}

// sendReminder makes one try; one that fails is for a later look.
func (s *Service) sendReminder(ctx context.Context, mail courier.Mail, r books.Reminder) error {
	held, err := s.roomRow(ctx, r.Room)
	if err != nil || !strings.Contains(held.Contact, "@") {
		return err // none are wanted any more
	}
	mail.To = []string{held.Contact}
	letter := s.returnedLetter(held, r)
	if r.Ends != returned {
		letter = s.reminderLetter(ctx, held, r)
	}
	if err := mail.Send(ctx, letter); err != nil {
		s.config.Log.Warn("reminder", "error", shorten(err.Error()))
		return nil
	}
	r.Sent = s.config.Now()
	return s.db.Update(ctx, func(t *books.Tx) error { return t.PutReminder(r) })
}

// returned stands for the day of a reminder that tells of a dossier that came back;
// its days are the version.
const returned = "returned"

// noteReturned has a producer written to whose dossier was returned, where an e-mail
// address was left.
func (s *Service) noteReturned(t *books.Tx, c room.Case) error {
	if !strings.Contains(c.Of.Contact, "@") {
		return nil
	}
	now := s.config.Now()
	return t.PutReminder(books.Reminder{Product: c.ID, Ends: returned, Days: int64(c.Version), Room: c.Room, Made: now, Due: now})
}

// returnedLetter is what such a producer is written. What it is about stands in the
// room and not in the letter.
func (s *Service) returnedLetter(held books.Room, r books.Reminder) courier.Message {
	return courier.Message{
		Number: r.Made.UnixMilli() + r.Days, At: s.config.Now(), Subject: web.Word("vi", "desk.returned.subject"),
		Text: web.Say("vi", "desk.returned.text", held.Name) + "\n\n" + web.Say("en", "desk.returned.text", held.Name) + "\n",
	}
}

// reminderLetter is what a producer is written, in both languages.
func (s *Service) reminderLetter(ctx context.Context, held books.Room, r books.Reminder) courier.Message {
	names := map[string]string{"vi": r.Product, "en": r.Product}
	_ = s.db.View(ctx, func(t *books.Tx) error { // without names the code has to do
		goods, err := s.goods.read(t)
		if err == nil {
			names["vi"], names["en"] = goods.product(r.Product, "vi"), goods.product(r.Product, "en")
		}
		return err
	})
	day := r.Ends
	if d, err := time.Parse(time.DateOnly, r.Ends); err == nil {
		day = d.Format("02/01/2006")
	}
	text := func(lang string) string {
		return web.Say(lang, "desk.remind.text", held.Name, names[lang], day, fmt.Sprint(r.Days))
	}
	return courier.Message{
		Number: r.Made.UnixMilli() + r.Days, At: s.config.Now(), Subject: web.Say("vi", "desk.remind.subject", names["vi"], day),
		Text: text("vi") + "\n\n" + text("en") + "\n",
	}
}
