package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"hangviet/data/catalog"
)

// where returns the condition of the filter and its arguments. What a revoked
// product is filtered by stands first: it is a condition of the partial indexes.
func where(f catalog.CardFilter) (string, []any) {
	terms, args := []string{"p.shown"}, []any(nil)
	add := func(wanted bool, term string, arg ...any) {
		if wanted {
			terms, args = append(terms, term), append(args, arg...)
		}
	}
	add(f.Sector != 0, "p.sector = ?", f.Sector)
	add(f.Set != 0, "p.criteria_set = ?", f.Set)
	add(f.Province != "", "p.province = ?", f.Province)
	add(f.Point != "", "p.pos IN (SELECT s.product FROM shelves s JOIN points t ON t.pos = s.point WHERE t.id = ?)", f.Point)
	add(f.Producer != "", "p.producer = (SELECT pos FROM producers WHERE id = ?)", f.Producer)
	add(f.Category != "", "p.category = ?", f.Category)
	add(f.Featured, "p.featured")
	add(f.Codes != nil, "p.code IN (SELECT value FROM json_each(?))", encodeJSON(f.Codes))
	return strings.Join(terms, " AND "), args
}

// Cards returns the cards of the products that may be shown (never a revoked
// one) and meet the filter, in the order of their Vietnamese names. A card is
// read from the file once and then kept; nobody may change the cards or what they
// refer to. Its
// photo has no words: nobody reads them off a card, and 20,000 take megabytes.
func (c *Catalogue) Cards(ctx context.Context, f catalog.CardFilter) ([]catalog.Card, error) {
	where, args := c.view.narrow(where(f))
	places, err := c.places(ctx, where, args)
	if err != nil {
		return nil, wrap("read cards", err)
	}
	cards, lacking := c.deck.pick(places)
	if len(lacking) == 0 {
		return cards, nil
	}
	read, err := c.readCards(ctx, "p.pos IN (SELECT value FROM json_each(?))", []any{encodeJSON(lacking)})
	if err != nil {
		return nil, wrap("read cards", err)
	}
	c.deck.keep(lacking, read)
	cards, _ = c.deck.pick(places)
	return cards, nil
}

// places returns the products of a condition by their pos, in order. One row
// holds them all, because rows are what costs.
func (c *Catalogue) places(ctx context.Context, where string, args []any) ([]int, error) {
	query := "SELECT ifnull(json_group_array(p.pos), '[]') FROM products p WHERE " + where
	return one(ctx, c.db, query, args, func(row scan) (places []int, err error) {
		var list string
		if err := row(&list); err != nil {
			return nil, err
		}
		err = json.Unmarshal([]byte(list), &places)
		slices.Sort(places)
		return places, err
	})
}

// deck keeps the cards that were read, in the order of their places. It holds as
// many as the catalogue has, less than a kilobyte each, and lends them out. The
// few that a search asks for are put in order only once there are many of them:
// moving all for each letter that is typed would cost more than reading them.
type deck struct {
	mu     sync.Mutex
	places []int
	cards  []catalog.Card
	fresh  map[int]catalog.Card // by place, at most mostFresh
}

// mostFresh is how many cards may wait to be put in order.
const mostFresh = 500

// pick returns the cards at places, which are in order, and the places of those
// that are not there. Who wants all there are gets those that are kept.
func (d *deck) pick(places []int) (cards []catalog.Card, lacking []int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.Equal(places, d.places) {
		return d.cards[:len(places):len(places)], nil
	}
	cards = make([]catalog.Card, len(places))
	at := 0
	for i, place := range places {
		n, ok := slices.BinarySearch(d.places[at:], place)
		if at += n; ok {
			cards[i] = d.cards[at]
		} else if cards[i], ok = d.fresh[place]; !ok {
			lacking = append(lacking, place)
		}
	}
	return cards, lacking
}

// keep adds cards at places, which are in order. The cards that are lent out stay
// as they are.
func (d *deck) keep(places []int, cards []catalog.Card) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fresh == nil {
		d.fresh = map[int]catalog.Card{}
	}
	if len(d.fresh)+len(places) <= mostFresh {
		for i, place := range places {
			d.fresh[place] = cards[i]
		}
		return
	}
	waiting := slices.Sorted(maps.Keys(d.fresh))
	waited := make([]catalog.Card, len(waiting))
	for i, place := range waiting {
		waited[i] = d.fresh[place]
	}
	d.fresh = nil
	d.sortIn(waiting, waited)
	d.sortIn(places, cards)
}

// sortIn adds cards at places, which are in order.
func (d *deck) sortIn(places []int, cards []catalog.Card) {
	all := deck{places: make([]int, 0, len(d.places)+len(places)), cards: make([]catalog.Card, 0, len(d.cards)+len(cards))}
	at := 0
	for i, place := range places {
		n, known := slices.BinarySearch(d.places[at:], place)
		all.add(d.places[at:at+n], d.cards[at:at+n])
		if at += n; !known {
			all.add(places[i:i+1], cards[i:i+1])
		}
	}
	all.add(d.places[at:], d.cards[at:])
	d.places, d.cards = all.places, all.cards
}

func (d *deck) add(places []int, cards []catalog.Card) {
	d.places, d.cards = append(d.places, places...), append(d.cards, cards...)
}

const selectCards = `
SELECT p.code, p.name, p.criteria_set, p.category, ifnull(r.id, ''), ifnull(r.name, ''),
	p.commune, p.province, p.former, p.as_certified,
	p.status, p.stars, p.number, p.authority, p.issued, p.expires, p.refiled, p.legal_basis,
	p.dong, p.dong_max, p.unit, p.featured, p.export, p.added,
	ifnull((SELECT group_concat(t.id, char(10))
		FROM shelves s JOIN points t ON t.pos = s.point WHERE s.product = p.pos), ''),
	f.sha256, f.length, f.width, f.height, i.sha256, i.length, i.width, i.height, ''
FROM products p
LEFT JOIN producers r ON r.pos = p.producer
LEFT JOIN photos h ON h.product = p.pos AND h.place = 0
LEFT JOIN images f ON f.pos = h.full
LEFT JOIN images i ON i.pos = h.thumb
`

func (c *Catalogue) readCards(ctx context.Context, where string, args []any) ([]catalog.Card, error) {
	return all(ctx, c.db, selectCards+"WHERE "+where+" ORDER BY p.pos", args, newSharing().card)
}

// memo remembers texts that many rows share, such as the unit of a price, so that
// each is decoded once.
type memo map[string]catalog.Text

func (m memo) text(s *scanner, value string) catalog.Text {
	t, ok := m[value]
	if !ok {
		t = s.text(value)
		m[value] = t
	}
	return t
}

// sharing is what the cards of many rows share.
type sharing struct {
	texts memo
	words map[string]string
}

func newSharing() sharing { return sharing{memo{}, map[string]string{}} }

// share replaces words by the same that another row had, so that they lie in memory
// once.
func (m sharing) share(words ...*string) {
	for _, w := range words {
		known, ok := m.words[*w]
		if !ok {
			known = *w
			m.words[known] = known
		}
		*w = known
	}
}

func (m sharing) card(row scan) (catalog.Card, error) {
	var c catalog.Card
	var name, producer, issued, expires, unit, added, points string
	var cover photoColumns
	dest := []any{
		&c.Code, &name, &c.Set, &c.Category, &c.Producer, &producer,
		&c.Place.Commune, &c.Place.Province, &c.Place.FormerName, &c.Place.AsCertified,
		&c.Certificate.Status, &c.Certificate.Stars, &c.Certificate.Number, &c.Certificate.Authority,
		&issued, &expires, &c.Certificate.Refiled, &c.Certificate.LegalBasis,
		&c.Price.Dong, &c.Price.Max, &unit, &c.Featured, &c.Export, &added, &points,
	}
	if err := row(append(dest, cover.dest()...)...); err != nil {
		return c, err
	}
	var s scanner
	m.share(&c.Category, &c.Producer, &producer, &c.Place.Commune, &c.Place.Province, &c.Place.FormerName,
		(*string)(&c.Certificate.Status), &c.Certificate.Number, &c.Certificate.Authority, &c.Certificate.LegalBasis)
	c.Name, c.ProducerName, c.Price.Unit = s.packed(name), s.packed(producer), m.texts.text(&s, unit)
	c.Certificate.Issued, c.Certificate.Expires, c.Added = s.date(issued), s.date(expires), s.date(added)
	c.Cover = cover.photo(&s)
	if points != "" {
		c.Points = slices.Sorted(strings.SplitSeq(points, "\n"))
	}
	return c, s.err
}

// SectorCounts returns how many products may be shown by sector; under 0 those
// outside OCOP.
func (c *Catalogue) SectorCounts(ctx context.Context) (map[int]int, error) {
	counts, err := counts[int](ctx, c, "sector")
	return counts, wrap("count sectors", err)
}

// ProvinceCounts returns how many products may be shown by province code; those
// of an unknown province are left out.
func (c *Catalogue) ProvinceCounts(ctx context.Context) (map[string]int, error) {
	counts, err := counts[string](ctx, c, "province")
	delete(counts, "")
	return counts, wrap("count provinces", err)
}

func counts[K comparable](ctx context.Context, c *Catalogue, column string) (map[K]int, error) {
	counts := map[K]int{}
	where, args := c.view.narrow("p.shown", nil)
	query := fmt.Sprintf("SELECT p.%[1]s, count(*) FROM products p WHERE %[2]s GROUP BY p.%[1]s", column, where)
	err := each(ctx, c.db, query, args, func(row scan) error {
		var key K
		var n int
		if err := row(&key, &n); err != nil {
			return err
		}
		counts[key] = n
		return nil
	})
	return counts, err
}
