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
	Producer ProducerLine
	Place    string // with the former province
	Here     string // "Có bán tại đây", or ""
	Rating   Rating
	Price    string
	Titles   []string
	Sections []Section
	Notices  []string // the law's and the producer's
	Shops    []QR
	NoShops  string // why there is none, or ""
	Trace    *QR
	Vote     *VoteLine // when it is nominated in an open round
	Related  []Card
	Gone     bool // withdrawn or no longer in the release: nothing else is set but Code
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
	if errors.Is(err, ErrNotFound) || (err == nil && !p.Shown()) {
		return Product{Code: code, Gone: true}, nil
	}
	if err != nil {
		return Product{}, err
	}
	out := newProduct(env, p)
	if err := out.addProducer(ctx, env, src, p.Producer); err != nil {
		return Product{}, err
	}
	if err := out.addVote(ctx, env, src); err != nil {
		return Product{}, err
	}
	return out, out.addRelated(ctx, env, src, p)
}

func newProduct(env Env, p catalog.Product) Product {
	out := Product{
		Code:     p.Code,
		Name:     env.Text(p.Name),
		Photos:   p.Photos,
		Place:    env.place(p.Place),
		Rating:   newRating(env, p),
		Price:    p.Price.Show(env.Lang),
		Titles:   titles(env, p.Titles),
		Sections: sections(env, p),
		Notices:  notices(env, p),
		Trace:    trace(env, p.TraceURL),
	}
	out.Shops, out.NoShops = shops(env, p)
	for _, point := range p.Points {
		if point == env.Point && point != "" {
			out.Here = env.Say("product.here")
		}
	}
	return out
}

func (p *Product) addProducer(ctx context.Context, env Env, src Catalogue, id string) error {
	producer, err := src.Producer(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	p.Producer = ProducerLine{id, env.Text(producer.Name)}
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

// addRelated offers other products of the producer, then of the same set.
func (p *Product) addRelated(ctx context.Context, env Env, src Catalogue, of catalog.Product) error {
	all, err := src.Cards(ctx, CardFilter{Sector: catalog.SectorOf(of.Set), Category: relatedCategory(of)})
	if err != nil {
		return err
	}
	near := []func(catalog.Card) bool{
		func(c catalog.Card) bool { return c.Producer == of.Producer },
		func(c catalog.Card) bool { return c.Producer != of.Producer && c.Set == of.Set },
	}
	for _, fits := range near {
		for _, card := range newCards(env, all) {
			c := find(all, card.Code)
			if len(p.Related) < maxRelated && c.Code != of.Code && fits(c) {
				p.Related = append(p.Related, card)
			}
		}
	}
	return nil
}

// relatedCategory is the vote category of goods outside OCOP, which have no set.
func relatedCategory(p catalog.Product) string {
	if p.Set == 0 {
		return p.Category
	}
	return ""
}

func find(cards []catalog.Card, code string) catalog.Card {
	for _, c := range cards {
		if c.Code == code {
			return c
		}
	}
	return catalog.Card{}
}
