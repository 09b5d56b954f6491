package model

import (
	"context"

	"hangviet/data/catalog"
)

// maxSlides bounds the slideshow: at 8 s each a round takes two and a half minutes.
const maxSlides = 20

// Attract is the slideshow that waits for a person.
type Attract struct {
	Slides []Slide // may be empty: then the title stands alone
	Title  string
	Call   string // the one call to touch
}

// Slide is one product of the slideshow.
type Slide struct {
	Card
	Line string // one sentence about it
}

// NewAttract is the waiting screen without slides.
func NewAttract(env Env) Attract {
	return Attract{Title: env.Say("attract.title"), Call: env.Say("attract.call")}
}

// LoadAttract returns the slideshow: featured products first, only such as may
// be advertised (never alcohol, never health food) and have a photo.
func LoadAttract(ctx context.Context, env Env, src Catalogue) (Attract, error) {
	a := NewAttract(env)
	for _, filter := range []catalog.CardFilter{{Featured: true}, {}} {
		if len(a.Slides) > 0 {
			break
		}
		cards, err := src.Cards(ctx, filter)
		if err != nil {
			return a, err
		}
		if a.Slides, err = slides(ctx, env, src, cards); err != nil {
			return a, err
		}
	}
	return a, nil
}

func slides(ctx context.Context, env Env, src Catalogue, cards []catalog.Card) ([]Slide, error) {
	var out []Slide
	for _, c := range cards {
		if c.Cover == nil || len(out) == maxSlides {
			continue
		}
		p, err := src.Product(ctx, c.Code)
		if err != nil {
			return nil, err
		}
		if p.Advertisable(env.Now) {
			out = append(out, Slide{Card: newCard(env, c), Line: env.Text(p.Short)})
		}
	}
	return out, nil
}
