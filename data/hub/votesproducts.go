package hub

import (
	"context"
	"fmt"
	"sync"

	"hangviet/data/catalog"
	"hangviet/data/hub/plan"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// choice holds the products of the shown release, of which nominees are chosen. They
// are read when first asked for and kept until there is another release.
type choice struct {
	mu       sync.Mutex
	products *plan.Products
}

// Products returns the products of the shown release; none before the first one.
func (s *Service) Products(ctx context.Context) (*plan.Products, error) {
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
	s.choice.products = plan.NewProducts(number, all)
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
