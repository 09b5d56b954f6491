package store

import (
	"context"
	"fmt"

	"hangviet/data/vote"
)

// Rounds returns all rounds in the order of their opening.
func (c *Catalogue) Rounds(ctx context.Context) ([]vote.Round, error) {
	rounds, err := c.rounds(ctx)
	return rounds, wrap("read rounds", err)
}

func (c *Catalogue) rounds(ctx context.Context) ([]vote.Round, error) {
	rounds, err := all(ctx, c.db, "SELECT id, title, rules, opens, closes FROM rounds ORDER BY pos", nil, scanRound)
	if err != nil {
		return nil, err
	}
	err = each(ctx, c.db, "SELECT round, id, title, choices FROM categories ORDER BY round, place", nil, func(row scan) error {
		var round int
		category, err := scanCategory(row, &round)
		if err != nil {
			return err
		}
		of, err := at(rounds, round)
		if err == nil {
			of.Categories = append(of.Categories, category)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return rounds, each(ctx, c.db, `SELECT n.round, n.category, n.id, p.code
		FROM nominees n JOIN products p ON p.pos = n.product ORDER BY n.round, n.category, n.place`, nil, func(row scan) error {
		var round, category int
		var nominee vote.Nominee
		if err := row(&round, &category, &nominee.ID, &nominee.Product); err != nil {
			return err
		}
		return nominate(rounds, round, category, nominee)
	})
}

func nominate(rounds []vote.Round, round, category int, nominee vote.Nominee) error {
	r, err := at(rounds, round)
	if err != nil {
		return err
	}
	c, err := at(r.Categories, category)
	if err == nil {
		c.Nominees = append(c.Nominees, nominee)
	}
	return err
}

// at returns the element of list at place, which a file says is there.
func at[T any](list []T, place int) (*T, error) {
	if place < 0 || place >= len(list) {
		return nil, fmt.Errorf("%w: nothing stands at place %d", ErrDamaged, place)
	}
	return &list[place], nil
}

func scanRound(row scan) (vote.Round, error) {
	var r vote.Round
	var title, rules, opens, closes string
	if err := row(&r.ID, &title, &rules, &opens, &closes); err != nil {
		return r, err
	}
	var s scanner
	r.Title, r.Rules, r.Opens, r.Closes = s.text(title), s.text(rules), s.instant(opens), s.instant(closes)
	return r, s.err
}

func scanCategory(row scan, round *int) (vote.Category, error) {
	var c vote.Category
	var title string
	if err := row(round, &c.ID, &title, &c.Choices); err != nil {
		return c, err
	}
	var s scanner
	c.Title = s.text(title)
	return c, s.err
}
