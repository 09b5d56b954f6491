package hub

import (
	"cmp"
	"net/http"
	"net/url"

	"hangviet/data/hub/footfall"
	"hangviet/ui/web"
)

// most is how many rows a table within a page has.
const most = 200

// showSeenProduct shows one product. One that no release had and nobody looked at
// is none.
func (s *Service) showSeenProduct(w http.ResponseWriter, r *http.Request) {
	s.showSeenOne(w, r, "products", func(l *looks, p *web.SeenOne) (bool, error) {
		good, known := l.goods[p.ID]
		p.Name = l.product(p.ID, p.Lang)
		if good.Producer != "" {
			p.Maker, p.MakerPath = l.maker(good.Producer, p.Lang), "/seen/producers/"+url.PathEscape(good.Producer)
		}
		var err error
		if p.Scans, err = l.scans(p.ID); err != nil {
			return known, err
		}
		return known, l.fillProducts(p, p.ID)
	})
}

// showSeenProducer shows one producer.
func (s *Service) showSeenProducer(w http.ResponseWriter, r *http.Request) {
	s.showSeenOne(w, r, "producers", func(l *looks, p *web.SeenOne) (bool, error) {
		_, known := l.makers[p.ID]
		p.Name = l.maker(p.ID, p.Lang)
		products, err := l.ofProducer(p.ID)
		if err != nil {
			return known, err
		}
		sortSums(products, footfall.Opened)
		if p.Products, err = l.rows("products", p.Lang, first(products, most)); err != nil {
			return known, err
		}
		return known, l.fillProducts(p, l.of[p.ID]...)
	})
}

// ofProducer returns what was counted of each of a producer's products.
func (l *looks) ofProducer(id string) ([]footfall.Sum, error) {
	var all []footfall.Sum
	for _, code := range l.of[id] {
		days, err := l.days(footfall.Products, code)
		if err != nil {
			return nil, err
		}
		c := footfall.Total(days)
		c[footfall.Chosen] = l.votes[code]
		all = append(all, footfall.Sum{Subject: code, Counts: c})
	}
	return all, nil
}

// fillProducts tells when and where products were looked at.
func (l *looks) fillProducts(p *web.SeenOne, codes ...string) error {
	days, err := l.days(footfall.Products, codes...)
	if err != nil {
		return err
	}
	total := footfall.Total(days)
	for _, code := range codes {
		total[footfall.Chosen] += l.votes[code]
	}
	p.SeenCounts, p.Votes = seenCounts(total), l.votes != nil
	p.Charts, p.Days = charts(p.Lang, l.period, days)
	kiosks, err := l.atKiosks(codes...)
	if err != nil {
		return err
	}
	sortSums(kiosks, footfall.Opened)
	p.Kiosks, err = l.rows("kiosks", p.Lang, first(kiosks, most))
	return err
}

// showSeenKiosk shows one kiosk.
func (s *Service) showSeenKiosk(w http.ResponseWriter, r *http.Request) {
	s.showSeenOne(w, r, "kiosks", func(l *looks, p *web.SeenOne) (bool, error) {
		names, err := l.NamesOf([]string{p.ID})
		if err != nil {
			return false, err
		}
		name, known := names[p.ID]
		p.Name = cmp.Or(name, p.ID)
		days, err := l.days(footfall.Kiosks, p.ID)
		if err != nil {
			return known, err
		}
		p.SeenCounts = seenCounts(footfall.Total(days))
		p.Charts, p.Days = charts(p.Lang, l.period, days)
		products, err := l.productsAt(p.ID)
		if err != nil {
			return known, err
		}
		sortSums(products, footfall.Opened)
		p.Products, err = l.rows("products", p.Lang, first(products, most))
		return known, err
	})
}

// showSeenOne shows the page of one subject, which fill fills; it tells whether
// there is such a subject.
func (s *Service) showSeenOne(w http.ResponseWriter, r *http.Request, tab string, fill func(*looks, *web.SeenOne) (bool, error)) {
	f, period := s.seenFrame(w, r, tab)
	p, known := web.SeenOne{}, false
	err := s.look(r.Context(), period, func(l *looks) (err error) {
		p = web.SeenOne{SeenFrame: f, ID: r.PathValue("id"), Scans: -1}
		known, err = fill(l, &p)
		return err
	})
	switch {
	case err != nil:
		s.fail(w, r, err)
	case !known && p.SeenCounts == web.SeenCounts{}:
		s.showNothing(w, r)
	default:
		s.draw(w, r, seenStatus(f), p)
	}
}
