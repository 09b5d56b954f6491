package hub

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"time"

	printed "hangviet/data/cards/labels"
	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/footfall/leaflet"
	"hangviet/data/hub/people"
	"hangviet/ui/web"
)

// roomBackRoutes are what comes back to a producer: what was counted of the own
// goods and of nobody else's.
func (s *Service) roomBackRoutes() []route {
	return []route{
		{"GET /room/numbers", people.Producer, s.showRoomNumbers},
		{"GET /room/leaflet.pdf", people.Producer, s.sendRoomLeaflet},
		{"GET /room/shelf.pdf", people.Producer, s.sendShelf},
	}
}

// showRoomNumbers shows what kiosks counted of a producer's goods, its votes as far
// as everybody may know them, and which certificates end.
func (s *Service) showRoomNumbers(w http.ResponseWriter, r *http.Request) {
	held := roomOf(r.Context())
	period, err := s.periodOf(r, usual)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	p := web.RoomNumbers{Frame: s.roomFrame(w, r), Period: period.Show()}
	err = s.look(r.Context(), period, func(l *looks) error {
		p.Products, p.Sum, p.Votes, p.Release = nil, web.SeenCounts{}, l.votes != nil, int(l.release)
		return l.fillNumbers(&p, held.Code)
	})
	if err == nil {
		p.Reminders, err = s.ending(r.Context(), held, p.Lang)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (l *looks) fillNumbers(p *web.RoomNumbers, producer string) error {
	products, err := l.ofProducer(producer)
	if err != nil {
		return err
	}
	sortSums(products, footfall.Opened)
	var sum footfall.Counts
	for _, one := range products {
		sum.Add(&one.Counts)
		p.Products = append(p.Products, web.RoomProduct{Code: one.Subject, Name: l.product(one.Subject, p.Lang), SeenCounts: seenCounts(one.Counts)})
	}
	p.Sum = seenCounts(sum)
	return nil
}

// ending returns the certificates of a producer that end soon or are over, as they
// were reminded of.
func (s *Service) ending(ctx context.Context, held books.Room, lang string) (all []web.RoomReminder, err error) {
	var reminders []books.Reminder
	names := map[string]string{}
	err = s.db.View(ctx, func(t *books.Tx) error {
		goods, err := s.goods.read(t)
		if err != nil {
			return err
		}
		reminders, err = t.Reminders(held.ID)
		for _, r := range reminders {
			names[r.Product] = goods.product(r.Product, lang)
		}
		return err
	})
	seen := map[string]bool{}
	for _, r := range reminders {
		day, parseErr := time.ParseInLocation(time.DateOnly, r.Ends, catalog.Zone)
		if parseErr != nil || seen[r.Product] {
			continue
		}
		seen[r.Product] = true
		all = append(all, web.RoomReminder{
			Product: names[r.Product], Ends: catalog.DateOf(day).Show(), Left: int(daysLeft(catalog.DateOf(day), s.config.Now())),
		})
	}
	return all, err
}

// sendRoomLeaflet sends a producer the page of the own goods.
func (s *Service) sendRoomLeaflet(w http.ResponseWriter, r *http.Request) {
	period, err := s.periodOf(r, usual)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	held, known := roomOf(r.Context()), false
	var sheet leaflet.Leaflet
	err = s.look(r.Context(), period, func(l *looks) (err error) {
		if _, known = l.makers[held.Code]; known {
			sheet, err = s.leaflet(l, held.Code)
		}
		return err
	})
	if err == nil && !known {
		s.drawRoomMessage(w, r, http.StatusNotFound, "desk.back.none")
		return
	}
	var out bytes.Buffer
	if err == nil {
		err = leaflet.Write(&out, sheet)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	sendFile(w, leafletName(held.Code, period), "application/pdf", out.Bytes())
}

func (s *Service) drawRoomMessage(w http.ResponseWriter, r *http.Request, status int, key string) {
	p := web.Message{Frame: s.roomFrame(w, r), Key: key}
	p.Here = "/room"
	s.draw(w, r, status, p)
}

// sendShelf sends cards for the shelf: one for each product that kiosks show, or
// for the one that is asked for, eight on a page.
func (s *Service) sendShelf(w http.ResponseWriter, r *http.Request) {
	sheet, err := s.shelf(r.Context(), roomOf(r.Context()), r.URL.Query().Get("code"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if len(sheet.Labels) == 0 {
		s.drawRoomMessage(w, r, http.StatusNotFound, "desk.back.none")
		return
	}
	var out bytes.Buffer
	if err := printed.Write(&out, sheet); err != nil {
		s.fail(w, r, err)
		return
	}
	sendFile(w, "shelf.pdf", "application/pdf", out.Bytes())
}

func (s *Service) shelf(ctx context.Context, held books.Room, only string) (sheet printed.Sheet, err error) {
	sheet = printed.Sheet{Title: held.Name, Wide: 2, High: 4, Made: s.config.Now()}
	var codes []string
	maker := held.Name
	err = s.db.View(ctx, func(t *books.Tx) error {
		goods, err := s.goods.read(t)
		if err == nil {
			codes, maker = goods.of[held.Code], goods.maker(held.Code, "vi")
		}
		return err
	})
	file, _, openErr := s.press.Shown(ctx)
	if err = errors.Join(err, openErr); err != nil || file == nil {
		return sheet, err
	}
	for _, code := range codes {
		if only != "" && code != only {
			continue
		}
		p, err := file.Product(ctx, code)
		if errors.Is(err, catalog.ErrNotFound) {
			continue
		}
		if err != nil {
			return sheet, err
		}
		sheet.Labels = append(sheet.Labels, shelfCard(p, maker, s.config.Now()))
	}
	return sheet, nil
}

// shelfCard is what stands beside a product: stars only while its certificate
// holds, and a symbol that leads where a kiosk's would.
func shelfCard(p catalog.Product, maker string, now time.Time) printed.Label {
	l := printed.Label{Title: p.Name.In("vi"), Lines: []string{maker}}
	if stars := p.Stars(now); stars > 0 {
		l.Stars = stars
		l.Lines = append(l.Lines, web.Say("vi", "desk.shelf.stars", web.Number(stars, "vi"), p.Certificate.End().Show()))
	}
	switch {
	case p.ShopLinksAllowed() && len(p.Links) > 0:
		l.QR, l.Foot = p.Links[0].URL, web.Word("vi", "desk.shelf.shop")
	case p.TraceURL != "":
		l.QR, l.Foot = p.TraceURL, web.Word("vi", "desk.shelf.trace")
	}
	return l
}
