package hub

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	qrcode "github.com/skip2/go-qrcode"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/hub/press"
	"hangviet/data/store"
	"hangviet/ui/model"
	"hangviet/ui/web"
)

// kioskWords are the kiosk's own sentences, with the tables it names places by.
var kioskWords = sync.OnceValues(func() (env model.Env, err error) {
	if env.Words, err = model.ParseWords(assets.Words); err != nil {
		return env, err
	}
	if env.Places, err = catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces); err != nil {
		return env, err
	}
	env.Classes, err = catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	return env, err
})

// alone is a catalogue of which one product is looked at, without its neighbours:
// reading them takes longer than all the rest, and a preview does not show them.
type alone struct{ *store.Catalogue }

// Cards implements model.Catalogue.
func (alone) Cards(context.Context, catalog.CardFilter) ([]catalog.Card, error) { return nil, nil }

// The cards of a page: as many as a screen holds.
const (
	cardsTall = 9
	cardsWide = 10
)

// preview opens the newest catalogue that there is to look at.
func (s *Service) preview(w http.ResponseWriter, r *http.Request) (p web.PressPreview, c *store.Catalogue, err error) {
	p.PressFrame, p.Lying = s.pressFrame(w, r, "preview"), r.URL.Query().Get("mode") == "wide"
	p.Query = brief(strings.TrimSpace(r.URL.Query().Get("q")), 100)
	check, _, err := s.press.Viewable(r.Context())
	if errors.Is(err, press.ErrNoPreview) {
		return p, nil, nil
	}
	if err != nil {
		return p, nil, err
	}
	p.Check = int(check)
	c, err = s.press.Catalogue(r.Context(), check)
	return p, c, err
}

// brief cuts a text to so many characters.
func brief(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// env returns what the kiosk's models are made with, as of now.
func (s *Service) env(lang string) (model.Env, error) {
	env, err := kioskWords()
	env.Lang, env.Now = lang, s.config.Now()
	return env, err
}

// showPreview shows cards as a kiosk would.
func (s *Service) showPreview(w http.ResponseWriter, r *http.Request) {
	p, c, err := s.preview(w, r)
	if err == nil && c != nil {
		err = s.fillCards(r, &p, c)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) fillCards(r *http.Request, p *web.PressPreview, c *store.Catalogue) error {
	env, err := s.env(p.Lang)
	if err != nil {
		return err
	}
	codes, err := s.press.Find(r.Context(), int64(p.Check), p.Query)
	if err != nil {
		return err
	}
	size, mode := cardsTall, "tall"
	if p.Lying {
		size, mode = cardsWide, "wide"
	}
	p.Pages = pagerOf("/press/preview?mode="+mode+"&q="+url.QueryEscape(p.Query)+"&", pageOf(r), size, len(codes))
	if len(codes) == 0 {
		return nil
	}
	cards, err := model.CardsOf(r.Context(), env, c, codes[max(0, p.Pages.From-1):p.Pages.To])
	for _, card := range cards {
		p.Cards = append(p.Cards, cardOf(card))
	}
	return err
}

func cardOf(c model.Card) web.KioskCard {
	card := web.KioskCard{
		Code: c.Code, Name: c.Name, Line: cmp.Or(c.Place, c.Producer), Sector: c.Sector, Stars: c.Stars, Note: c.Note, Price: c.Price, Ribbon: c.Badge,
	}
	if c.Photo != nil {
		card.Photo = c.Photo.Thumb.SHA256
	}
	return card
}

// showPreviewProduct shows a product's page as a kiosk would.
func (s *Service) showPreviewProduct(w http.ResponseWriter, r *http.Request) {
	p, c, err := s.preview(w, r)
	if err == nil && c == nil {
		s.showNothing(w, r)
		return
	}
	var env model.Env
	if err == nil {
		env, err = s.env(p.Lang)
	}
	var m model.Product
	if err == nil {
		m, err = model.LoadProduct(r.Context(), env, alone{c}, r.PathValue("code"))
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if m.Gone {
		s.showNothing(w, r)
		return
	}
	p.Product, p.Pages = productOf(env, m), web.Pager{Page: 1}
	s.draw(w, r, http.StatusOK, p)
}

func productOf(env model.Env, m model.Product) *web.KioskProduct {
	p := &web.KioskProduct{
		KioskCard: web.KioskCard{Code: m.Code, Name: m.Name, Sector: m.Sector, Stars: m.Rating.Stars, Price: m.Price},
		Titles:    m.Titles, Rating: m.Rating.Line, RateNote: m.Rating.Note, Facts: m.Rating.Facts, FactsOf: m.Rating.Title,
		Maker: m.Producer.Name, Place: m.Place, Notices: m.Notices, NoShops: m.NoShops,
		Words: web.KioskWords{Notices: env.Say("product.notices"), Shops: env.Say("product.shops"), Hint: env.Say("product.shops.hint")},
	}
	for _, photo := range m.Photos {
		p.Photos = append(p.Photos, web.KioskPhoto{SHA: photo.Full.SHA256, Alt: env.Text(photo.Alt)})
	}
	for _, section := range m.Sections {
		p.Sections = append(p.Sections, web.KioskSection(section))
	}
	for _, shop := range m.Shops {
		p.Shops = append(p.Shops, codeOf(shop))
	}
	if m.Trace != nil {
		p.Shops = append(p.Shops, codeOf(*m.Trace))
	}
	return p
}

// codeOf draws a QR code, each row of modules as one path.
func codeOf(q model.QR) web.KioskCode {
	out := web.KioskCode{Label: q.Label, Host: q.Host}
	code, err := qrcode.New(q.Content, qrcode.Medium)
	if err != nil {
		return out
	}
	code.DisableBorder = true
	modules := code.Bitmap()
	out.Side = len(modules)
	for y, row := range modules {
		var path strings.Builder
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
		out.Rows = append(out.Rows, path.String())
	}
	return out
}

// sendPressPhoto sends a prepared picture: what a kiosk would get, without place and
// camera.
func (s *Service) sendPressPhoto(w http.ResponseWriter, r *http.Request) {
	path, ok := s.press.Photo(r.PathValue("sha"))
	if !ok {
		s.showNothing(w, r)
		return
	}
	file, err := os.Open(path)
	if err != nil {
		s.showNothing(w, r)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	http.ServeContent(w, r, "", time.Time{}, file)
}

// sendFont sends a face of the kiosk's typeface.
func (s *Service) sendFont(w http.ResponseWriter, r *http.Request) {
	face := map[string][]byte{
		"400": assets.FontRegular, "500": assets.FontMedium, "600": assets.FontSemiBold, "700": assets.FontBold,
	}[r.PathValue("weight")]
	if face == nil {
		s.showNothing(w, r)
		return
	}
	w.Header().Set("Content-Type", "font/ttf")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Write(face) // who does not get it asks again
}
