package hub

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/data/vote"
	"hangviet/ui/model"
	"hangviet/ui/web"
)

// stall is a catalogue of one producer's goods, as their screens ask for it.
type stall struct{ catalog.Catalogue }

// Cards implements model.Catalogue. Neighbours are not shown.
func (c stall) Cards(_ context.Context, f catalog.CardFilter) (cards []catalog.Card, err error) {
	for _, p := range c.Products {
		if slices.Contains(f.Codes, p.Code) {
			producer, err := c.Producer(context.Background(), p.Producer)
			if err != nil {
				return nil, err
			}
			cards = append(cards, p.Card(producer.Name))
		}
	}
	return cards, nil
}

// Product implements model.Catalogue.
func (c stall) Product(_ context.Context, code string) (catalog.Product, error) {
	return oneOf(c.Products, func(p catalog.Product) bool { return p.Code == code })
}

// Producer implements model.Catalogue.
func (c stall) Producer(_ context.Context, id string) (catalog.Producer, error) {
	return oneOf(c.Producers, func(p catalog.Producer) bool { return p.ID == id })
}

func oneOf[T any](all []T, is func(T) bool) (none T, _ error) {
	if at := slices.IndexFunc(all, is); at >= 0 {
		return all[at], nil
	}
	return none, catalog.ErrNotFound
}

// Points implements model.Catalogue.
func (stall) Points(context.Context) ([]catalog.Point, error) { return nil, nil }

// Events implements model.Catalogue.
func (stall) Events(context.Context) ([]catalog.Event, error) { return nil, nil }

// Rounds implements model.Catalogue.
func (stall) Rounds(context.Context) ([]vote.Round, error) { return nil, nil }

// SectorCounts implements model.Catalogue.
func (stall) SectorCounts(context.Context) (map[int]int, error) { return nil, nil }

// ProvinceCounts implements model.Catalogue.
func (stall) ProvinceCounts(context.Context) (map[string]int, error) { return nil, nil }

// showRoomPreview shows a product as a kiosk will, card and page; of a firm there
// is nothing to show but its products.
func (s *Service) showRoomPreview(w http.ResponseWriter, r *http.Request) {
	h, ok := s.roomHeld(w, r)
	if !ok {
		return
	}
	if h.Form == dossier.Firm {
		s.roomFail(w, r, room.ErrNone)
		return
	}
	p := web.RoomPreview{Frame: s.roomFrame(w, r), Lying: r.URL.Query().Get("mode") == "wide", Pictures: "/room/pictures/"}
	p.Entry = shortEntry(h, p.Lang)
	goods, err := s.rooms.Catalogue(r.Context(), h)
	if err == nil {
		err = s.fillRoomPreview(r.Context(), &p, h, stall{goods})
	}
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) fillRoomPreview(ctx context.Context, p *web.RoomPreview, h room.Held, goods stall) error {
	env, err := s.env(p.Lang)
	if err != nil {
		return err
	}
	m, err := model.LoadProduct(ctx, env, goods, h.Code)
	if err != nil || m.Gone {
		return err
	}
	cards, err := model.CardsOf(ctx, env, goods, []string{h.Code})
	for _, card := range cards {
		card := cardOf(card)
		card.Photo = p.Entry.Picture
		p.Cards = append(p.Cards, card)
	}
	p.Product = productOf(env, m)
	for i := range min(len(p.Product.Photos), len(h.Photos)) {
		p.Product.Photos[i].SHA = strings.TrimSuffix(h.Photos[i], ".jpg")
	}
	return err
}
