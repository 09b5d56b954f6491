package hub

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"hangviet/data/catalog"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/plan"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// choice holds the products of the shown release, of which nominees are chosen. They
// are read when first asked for and kept until there is another release.
type choice struct {
	mu       sync.Mutex
	products *plan.Products
	of       []plan.Product // the same as a list
	coming   string         // what was accepted beyond, as it was when both was made
	both     *plan.Products
}

// Products returns the products of the shown release and those that officers have
// accepted for the next one; none before the first of either.
func (s *Service) Products(ctx context.Context) (*plan.Products, error) {
	shown, err := s.shownProducts(ctx)
	if err != nil {
		return nil, err
	}
	coming, key, err := s.comingProducts(ctx, shown)
	if err != nil || len(coming) == 0 {
		return shown, err
	}
	s.choice.mu.Lock()
	defer s.choice.mu.Unlock()
	if s.choice.both == nil || s.choice.coming != key || s.choice.both.Release != shown.Release {
		s.choice.both, s.choice.coming = plan.NewProducts(shown.Release, slices.Concat(s.choice.of, coming)), key
	}
	return s.choice.both, nil
}

// comingProducts returns accepted products that no release has shown, and a text by
// which they are known from others.
func (s *Service) comingProducts(ctx context.Context, shown *plan.Products) (all []plan.Product, key string, err error) {
	accepted, err := s.acceptedContent(ctx)
	makers := map[string]vote.Text{}
	for _, a := range accepted {
		if a.Form == dossier.Firm {
			makers[a.Of] = vote.Text{"vi": a.Answers["name"], "en": a.Answers["name_en"]}
		}
	}
	for _, a := range accepted {
		if _, known := shown.Product(a.Code); known || a.Form != dossier.Product || a.At == 0 {
			continue
		}
		all = append(all, plan.Product{
			Code: a.Code, Name: vote.Text{"vi": a.Answers["name"], "en": a.Answers["name_en"]}, Producer: a.Of, Maker: makers[a.Of],
		})
		key += fmt.Sprintf("%s %d\n", a.ID, a.At)
	}
	return all, key, err
}

// shownProducts returns the products of the shown release.
func (s *Service) shownProducts(ctx context.Context) (*plan.Products, error) {
	number, err := s.Release(ctx)
	if err != nil {
		return nil, err
	}
	s.choice.mu.Lock()
	defer s.choice.mu.Unlock()
	if kept := s.choice.products; kept != nil && kept.Release == number {
		return kept, nil
	}
	file, number, err := s.press.Shown(ctx)
	if err != nil {
		return nil, fmt.Errorf("open shown release: %w", err)
	}
	if file == nil {
		return plan.NewProducts(0, nil), nil
	}
	all, err := readProducts(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("read products of release %d: %w", number, err)
	}
	s.choice.products, s.choice.of = plan.NewProducts(number, all), all
	return s.choice.products, nil
}

func readProducts(ctx context.Context, file *store.Catalogue) (all []plan.Product, err error) {
	cards, err := file.Cards(ctx, catalog.CardFilter{})
	for _, c := range cards {
		all = append(all, plan.Product{
			Code: c.Code, Name: vote.Text(c.Name.Text()), Producer: c.Producer, Maker: vote.Text(c.ProducerName.Text()),
		})
	}
	return all, err
}
