package hub

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/people"
	"hangviet/ui/web"
)

// The switches of shop links; each stands at "on" or, to begin with, off.
const (
	switchShort = "links.short" // the next release's codes carry short addresses of this hub
	switchCheck = "links.check" // shops are asked whether they are still there
)

// deadAfter is on how many days in a row a shop must have failed until its link is
// left out of releases.
const deadAfter = 4

// linkRoutes are short links and what becomes of shop links.
func (s *Service) linkRoutes() []route {
	return []route{
		{"GET /q/{code}", people.Anyone, s.followLink},
		{"GET /seen/links", people.SeeCounters, s.showLinks},
		{"POST /seen/links/short", people.ManageHub, s.switchLinks(switchShort)},
		{"POST /seen/links/check", people.ManageHub, s.switchLinks(switchCheck)},
	}
}

// linkCode is the code of a link's short address: 40 bits of a hash, so that it is
// the same in every release and hub, and tells nothing by itself.
func linkCode(product, url string) string {
	sum := sha256.Sum256([]byte(product + "\n" + url))
	return strings.ToLower(base32.HexEncoding.EncodeToString(sum[:5]))
}

// shortBase is what short links begin with; "" without a public address.
func (s *Service) shortBase() string {
	if s.config.PublicURL == "" {
		return ""
	}
	return strings.TrimSuffix(s.config.PublicURL, "/") + "/q/"
}

// linksOf are a product's shop links, each under its code. A short link of this
// hub stands for the one whose code it carries.
func (s *Service) linksOf(product string, links []catalog.Link) []books.ShopLink {
	var all []books.ShopLink
	for _, l := range links {
		link := books.ShopLink{Code: linkCode(product, l.URL), Product: product, Channel: l.Channel, URL: l.URL}
		if code, ok := s.shortCode(l.URL); ok {
			link.Code, link.URL = code, ""
		}
		all = append(all, link)
	}
	return all
}

// shortCode returns the code that a short link of this hub carries.
func (s *Service) shortCode(url string) (code string, ok bool) {
	base := s.shortBase()
	if base == "" {
		return "", false
	}
	return strings.CutPrefix(url, base)
}

// on tells whether a switch stands at "on".
func on(t *books.Tx, name string) (bool, error) {
	value, err := t.Switch(name)
	return value == "on", err
}

// releaseLinks returns what the next release is to show in place of a catalogue's
// shop links, by product: without those whose shop is dead, and short ones when
// they are switched on. A product that is missing keeps its own.
func (s *Service) releaseLinks(ctx context.Context, c catalog.Catalogue) (map[string][]catalog.Link, error) {
	var changed map[string][]catalog.Link
	err := s.db.Update(ctx, func(t *books.Tx) error {
		short, err := on(t, switchShort)
		if err != nil {
			return err
		}
		r := rewriter{hub: s, short: short && s.shortBase() != ""}
		if err := r.read(t); err != nil {
			return err
		}
		changed = map[string][]catalog.Link{}
		for _, p := range c.Products {
			if links, other := r.rewrite(p); other {
				changed[p.Code] = links
			}
		}
		return t.KnowShopLinks(r.fresh)
	})
	if err != nil {
		return nil, fmt.Errorf("rewrite shop links: %w", err)
	}
	return changed, nil
}

// rewriter makes the links of a release.
type rewriter struct {
	hub   *Service
	short bool
	check bool
	known map[string]books.ShopLink // by code
	fresh []books.ShopLink          // that are to be known before anybody scans them
}

func (r *rewriter) read(t *books.Tx) error {
	var err error
	if r.check, err = on(t, switchCheck); err != nil {
		return err
	}
	all, err := t.AllShopLinks()
	r.known = make(map[string]books.ShopLink, len(all))
	for _, l := range all {
		r.known[l.Code] = l
	}
	return err
}

// rewrite returns a product's links for the next release, and whether they are
// other than those it has.
func (r *rewriter) rewrite(p catalog.Product) (links []catalog.Link, other bool) {
	for _, l := range p.Links {
		was := l.URL
		code, isShort := r.hub.shortCode(l.URL)
		if !isShort {
			code = linkCode(p.Code, l.URL)
		} else if known, ok := r.known[code]; ok {
			l.URL = known.URL // of a release that is published again
		}
		health := r.known[code].ShopHealth
		if r.check && health.Dead(deadAfter) {
			other = true
			continue
		}
		if r.short {
			r.fresh = append(r.fresh, books.ShopLink{Code: code, Product: p.Code, Channel: l.Channel, URL: l.URL})
			l.URL = r.hub.shortBase() + code
		}
		other = other || l.URL != was
		links = append(links, l)
	}
	return links, other
}

// followLink counts a scan and goes on to the shop; to known links only, so that
// the hub's name lends itself to nobody else's address. Nothing is kept of who
// asked.
func (s *Service) followLink(w http.ResponseWriter, r *http.Request) {
	var link books.ShopLink
	found := false
	err := s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if found, err = on(t, switchShort); err != nil || !found {
			return err
		}
		link, err = t.ShopLink(r.PathValue("code"))
		if found = err == nil && link.URL != ""; errors.Is(err, books.ErrNotFound) {
			return nil
		}
		return err
	})
	if err == nil && found && r.Method == http.MethodGet && s.scans.enter(s.config.Now()) {
		day := footfall.ShowDay(footfall.DayOf(inZone(s.config.Now())))
		err = s.db.UpdateOne(r.Context(), "/q/"+link.Code, func(t *books.Tx) error { return t.Scan(link.Code, day) })
	}
	switch {
	case err != nil:
		s.fail(w, r, err)
	case !found:
		s.showNothing(w, r)
	default:
		http.Redirect(w, r, link.URL, http.StatusFound)
	}
}

// showLinks shows the switches and which shops do not answer.
func (s *Service) showLinks(w http.ResponseWriter, r *http.Request) {
	p := web.SeenLinks{Frame: s.frame(w, r, true), Tab: "links", DeadAfter: deadAfter, Address: s.shortBase()}
	err := s.db.View(r.Context(), func(t *books.Tx) error {
		b, err := s.goods.read(t)
		if err != nil {
			return err
		}
		if p.Short, err = on(t, switchShort); err != nil {
			return err
		}
		if p.Check, err = on(t, switchCheck); err != nil {
			return err
		}
		links, checked, err := t.CountShopLinks(b.release)
		if err != nil {
			return err
		}
		failing, err := t.Failing(b.release)
		p.Links, p.Checked = links, checked
		p.Failing, p.Dead = sickLinks(b, p.Lang, failing)
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

// sickLinks parts links that fail from those that are held to be dead.
func sickLinks(b *goodsBook, lang string, all []books.ShopLink) (failing, dead []web.SeenLink) {
	for _, l := range all {
		row := web.SeenLink{
			Product: l.Product, Name: b.product(l.Product, lang), Maker: b.maker(b.goods[l.Product].Producer, lang),
			URL: l.URL, Answer: l.Last, Since: inZone(l.Since).Format("02/01/2006"), Days: int(l.Fails),
		}
		if l.Dead(deadAfter) {
			dead = append(dead, row)
		} else {
			failing = append(failing, row)
		}
	}
	return failing, dead
}

// switchLinks sets a switch.
func (s *Service) switchLinks(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		to := r.PostFormValue("to")
		if to != "on" && to != "off" {
			http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
			return
		}
		err := s.db.Update(r.Context(), func(t *books.Tx) error {
			if err := t.SetSwitch(name, to); err != nil {
				return err
			}
			return s.audit(r.Context(), t, name, to, "")
		})
		if err != nil {
			s.fail(w, r, err)
			return
		}
		http.Redirect(w, r, "/seen/links", http.StatusSeeOther)
	}
}
