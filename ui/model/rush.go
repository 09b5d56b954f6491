package model

import "context"

// loadRushHome reads what a hurried visitor needs: the categories of the open
// round, one shelf, the sectors.
func loadRushHome(ctx context.Context, env Env, src Catalogue) (Home, error) {
	h := Home{Rush: true}
	for _, step := range []func(context.Context, Env, Catalogue) error{h.loadSectors, h.loadVote, h.loadCategories, h.loadShelves} {
		if err := step(ctx, env, src); err != nil {
			return Home{}, err
		}
	}
	h.Shelves = h.Shelves[:min(1, len(h.Shelves))]
	return h, nil
}

func (h *Home) loadCategories(ctx context.Context, env Env, src Catalogue) error {
	if h.Vote == nil {
		return nil
	}
	view, err := LoadRound(ctx, env, src, h.Vote.ID)
	h.Categories = view.Categories
	return err
}
