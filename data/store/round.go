package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hangviet/data/vote"
)

// Rounds returns all rounds in the order of their opening.
func (c *Catalogue) Rounds(ctx context.Context) ([]vote.Round, error) {
	rounds, err := c.rounds(ctx)
	return rounds, wrap("read rounds", err)
}

func (c *Catalogue) rounds(ctx context.Context) ([]vote.Round, error) {
	rounds, err := all(ctx, c.db, "SELECT "+c.roundColumns()+" FROM rounds ORDER BY pos", nil, scanRound)
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

// roundColumns are what scanRound reads. A file of format 1 knows no switch, no
// mode and nothing of the others: its rounds have what they mean when not given.
func (c *Catalogue) roundColumns() string {
	if c.format < 2 {
		return "id, title, rules, opens, closes, '', 0, '', 0, '', 0"
	}
	return "id, title, rules, opens, closes, switch, test, mode, pause, reveal, receipts"
}

func scanRound(row scan) (vote.Round, error) {
	var r vote.Round
	var title, rules, opens, closes string
	var pause int64
	if err := row(&r.ID, &title, &rules, &opens, &closes, &r.Switch, &r.Test, &r.Mode, &pause, &r.Reveal, &r.Receipts); err != nil {
		return r, err
	}
	var s scanner
	r.Title, r.Rules, r.Opens, r.Closes = s.text(title), s.text(rules), s.instant(opens), s.instant(closes)
	r.Pause = time.Duration(pause) * time.Millisecond
	if s.err == nil {
		s.err = checkRound(r)
	}
	return r, s.err
}

// checkRound refuses a round whose columns say what no program wrote: that a
// ballot needs a ticket must not be lost in a word that is not understood.
func checkRound(r vote.Round) error {
	switch {
	case !slices.Contains([]vote.Switch{vote.ByClock, vote.SetDraft, vote.SetPause, vote.SetClose}, r.Switch):
		return fmt.Errorf("%w: round %s is switched to %.40q", ErrDamaged, r.ID, r.Switch)
	case !slices.Contains([]vote.Mode{"", vote.ByPause, vote.ByTicket, vote.ByStaff}, r.Mode):
		return fmt.Errorf("%w: round %s has mode %.40q", ErrDamaged, r.ID, r.Mode)
	case !slices.Contains([]vote.Reveal{"", vote.AfterClose, vote.Always, vote.Never}, r.Reveal):
		return fmt.Errorf("%w: round %s shows %.40q", ErrDamaged, r.ID, r.Reveal)
	case r.Pause < 0:
		return fmt.Errorf("%w: round %s pauses for %v", ErrDamaged, r.ID, r.Pause)
	}
	return nil
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
