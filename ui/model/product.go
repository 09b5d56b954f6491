package model

import (
	"context"
	"errors"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// maxRelated bounds the shelf of related products.
const maxRelated = 8

// Product is everything a shopper is told about one product.
type Product struct {
	Code     string
	Name     string
	Photos   []catalog.Photo
	Sector   int // 1 to 6, or 0 outside OCOP
	Producer ProducerLine
	Place    string      // with the former province
	Here     string      // "Có bán tại đây", or ""
	Shelves  []ShelfLine // the points that hold it, this one first
	Rating   Rating
	Price    string
	Titles   []string
	Sections []Section
	Notices  []string // the law's and the producer's
	Shops    []QR
	NoShops  string // why there is none, or ""
	Trace    *QR
	Contact  *QR           // of the producer who agreed; needs no Internet
	Trade    *Distributors // of a product that is ready for export
	Vote     *VoteLine     // when it is nominated in an open round
	Same     []Card        // by the same producer
	Related  []Card        // of the same kind, by others
	Gone     bool          // withdrawn or no longer in the release: nothing else is set but Code
}

// ProducerLine names who makes a product.
type ProducerLine struct{ ID, Name string }

// Section is a headed paragraph.
type Section struct{ Title, Text string }

// QR is a link to be read off the screen.
type QR struct {
	Label   string // "Shopee"
	Host    string // written underneath, so that one sees where it leads
	Content string
}

// VoteLine leads from a product to the category in which it stands.
type VoteLine struct{ Round, Category, Nominee, Title string }

// LoadProduct reads one product. A product that is withdrawn or not there is no
// error: it is Gone.
func LoadProduct(ctx context.Context, env Env, src Catalogue, code string) (Product, error) {
	p, err := src.Product(ctx, code)
	if errors.Is(err, catalog.ErrNotFound) || (err == nil && !p.Shown()) {
		return Product{Code: code, Gone: true}, nil
	}
	if err != nil {
		return Product{}, err
	}
	out := newProduct(env, p)
	for _, add := range []func() error{
		func() error { return out.addProducer(ctx, env, src, p) },
		func() error { return out.addShelves(ctx, env, src, p.Points) },
		func() error { return out.addVote(ctx, env, src) },
		func() error { return out.addRelated(ctx, env, src, p) },
	} {
		if err := add(); err != nil {
			return Product{}, err
		}
	}
	return out, nil
}

func newProduct(env Env, p catalog.Product) Product {
	out := Product{
		Code:     p.Code,
		Name:     env.Text(p.Name),
		Photos:   p.Photos,
		Sector:   catalog.SectorOf(p.Set),
		Place:    env.place(p.Place),
		Rating:   newRating(env, p),
		Price:    p.Price.Show(env.Lang),
		Titles:   titles(env, p.Titles),
		Sections: sections(env, p),
		Notices:  notices(env, p),
		Trace:    trace(env, p.TraceURL),
		Trade:    distributors(env, p),
	}
	out.Shops, out.NoShops = shops(env, p)
	for _, point := range p.Points {
		if point == env.Point && point != "" {
			out.Here = env.Say("product.here")
		}
	}
	return out
}

// addProducer tells who makes it, and how to reach him. Alcohol is not sold from
// afar: the way to a website is left out.
func (p *Product) addProducer(ctx context.Context, env Env, src Catalogue, of catalog.Product) error {
	producer, err := src.Producer(ctx, of.Producer)
	if errors.Is(err, catalog.ErrNotFound) {
		return nil
	}
	p.Producer = ProducerLine{of.Producer, env.Text(producer.Name)}
	p.Contact = contact(env, producer, of.ShopLinksAllowed())
	if p.Trade != nil {
		p.Trade.Contact = p.Contact
	}
	return err
}

// addVote looks for the product among the nominees of the open rounds.
func (p *Product) addVote(ctx context.Context, env Env, src Catalogue) error {
	rounds, err := src.Rounds(ctx)
	for _, r := range rounds {
		if r.PhaseAt(env.Now) != vote.Open {
			continue
		}
		for _, c := range r.Categories {
			for _, n := range c.Nominees {
				if n.Product == p.Code {
					p.Vote = &VoteLine{r.ID, c.ID, n.ID, env.Text(r.Title)}
					return err
				}
			}
		}
	}
	return err
}

// addRelated offers other products of the producer, and of the same set.
func (p *Product) addRelated(ctx context.Context, env Env, src Catalogue, of catalog.Product) error {
	if of.Producer == "" {
		return p.addSimilar(ctx, env, src, of)
	}
	same, err := src.Cards(ctx, catalog.CardFilter{Producer: of.Producer})
	if err != nil {
		return err
	}
	p.Same = others(env, same, func(c catalog.Card) bool { return c.Code != of.Code })
	return p.addSimilar(ctx, env, src, of)
}

// addSimilar offers products of the same set by others.
func (p *Product) addSimilar(ctx context.Context, env Env, src Catalogue, of catalog.Product) error {
	near, err := src.Cards(ctx, catalog.CardFilter{Sector: catalog.SectorOf(of.Set), Category: relatedCategory(of)})
	p.Related = others(env, near, func(c catalog.Card) bool { return c.Producer != of.Producer && c.Set == of.Set })
	return err
}

// others are the first of the cards that fit.
func others(env Env, cards []catalog.Card, fits func(catalog.Card) bool) []Card {
	var chosen []catalog.Card
	for _, c := range cards {
		if len(chosen) < maxRelated && fits(c) && c.Certificate.Status != catalog.Revoked {
			chosen = append(chosen, c)
		}
	}
	return newCards(env, chosen)
}

// relatedCategory is the vote category of goods outside OCOP, which have no set.
func relatedCategory(p catalog.Product) string {
	if p.Set == 0 {
		return p.Category
	}
	return ""
}
